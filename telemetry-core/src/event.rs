//! What a declaration becomes: the schemas of its events, and a way to hand
//! its values over.
//!
//! A schema only names the record that the macro placed in the program; what it
//! says is read by [`Declaration`](crate::Declaration).

use crate::{
    field::{self, OpenKind},
    values::Values,
};

/// A type that `#[telemetry_event]` declares. Nobody implements it by hand.
///
/// # Safety
/// Only the macro implements this trait, because only it knows that the schemas
/// are those of the declaration that a reviewer reads. The trait is unsafe so
/// that a crate without unsafe code cannot say otherwise; what an implementation
/// by hand claims nevertheless is compared with the program's own records
/// before anything is kept.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a telemetry event [telemetry::T0022]",
    label = "not declared as an event",
    note = "put `#[telemetry_event(feature = \"…\", action = \"…\", owner = \"…\", purpose = \"…\")]` on the struct or enum"
)]
#[allow(unsafe_code, reason = "an unsafe trait, so that its implementation is not safe code")]
pub unsafe trait Event: Sized + 'static {
    /// One schema for a struct, one per variant for an enum.
    #[doc(hidden)]
    const SCHEMAS: &'static [Schema];

    /// Says which schema this is and gives the values in its order.
    #[doc(hidden)]
    fn hand_over(&self, values: &mut Values<'_>);
}

/// The constant part of one event.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The framed `telemetry.v1.EventSchema`, as it stands in the section.
    record: &'static [u8],
}

impl Schema {
    /// Names the record that the macro prepared.
    #[doc(hidden)]
    #[must_use]
    pub const fn declare(record: &'static [u8]) -> Self {
        Self { record }
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
}
