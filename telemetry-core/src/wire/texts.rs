//! The texts of an event as entries of a `google.protobuf.Struct`: those of one
//! privacy at a time. Never both in one call.

use telemetry_schema::{Privacy, put_bytes_field};

use crate::journal::Entry;

/// Appends the texts of this privacy.
pub(super) fn put(out: &mut Vec<u8>, entry: &Entry, privacy: Privacy) {
    let prepared = prepared(entry.declaration.stencil.texts());
    for ((code, key), text) in prepared.zip(&entry.texts) {
        let Some(text) = text.as_ref().filter(|_| code == privacy.code()) else { continue };
        let mut value = Vec::new();
        put_bytes_field(&mut value, 3, text.as_bytes());
        let mut field = Vec::new();
        put_bytes_field(&mut field, 1, key);
        put_bytes_field(&mut field, 2, &value);
        put_bytes_field(out, 1, &field);
    }
}

/// Divides the prepared texts: a privacy, a length, that many bytes of a key.
fn prepared(mut rest: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    std::iter::from_fn(move || {
        let ([privacy, length], next) = rest.split_first_chunk()?;
        let (key, next) = next.split_at_checked(usize::from(*length))?;
        rest = next;
        Some((*privacy, key))
    })
}
