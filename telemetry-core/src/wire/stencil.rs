//! What of an event's wire form follows from its declaration, cut so that the
//! numbers only have to be filled in. Made once per declaration; knows no
//! entry, no id and no time.
//!
//! Most events have all their numbers and no text, and come from this program.
//! From the feature to the parameters they differ in the doubles alone, so that
//! is copied at once and the doubles written over zeros. A number that is absent
//! or not finite takes its key and its part of the length away, and such an event
//! is put together piece by piece.

use std::sync::OnceLock;

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
    /// What is copied at once for events of the source that was first.
    middle: OnceLock<Middle>,
}

/// What stands between the time and the context.
#[derive(Debug)]
struct Middle {
    /// `Event.source`, encoded.
    source: Vec<u8>,
    /// Feature, action, source, and the parameters as in [`Stencil::whole`].
    bytes: Vec<u8>,
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
        Self { template, whole, metadata, doubles, middle: OnceLock::new() }
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

    /// Appends feature, action, this encoded source and `Event.parameters` with all
    /// these numbers; appends nothing and is false if one of them is missing or
    /// not finite.
    pub(super) fn put_middle(&self, out: &mut Vec<u8>, source: &[u8], numbers: &[f64]) -> bool {
        // All of them, because most are: looking at each is more than a sum.
        let finite = numbers.iter().fold(true, |finite, number| finite & number.is_finite());
        if !finite || numbers.len() != self.doubles.len() {
            return false;
        }
        let middle = self.middle.get_or_init(|| self.middle(source));
        if middle.source == source {
            out.extend_from_slice(&middle.bytes);
        } else {
            [self.head(), source, &self.whole].iter().for_each(|it| out.extend_from_slice(it));
        }
        let parameters = out.len() - self.whole.len();
        let whole = &mut out[parameters..];
        for (at, number) in self.doubles.iter().zip(numbers) {
            whole[*at..*at + DOUBLE].copy_from_slice(&number.to_le_bytes());
        }
        true
    }

    fn middle(&self, source: &[u8]) -> Middle {
        Middle { source: source.to_vec(), bytes: [self.head(), source, &self.whole].concat() }
    }

    /// Appends `Event.parameters` with the numbers that are finite and an
    /// encoded `private_metadata`, which may be empty.
    pub(super) fn put_parameters(&self, out: &mut Vec<u8>, audited: &[u8], numbers: &[f64]) {
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
