//! The parts of an event's wire form (`telemetrygateway.v1.Event`) that follow
//! from its schema alone.
//!
//! The macros write them into the program, and the recorder compares them with
//! the schema before it sends anything: both are made here.

use crate::{EventSchema, Privacy, put_bytes_field, put_varint};

/// The tag of `Event.sample_rate`: field 1001, a double.
const SAMPLE_RATE: u64 = 1001 << 3 | 1;

/// The constant parts of an event on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    /// Feature and action.
    pub head: Vec<u8>,
    /// The version, inside `EventParameters`.
    pub version: Vec<u8>,
    /// The billing metadata, inside `EventParameters`.
    pub billing: Vec<u8>,
    /// One entry of the metadata map for each number, its value 0.
    pub metadata: Vec<u8>,
    /// For each text the code of its privacy, the length of its key in one
    /// byte, and the key.
    pub texts: Vec<u8>,
    /// The sample rate, if there is one; behind everything else.
    pub sampling: Vec<u8>,
}

impl Template {
    /// The template of this event.
    #[must_use]
    pub fn of(event: &EventSchema) -> Self {
        let mut template = Self::default();
        put_bytes_field(&mut template.head, 3, event.feature.as_bytes());
        put_bytes_field(&mut template.head, 4, event.action.as_bytes());
        if event.version != 0 {
            template.version.push(0x08);
            put_varint(&mut template.version, u64::from(event.version.unsigned_abs()));
        }
        if let Some(billing) = &event.billing {
            let mut body = Vec::new();
            put_bytes_field(&mut body, 1, billing.product.as_bytes());
            put_bytes_field(&mut body, 2, billing.category.as_bytes());
            put_bytes_field(&mut template.billing, 4, &body);
        }
        if let Some(rate) = event.sample_rate {
            put_varint(&mut template.sampling, SAMPLE_RATE);
            template.sampling.extend(rate.get().to_le_bytes());
        }
        for field in &event.fields {
            template.put_field(&field.key, field.privacy);
        }
        template
    }

    fn put_field(&mut self, key: &str, privacy: Privacy) {
        match privacy {
            Privacy::Metadata => put_bytes_field(&mut self.metadata, 5, &map_entry(key)),
            Privacy::Private | Privacy::Audited => {
                // A key has at most 64 characters, so its length is one byte.
                self.texts.extend([privacy.code(), key.len() as u8]);
                self.texts.extend_from_slice(key.as_bytes());
            }
        }
    }
}

/// `map<string, double>`: the key as field 1, the double as field 2.
fn map_entry(key: &str) -> Vec<u8> {
    let mut entry = Vec::new();
    put_bytes_field(&mut entry, 1, key.as_bytes());
    entry.push(0x11);
    entry.extend([0; 8]);
    entry
}
