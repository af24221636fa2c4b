//! What a declaration becomes: the schemas of its events, and a way to hand
//! its values over.
//!
//! Everything here is constant. A schema comes only from [`Schema::declare`],
//! which takes bytes that are known when the program is built.

use telemetry_schema::{Catalog, EventSchema, Privacy, put_bytes_field};

use crate::{
    field::{self, OpenKind},
    values::Values,
};

/// A type that `#[telemetry_event]` declares. Nobody implements it by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a telemetry event",
    label = "not declared as an event",
    note = "put `#[telemetry_event(feature = \"…\", action = \"…\", owner = \"…\", purpose = \"…\")]` on the struct or enum"
)]
pub trait Event: Sized + 'static {
    /// One schema for a struct, one per variant for an enum.
    #[doc(hidden)]
    const SCHEMAS: &'static [Schema];

    /// Says which schema this is and gives the values in its order.
    #[doc(hidden)]
    fn hand_over(&self, values: &mut Values);
}

/// The constant part of one event.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The framed `telemetry.v1.EventSchema`.
    record: &'static [u8],
    /// Feature and action on the wire.
    pub(crate) head: &'static [u8],
    /// What precedes the metadata inside the event's parameters.
    pub(crate) parameters: &'static [u8],
    /// One entry of the metadata map for each number, its value 0.
    pub(crate) metadata: &'static [u8],
    /// The keys of the private texts, each behind its length.
    pub(crate) private: &'static [u8],
}

impl Schema {
    /// Puts together what the macro prepared.
    #[doc(hidden)]
    #[must_use]
    pub const fn declare(
        record: &'static [u8],
        head: &'static [u8],
        parameters: &'static [u8],
        metadata: &'static [u8],
        private: &'static [u8],
    ) -> Self {
        Self { record, head, parameters, metadata, private }
    }

    /// Completes a record with the kinds that only the compiler knows.
    #[doc(hidden)]
    #[must_use]
    pub const fn complete<const N: usize>(base: &[u8], kinds: &[OpenKind]) -> [u8; N] {
        field::complete(base, kinds)
    }

    /// The framed schema record, as it also stands in the linker section.
    #[must_use]
    pub const fn record(&self) -> &'static [u8] {
        self.record
    }

    /// The feature.
    #[must_use]
    pub fn feature(&self) -> &'static str {
        name_at(self.head, 0)
    }

    /// The action.
    #[must_use]
    pub fn action(&self) -> &'static str {
        // Tag and length of the feature, then its name.
        name_at(self.head, 2 + self.feature().len())
    }

    /// What the record says, if the wire form agrees with it. The macro writes
    /// both from one declaration; an implementation by hand that tries to send
    /// what its record does not say gets no recorder.
    pub(crate) fn verify(&self) -> Option<EventSchema> {
        let catalog = Catalog::decode(self.record).ok()?;
        let [event] = catalog.events() else { return None };
        let expected = WireParts::of(event);
        let agrees = expected.head == self.head
            && expected.parameters == self.parameters
            && expected.metadata == self.metadata
            && expected.private == self.private;
        agrees.then(|| event.clone())
    }
}

/// The name behind a tag and a length of one byte; names have at most 64.
fn name_at(head: &'static [u8], at: usize) -> &'static str {
    let name = head.get(at + 1).and_then(|length| head.get(at + 2..at + 2 + usize::from(*length)));
    name.and_then(|name| std::str::from_utf8(name).ok()).unwrap_or("")
}

/// The constant parts of the wire form as they follow from a schema.
struct WireParts {
    head: Vec<u8>,
    parameters: Vec<u8>,
    metadata: Vec<u8>,
    private: Vec<u8>,
}

impl WireParts {
    fn of(event: &EventSchema) -> Self {
        let mut parts =
            Self { head: vec![], parameters: vec![], metadata: vec![], private: vec![] };
        put_bytes_field(&mut parts.head, 3, event.feature.as_bytes());
        put_bytes_field(&mut parts.head, 4, event.action.as_bytes());
        if event.version != 0 {
            parts.parameters.push(0x08);
            telemetry_schema::put_varint(
                &mut parts.parameters,
                u64::from(event.version.unsigned_abs()),
            );
        }
        for field in &event.fields {
            let key = field.key.as_bytes();
            if field.privacy == Privacy::Private {
                telemetry_schema::put_varint(&mut parts.private, key.len() as u64);
                parts.private.extend_from_slice(key);
            } else {
                let mut entry = Vec::new();
                put_bytes_field(&mut entry, 1, key);
                entry.push(0x11);
                entry.extend([0; 8]);
                put_bytes_field(&mut parts.metadata, 5, &entry);
            }
        }
        parts
    }
}
