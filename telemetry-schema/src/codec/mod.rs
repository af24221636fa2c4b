//! The protobuf form of schemas and catalogs (`protocol/telemetry/v1/schema.proto`).
//!
//! Written by hand because the macros and annotated programs depend on this
//! crate, and a protobuf library would cost them more to build than all the
//! rest; the tests of the pipeline compare it with one.

mod decode;
mod draft;
mod encode;
mod reader;
mod write;

use std::fmt;

pub use decode::catalog_entries;
pub(crate) use decode::decode_catalog;
pub(crate) use encode::encode_catalog;
pub use write::{put_bytes_field, put_varint, varint_len};

/// Why bytes are not a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes end inside a value.
    Truncated,
    /// A tag, length or number is not valid protobuf.
    Malformed,
    /// A text is not UTF-8.
    Text,
    /// A required part of an event is missing or not in its closed list.
    Invalid {
        /// The event, as far as it was read.
        event: String,
        /// Which part, and what is wrong with it.
        problem: String,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the bytes end inside a value"),
            Self::Malformed => f.write_str("the bytes are not valid protobuf"),
            Self::Text => f.write_str("a text is not UTF-8"),
            Self::Invalid { event, problem } => write!(f, "event {event}: {problem}"),
        }
    }
}

impl std::error::Error for DecodeError {}
