//! What a declaration becomes: the schemas of its events, and a way to hand
//! its values over.
//!
//! Everything here is constant. A schema comes only from [`Schema::declare`],
//! which takes bytes that are known when the program is built.

use telemetry_schema::{Catalog, EventSchema, Template};

use crate::{
    field::{self, OpenKind},
    values::Values,
};

/// A type that `#[telemetry_event]` declares. Nobody implements it by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a telemetry event [telemetry::T0022]",
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

/// The constant part of one event: its record, and the parts of its wire form
/// that follow from it (see [`Template`]).
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The framed `telemetry.v1.EventSchema`.
    record: &'static [u8],
    pub(crate) head: &'static [u8],
    pub(crate) version: &'static [u8],
    pub(crate) billing: &'static [u8],
    pub(crate) metadata: &'static [u8],
    pub(crate) texts: &'static [u8],
}

impl Schema {
    /// Puts together what the macro prepared.
    #[doc(hidden)]
    #[must_use]
    pub const fn declare(
        record: &'static [u8],
        head: &'static [u8],
        version: &'static [u8],
        billing: &'static [u8],
        metadata: &'static [u8],
        texts: &'static [u8],
    ) -> Self {
        Self { record, head, version, billing, metadata, texts }
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
        let Template { head, version, billing, metadata, texts } = Template::of(event);
        let expected = [head, version, billing, metadata, texts];
        let written = [self.head, self.version, self.billing, self.metadata, self.texts];
        (expected == written).then(|| event.clone())
    }
}

/// The name behind a tag and a length of one byte; names have at most 64.
fn name_at(head: &'static [u8], at: usize) -> &'static str {
    let name = head.get(at + 1).and_then(|length| head.get(at + 2..at + 2 + usize::from(*length)));
    name.and_then(|name| std::str::from_utf8(name).ok()).unwrap_or("")
}
