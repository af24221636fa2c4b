//! What is wrong with a file of the lock, where, and what to do about it.

use std::{error::Error, fmt};

/// Why a file of the lock was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// The file, from the root of the workspace.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub fault: LockFault,
}

/// What is wrong in a file of the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LockFault {
    /// The marker of a conflict that a merge left.
    Conflict,
    /// The lines before the events are not those of this feature.
    Header,
    /// A line that begins neither a comment nor a message, nor ends one.
    Outside,
    /// An event that stands after one that it should precede, or twice.
    Order {
        /// The name of the message.
        message: String,
    },
    /// Not of the form that the lock has; says what should be there.
    Syntax(&'static str),
    /// Of the right form, but nothing that can have been accepted.
    Content(String),
    /// Understood, but written in another way than the command writes it.
    Edited,
}

impl LockFault {
    /// The fault at a byte of a text.
    pub(super) fn at(self, feature: &str, text: &str, byte: usize) -> LockError {
        let before = &text[..text.floor_char_boundary(byte)];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        LockError {
            path: super::lock_path(feature),
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[start..].chars().count() + 1,
            fault: self,
        }
    }
}

impl fmt::Display for LockFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => {
                return f.write_str(
                    "a merge left a conflict here; resolve the declarations in Rust, \
                     then `cargo telemetry accept` resolves this file",
                );
            }
            Self::Header => f.write_str("this is not how the lock of this feature begins")?,
            Self::Outside => f.write_str("this line belongs to no event")?,
            Self::Order { message } => write!(
                f,
                "the message `{}` stands twice or out of order, as after a merge",
                message.escape_debug()
            )?,
            Self::Syntax(expected) => write!(f, "{expected} should be here")?,
            Self::Content(problem) => f.write_str(problem)?,
            Self::Edited => f.write_str("this was not written by `cargo telemetry accept`")?,
        }
        f.write_str("; run `cargo telemetry accept`, or restore the file from version control")
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.path, self.line, self.column, self.fault)
    }
}

impl Error for LockError {}
