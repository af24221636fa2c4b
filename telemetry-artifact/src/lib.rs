//! The events of a compiled program, read from its file.
//!
//! The only place that knows file formats: ELF files, archives of them, and
//! catalogs that a program wrote of itself. Nothing is run or linked. A file
//! can be hostile, so everything taken from one is bounded, and what cannot be
//! read is told and never taken for absent. What the events mean is not asked
//! here.
//!
//! A package of its own so that `cargo telemetry` and the gateway read with the
//! same eyes, and nobody else builds a reader of object files. It depends on the
//! event model alone; no rule and no command may be in it.

mod archive;
mod elf;
mod records;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use telemetry_schema::EventSchema;
use thiserror::Error;

pub use elf::Problem;
use records::Records;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 4 << 30;

/// The most bytes of records that are read from one file; ten thousand events
/// of six fields have about four million.
pub const MAX_RECORDS: usize = 32 << 20;

/// The most places of one file that are told when it is damaged.
pub const MAX_DAMAGE: usize = 100;

/// What the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArtifactKind {
    /// A program.
    Executable,
    /// A shared library.
    SharedLibrary,
    /// An object file.
    Object,
    /// An archive of object files: a static library or an rlib.
    Archive,
    /// A catalog that a program wrote of itself.
    Catalog,
}

impl ArtifactKind {
    /// The word for it, as in `shared library`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Executable => "executable",
            Self::SharedLibrary => "shared library",
            Self::Object => "object file",
            Self::Archive => "archive",
            Self::Catalog => "catalog",
        }
    }
}

/// What was read from one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Artifact {
    /// What the file is.
    pub kind: ArtifactKind,
    /// Every event that it declares, ordered by feature, action and place of
    /// declaration. An event that is declared twice is there twice.
    pub events: Vec<EventSchema>,
    /// What could not be read, in the order of the file and at most
    /// [`MAX_DAMAGE`]; empty if `events` is all that there is.
    pub damage: Vec<Damage>,
}

/// A part of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The member of an archive, as far as its name is text.
    pub member: Option<String>,
    /// The first byte of the part, from the beginning of the file.
    pub offset: u64,
    /// What is wrong with it.
    pub problem: String,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "at byte {:#x}", self.offset)?;
        if let Some(member) = &self.member {
            write!(f, ", in `{member}`")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// Why nothing could be read from a file.
#[derive(Debug, Error)]
pub enum ArtifactError {
    /// The file cannot be opened or read.
    #[error("cannot read `{}`: {source}; name a file that is there and readable", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is none that holds events, or is damaged as a whole.
    #[error("`{}`: {problem}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: Problem,
    },
}

impl Artifact {
    /// Reads the events of a file.
    ///
    /// # Errors
    /// When the file cannot be read or is none of those that hold events. What
    /// can be read in part is no error: see [`Artifact::damage`].
    pub fn open(path: &Path) -> Result<Self, ArtifactError> {
        let bytes = read_file(path)
            .map_err(|source| ArtifactError::Read { path: path.to_owned(), source })?;
        Self::read(&bytes)
            .map_err(|problem| ArtifactError::Unreadable { path: path.to_owned(), problem })
    }

    /// Reads the events of a file's bytes.
    ///
    /// # Errors
    /// When the bytes are of none of the files that hold events.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        if elf::is_elf(bytes) {
            let file = elf::read(bytes)?;
            let mut records = Records::default();
            records.add_all(&file.sections, 0, None);
            return Ok(records.finish(file.kind));
        }
        if elf::is_bitcode(bytes) {
            return Err(Problem::Bitcode);
        }
        if archive::is_archive(bytes) { archive::read(bytes) } else { read_catalog(bytes) }
    }
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    // Opening anything but a file can wait for ever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(io::Error::other(format!("it is larger than {MAX_FILE} bytes")));
    }
    Ok(bytes)
}

/// A catalog has no mark of its own: it is one if its first event can be read.
/// A program without events writes an empty one.
fn read_catalog(bytes: &[u8]) -> Result<Artifact, Problem> {
    let mut records = Records::default();
    records.add(bytes, 0, None);
    let found = records.finish(ArtifactKind::Catalog);
    let starts_with_event = found.damage.first().is_none_or(|damage| damage.offset > 0);
    if starts_with_event { Ok(found) } else { Err(Problem::Unknown) }
}
