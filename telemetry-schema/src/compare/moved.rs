//! Fields that went over to the key of another one. A declaration does not say
//! which field is which; the words that describe a field are what stays with it
//! when its key is edited.

use crate::lock::{Declared, LockedEvent, LockedField};

/// The field that had the words of the one at this position, under a key that
/// no longer has them. Copied words and words of several fields say nothing.
pub(super) fn from<'a>(
    locked: &'a LockedEvent,
    new: Declared<'_>,
    at: usize,
) -> Option<&'a LockedField> {
    let now = &new.event.fields[at];
    let words = now.description.as_str();
    let mut before = locked.live_fields().filter(|field| field.schema.description == words);
    let old = before.next().filter(|_| before.next().is_none())?;
    let key = &old.schema.key;
    let bearers = new.event.fields.iter().filter(|field| field.description == words).count();
    let moved = *key != now.key && bearers == 1 && !words.is_empty();
    // Of a field that this build leaves out the words are not known.
    (moved && !new.absent.contains(key)).then_some(old)
}
