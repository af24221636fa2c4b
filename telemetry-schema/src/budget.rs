//! How much an event can tell, and how large it can get.
//!
//! No type system stops a number from encoding something else. What it can
//! tell is bounded all the same: by the number of values that a field can
//! take, which a reviewer reads as bits.

use crate::{
    EventSchema, FieldSchema, Granularity, Kind, Privacy, Rounding, SampleRate,
    audit::{Allowed, Limits},
    varint_len,
};

/// The most bytes that a declaration may add to an event on the wire, without
/// its texts: names, version, keys and numbers. Id, time and context (user,
/// interaction, client, flags) are the same for all events and not counted.
pub const MAX_SIZE: usize = 1024;

/// Bytes of a metadata entry beside its key: tags, lengths and the double.
const ENTRY: usize = 2 + 2 + 9;

/// Bytes of a sample rate: its tag and the double.
const SAMPLING: usize = 2 + 8;

/// The worst case of the bytes that a declaration adds to an event.
#[must_use]
pub fn worst_case_size<'a>(
    feature: &str,
    action: &str,
    version: i32,
    keys: impl Iterator<Item = &'a str>,
    sample_rate: Option<SampleRate>,
) -> usize {
    let names = 2 + feature.len() + 2 + action.len();
    let version = 1 + varint_len(u64::from(version.unsigned_abs()));
    let entries: usize = keys.map(|key| ENTRY + key.len()).sum();
    names + version + entries + sample_rate.map_or(0, |_| SAMPLING)
}

impl EventSchema {
    /// The worst case of the bytes that the declaration adds to an event on the
    /// wire, without its texts.
    #[must_use]
    pub fn worst_case_size(&self) -> usize {
        let numbers = self.fields.iter().filter(|field| field.privacy == Privacy::Metadata);
        let keys = numbers.map(|field| field.key.as_str());
        worst_case_size(&self.feature, &self.action, self.version, keys, self.sample_rate)
    }

    /// The most bits that one event can tell beyond that it happened: the sum
    /// over its fields. What stays on the instance counts nothing.
    #[must_use]
    pub fn worst_case_bits(&self) -> f64 {
        // The sum of nothing is minus zero.
        (0..self.fields.len()).map(|at| self.field_bits(at)).sum::<f64>() + 0.0
    }

    /// The most bits that the field at this position can tell, 0 to 64 for a
    /// number.
    #[must_use]
    pub fn field_bits(&self, position: usize) -> f64 {
        let Some(field) = self.fields.get(position) else { return 0.0 };
        match field.privacy {
            Privacy::Private => 0.0,
            Privacy::Audited => {
                field.review.as_ref().map_or(0.0, |review| text_bits(&review.limits))
            }
            Privacy::Metadata => {
                let values = number_of_values(field, self.codes(position).count());
                let width = if field.kind == Kind::F32 { 32.0 } else { 64.0 };
                (values.log2().clamp(0.0, width).exp2() + f64::from(u8::from(field.optional)))
                    .log2()
            }
        }
    }
}

/// A closed list tells which of its values; a pattern is counted as all texts
/// of the review's length, although it takes fewer.
fn text_bits(limits: &Limits) -> f64 {
    match limits.allowed() {
        Allowed::Values(values) => ((values.len() + 1) as f64).log2(),
        Allowed::Pattern(_) => 8.0 * f64::from(limits.max_bytes()),
    }
}

/// How many different numbers can leave through a field.
fn number_of_values(field: &FieldSchema, codes: usize) -> f64 {
    if field.kind == Kind::Enum {
        return codes as f64;
    }
    let (low, high) = range(field);
    let resolution = resolution(field);
    match &field.granularity {
        Granularity { rounding: Rounding::Buckets(bounds), .. } => bounds.len() as f64,
        Granularity { rounding: Rounding::PowerOfTwo, .. } => {
            powers(high, resolution) + powers(-low, resolution) + 1.0
        }
        // Rounding to the nearest can go beyond both ends.
        Granularity { rounding: Rounding::Step(step), .. } => {
            let step = step.max(resolution);
            (high / step).round() - (low / step).round() + 1.0
        }
        Granularity { rounding: Rounding::Exact, .. } => ((high - low) / resolution).floor() + 1.0,
    }
}

/// The smallest difference of two values: 1 for integers, a nanosecond for
/// durations, that of the smallest doubles for floats.
fn resolution(field: &FieldSchema) -> f64 {
    match field.kind {
        Kind::F32 => f64::from(f32::MIN_POSITIVE),
        Kind::F64 => f64::MIN_POSITIVE,
        Kind::Duration => {
            let unit = field.unit.and_then(crate::Unit::nanoseconds).unwrap_or(1);
            1.0 / unit as f64
        }
        _ => 1.0,
    }
}

fn range(field: &FieldSchema) -> (f64, f64) {
    let (low, high) = field.kind.range();
    let unit = match field.kind {
        Kind::Duration => field.unit.and_then(crate::Unit::nanoseconds).unwrap_or(1),
        _ => 1,
    };
    let high = high / unit as f64;
    (low, field.granularity.max.map_or(high, |max| max.clamp(low, high)))
}

/// How many powers of two lie between the resolution and this value.
fn powers(high: f64, resolution: f64) -> f64 {
    if high < resolution { 0.0 } else { high.log2().floor() - resolution.log2().floor() + 1.0 }
}
