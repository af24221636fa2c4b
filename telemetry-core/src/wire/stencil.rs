//! What of an event's wire form follows from its declaration, cut so that the
//! numbers only have to be filled in. Made once per declaration; knows no
//! entry, no id and no time.
//!
//! Most events have all their numbers and no text. Their parameters differ in
//! the doubles alone, so they are copied whole and the doubles written over
//! zeros. A number that is absent or not finite takes its key and its part of
//! the length away, and such an event is put together piece by piece.

use telemetry_schema::{Template, put_varint};

/// The tag of `Event.parameters`.
const PARAMETERS: u8 = 0x32;
/// The bytes of a double, at the end of each entry of the metadata.
const DOUBLE: usize = size_of::<f64>();

/// See the module.
#[derive(Debug)]
pub(crate) struct Stencil {
    template: Template,
    /// `Event.parameters` with every number, each 0, and no text.
    whole: Vec<u8>,
    /// Where the metadata begins in `whole`; it goes to the end.
    metadata: usize,
    /// Where each double stands in `whole`.
    doubles: Vec<usize>,
}

impl Stencil {
    /// The stencil of the event with this template.
    pub(crate) fn of(template: Template) -> Self {
        let entries = entries(&template.metadata);
        let used = entries.iter().sum::<usize>();
        let length = template.version.len() + template.billing.len() + used;
        let mut whole = vec![PARAMETERS];
        put_varint(&mut whole, length as u64);
        whole.extend_from_slice(&template.version);
        whole.extend_from_slice(&template.billing);
        let metadata = whole.len();
        whole.extend_from_slice(&template.metadata[..used]);
        let mut end = metadata;
        let double_of = |length: usize| {
            end += length;
            end - DOUBLE
        };
        let doubles = entries.into_iter().map(double_of).collect();
        Self { template, whole, metadata, doubles }
    }

    /// Feature and action.
    pub(super) fn head(&self) -> &[u8] {
        &self.template.head
    }

    /// What stands behind everything else.
    pub(super) fn sampling(&self) -> &[u8] {
        &self.template.sampling
    }

    /// For each text its privacy, the length of its key, and the key.
    pub(super) fn texts(&self) -> &[u8] {
        &self.template.texts
    }

    /// Appends `Event.parameters` with all these numbers; appends nothing and is
    /// false if one of them is missing or not finite.
    pub(super) fn put_all(&self, out: &mut Vec<u8>, numbers: &[f64]) -> bool {
        if numbers.len() != self.doubles.len() || !numbers.iter().all(|it| it.is_finite()) {
            return false;
        }
        let start = out.len();
        out.extend_from_slice(&self.whole);
        let whole = &mut out[start..];
        for (at, number) in self.doubles.iter().zip(numbers) {
            whole[*at..*at + DOUBLE].copy_from_slice(&number.to_le_bytes());
        }
        true
    }

    /// Appends `Event.parameters` with the numbers that are finite and an
    /// encoded `private_metadata`, which may be empty.
    pub(super) fn put_some(&self, out: &mut Vec<u8>, audited: &[u8], numbers: &[f64]) {
        let Template { version, billing, .. } = &self.template;
        let present = || self.keys().zip(numbers).filter(|(_, number)| number.is_finite());
        let metadata: usize = present().map(|(key, _)| key.len() + DOUBLE).sum();
        out.push(PARAMETERS);
        put_varint(out, (version.len() + audited.len() + billing.len() + metadata) as u64);
        out.extend_from_slice(version);
        out.extend_from_slice(audited);
        out.extend_from_slice(billing);
        for (key, number) in present() {
            out.extend_from_slice(key);
            out.extend_from_slice(&number.to_le_bytes());
        }
    }

    /// Each entry of the metadata without its double.
    fn keys(&self) -> impl Iterator<Item = &[u8]> {
        let starts = self.doubles.iter().map(|double| double + DOUBLE);
        let starts = std::iter::once(self.metadata).chain(starts);
        starts.zip(&self.doubles).map(|(start, double)| &self.whole[start..*double])
    }
}

/// The lengths of the entries of prepared metadata: tag, length, that many
/// bytes, the last of which are the double.
fn entries(mut rest: &[u8]) -> Vec<usize> {
    let mut lengths = Vec::new();
    // A key has at most 64 characters, so the length is one byte.
    while let Some(body) = rest.get(1) {
        let length = 2 + usize::from(*body);
        let Some((entry, next)) = rest.split_at_checked(length) else { break };
        if entry.len() < DOUBLE {
            break;
        }
        lengths.push(length);
        rest = next;
    }
    lengths
}
