//! Fields that went over to the key of another one.

use crate::{
    FieldSchema,
    lock::{LockedEvent, LockedField},
};

/// The field that was called in Rust as the one that now has this key, and had
/// another key. Whoever only calls a field something else leaves the words at
/// the key that describe it.
pub(super) fn from<'a>(
    event: &'a LockedEvent,
    locked: &LockedField,
    now: &FieldSchema,
) -> Option<&'a LockedField> {
    let before = &locked.schema;
    if before.name() == now.name() || before.description == now.description {
        return None;
    }
    event.live_fields().find(|field| field.schema.name() == now.name())
}
