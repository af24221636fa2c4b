//! What a build says of one event.

use crate::EventSchema;

/// One event as it is declared: what was compiled, and what was not.
#[derive(Debug, Clone, Copy)]
pub struct Declared<'a> {
    /// The schema that was compiled.
    pub event: &'a EventSchema,
    /// Keys of fields that are declared but are no part of this build, because
    /// a `cfg` leaves them out. Absent is not removed.
    pub absent: &'a [String],
    /// The positions of those fields of which only the compiler knows the kind,
    /// the codes and whether they are optional: for who reads the tokens. These
    /// three are then not compared.
    pub open: &'a [usize],
}

impl Declared<'_> {
    /// Whether there is a field of this key, in this build or another.
    #[must_use]
    pub fn declares(&self, key: &str) -> bool {
        self.event.field(key).is_some() || self.absent.iter().any(|absent| absent == key)
    }

    /// Whether the kind of the field at this position is known.
    pub(crate) fn knows_kind(&self, at: usize) -> bool {
        !self.open.contains(&at)
    }
}

impl<'a> From<&'a EventSchema> for Declared<'a> {
    fn from(event: &'a EventSchema) -> Self {
        Self { event, absent: &event.absent_keys, open: &[] }
    }
}
