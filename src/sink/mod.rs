//! Where a gateway keeps what it accepted. The gateway knows the trait
//! [`Sink`] and nothing of its implementations; a sink knows tenants, ids and
//! rendered events and nothing of gRPC, catalogs or tokens.
//!
//! Nothing here decides whether an event is acceptable.

use std::{fmt, path::PathBuf, sync::Arc};

mod error;
pub mod files;
pub(crate) mod private;

pub use error::SinkError;
pub use files::FileSink;

/// Stores events durably, each (tenant, id) once within a stated horizon.
///
/// One thread owns the sink and calls it; callers that arrive meanwhile are
/// put together into one call, so an implementation commits once per call.
pub trait Sink: Send {
    /// The form in which this sink takes events.
    fn form(&self) -> Form;

    /// Stores the records that were not stored before and says which those
    /// were, in the order of `records`. When it returns `Ok`, every record is
    /// durable: it survives the process and the machine being killed.
    ///
    /// # Errors
    /// Nothing of `records` counts as stored; the caller may send the same
    /// records again. An id is never remembered without its event.
    fn store(&mut self, records: &[Record]) -> Result<Vec<Outcome>, SinkError>;
}

/// How a sink wants events rendered. The rendering happens before
/// [`Sink::store`], on many threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The protobuf JSON mapping, one line without its end.
    JsonLine,
    /// The encoded `telemetrygateway.v1.Event`.
    Protobuf,
}

/// One accepted event on its way into a sink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Whose event it is.
    pub tenant: Tenant,
    /// The event's id; unique per tenant.
    pub id: String,
    /// The event in the sink's [`Form`].
    pub event: Vec<u8>,
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Stored by this call.
    Stored,
    /// Stored before; nothing was written.
    Duplicate,
}

/// The name of a tenant: 1 to 64 of `a-z A-Z 0-9 . _ -`, the first of them a
/// letter or digit, so that it is safe as the name of a directory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenant(Arc<str>);

impl Tenant {
    /// The most characters of a name.
    pub const MAX_LEN: usize = 64;

    /// Takes the name as it is, if it follows the rule.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let starts_well = name.starts_with(|c: char| c.is_ascii_alphanumeric());
        let fits = starts_well && name.len() <= Self::MAX_LEN && name.chars().all(Self::allows);
        fits.then(|| Self(name.into()))
    }

    /// Whether this character may be in a name.
    #[must_use]
    pub fn allows(character: char) -> bool {
        character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-')
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Attaches the path to an I/O error.
pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> SinkError {
    move |source| SinkError::Io { path: path.into(), source }
}

#[cfg(test)]
mod tests {
    use super::Tenant;

    #[test]
    fn a_tenant_is_a_safe_directory_name() {
        for good in ["a", "0", "Acme-1.eu_x", &"a".repeat(64)] {
            assert!(Tenant::new(good).is_some(), "{good}");
        }
        for bad in ["", ".", "..", ".hidden", "-x", "a/b", "a b", "ä", &"a".repeat(65)] {
            assert!(Tenant::new(bad).is_none(), "{bad}");
        }
    }
}
