//! What may be a metadata value, and what may be a private text.
//!
//! The list is closed: every implementation is in this file. An enum of the
//! user's own joins it through its code table, which `#[derive(MetadataValue)]`
//! writes.

use std::{num::NonZero, time::Duration};

use telemetry_schema::Kind;

use crate::codes::CodeTable;

/// A type whose values are numbers that may leave.
///
/// Integers up to 64 bits and their [`NonZero`] forms, floats, `bool` (0 or 1),
/// [`Duration`] in a declared unit, enums with `#[derive(MetadataValue)]` (their
/// code) and `Option` of these (absent when `None`). A float that is not finite
/// is left out and counted. Integers beyond 2^53 are rounded to the nearest
/// double.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot leave as metadata: metadata is numeric [telemetry::T0001]",
    label = "not a number, `bool`, `Duration`, value enum, or `Option` of these",
    note = "for text, record what you want to know about it: its length, a count, or which case of an enum it is",
    note = "an enum with explicit codes becomes a value by `#[derive(MetadataValue)]`",
    note = "a `String` that only this instance needs stays here with `#[telemetry(private)]`"
)]
pub trait MetadataValue: sealed::Sealed {
    #[doc(hidden)]
    const KIND: ValueKind;

    /// The value as a number; a duration in units of so many nanoseconds.
    #[doc(hidden)]
    fn number(&self, nanoseconds: u64) -> Number;
}

mod sealed {
    /// Only this crate says what a number is.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be made a metadata value by hand [telemetry::T0022]",
        label = "not among the types that may leave",
        note = "record what you want to know about it as a number, or use an enum with `#[derive(MetadataValue)]`"
    )]
    pub trait Sealed {}
    #[diagnostic::do_not_recommend]
    impl<T: super::Coded> Sealed for T {}
    impl<T: super::Present> Sealed for Option<T> {}
}

/// A number on its way into an event. Made only from [`MetadataValue`]s.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Number(pub(crate) f64);

impl Number {
    /// A value that is not there, as opposed to one that is not a number: a
    /// NaN that arithmetic does not make.
    pub(crate) const ABSENT: Self = Self(f64::from_bits(0x7ff8_7465_6c65_6d00));
}

/// What the compiler resolved a field's type to.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct ValueKind {
    pub(crate) code: u8,
    pub(crate) optional: bool,
    pub(crate) table: &'static [u8],
    /// Of the code table; 0 without one.
    pub(crate) fingerprint: u64,
}

impl ValueKind {
    const fn of(kind: Kind) -> Self {
        Self { code: kind.code(), optional: false, table: &[], fingerprint: 0 }
    }

    pub(crate) const fn text(optional: bool) -> Self {
        Self { optional, ..Self::of(Kind::Text) }
    }
}

macro_rules! numbers {
    ($($ty:ty => $kind:ident, $value:ident => $number:expr;)*) => {$(
        impl sealed::Sealed for $ty {}
        impl Present for $ty {}
        impl Is<$ty> for $ty {
            fn it(self) -> $ty {
                self
            }
        }
        impl MetadataValue for $ty {
            const KIND: ValueKind = ValueKind::of(Kind::$kind);
            fn number(&self, _: u64) -> Number {
                let $value = *self;
                Number($number)
            }
        }
    )*};
}

// Beyond 2^53 a 64-bit integer becomes the nearest double; the reference says so.
numbers! {
    bool => Bool, it => f64::from(u8::from(it));
    u8 => U8, it => f64::from(it);
    u16 => U16, it => f64::from(it);
    u32 => U32, it => f64::from(it);
    u64 => U64, it => it as f64;
    usize => Usize, it => it as f64;
    i8 => I8, it => f64::from(it);
    i16 => I16, it => f64::from(it);
    i32 => I32, it => f64::from(it);
    i64 => I64, it => it as f64;
    isize => Isize, it => it as f64;
    f32 => F32, it => f64::from(it);
    f64 => F64, it => it;
}

macro_rules! non_zero {
    ($($primitive:ty)*) => {$(
        impl sealed::Sealed for NonZero<$primitive> {}
        #[diagnostic::do_not_recommend]
        impl Present for NonZero<$primitive> {}
        #[diagnostic::do_not_recommend]
        impl MetadataValue for NonZero<$primitive> {
            const KIND: ValueKind = <$primitive as MetadataValue>::KIND;
            fn number(&self, nanoseconds: u64) -> Number {
                self.get().number(nanoseconds)
            }
        }
    )*};
}

// Of the kind of their primitive: that zero is missing changes no series.
non_zero!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

impl sealed::Sealed for Duration {}

impl Present for Duration {}

impl MetadataValue for Duration {
    const KIND: ValueKind = ValueKind::of(Kind::Duration);

    fn number(&self, nanoseconds: u64) -> Number {
        // Exact up to 104 days, then to the nearest double.
        Number(self.as_nanos() as f64 / nanoseconds as f64)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Coded> MetadataValue for T {
    const KIND: ValueKind = ValueKind {
        table: T::TABLE.encoded(),
        fingerprint: T::TABLE.fingerprint(),
        ..ValueKind::of(Kind::Enum)
    };

    /// A code that was not declared is no number: it is left out and counted.
    fn number(&self, _: u64) -> Number {
        let code = self.code();
        let declared = T::TABLE.codes().contains(&code);
        Number(if declared { f64::from(code) } else { f64::NAN })
    }
}

#[diagnostic::do_not_recommend]
impl<T: Coded> Present for T {}

impl<T: Present> MetadataValue for Option<T> {
    const KIND: ValueKind = ValueKind { optional: true, ..T::KIND };

    fn number(&self, nanoseconds: u64) -> Number {
        self.as_ref().map_or(Number::ABSENT, |value| value.number(nanoseconds))
    }
}

/// A metadata value that is always there, so that `None` has one meaning.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an optional metadata value: metadata is numeric [telemetry::T0001]",
    label = "not a number, `bool`, `Duration` or value enum",
    note = "for text, record what you want to know about it: its length, a count, or which case of an enum it is",
    note = "an enum with explicit codes becomes a value by `#[derive(MetadataValue)]`",
    note = "a `String` that only this instance needs stays here with `#[telemetry(private)]`"
)]
pub trait Present: MetadataValue {}

/// Exactly the primitive `P`, whatever its name means at the field.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this `{P}` is not the number that its name says: metadata is numeric [telemetry::T0001]",
    label = "another type of that name",
    note = "give the other type a name of its own"
)]
pub trait Is<P>: sealed::Sealed {
    /// The number itself.
    fn it(self) -> P;
}

/// An enum with `#[derive(MetadataValue)]`.
///
/// # Safety
/// Only the derive implements this trait, because only it knows that the codes
/// are those of the declaration. A code that is not in the table never leaves.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an enum with `#[derive(MetadataValue)]` [telemetry::T0010]",
    label = "no codes are declared"
)]
#[allow(unsafe_code, reason = "an unsafe trait, so that its implementation is not safe code")]
pub unsafe trait Coded {
    /// Names and descriptions of the codes.
    const TABLE: CodeTable;
    /// The code of this variant.
    fn code(&self) -> i32;
}

/// A text that stays on the instance: `String` or `Option<String>`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be private metadata: private metadata is text [telemetry::T0021]",
    label = "not a `String` or `Option<String>`",
    note = "a number needs no `#[telemetry(private)]`: remove it, and the value is metadata"
)]
pub trait PrivateText: private_sealed::Sealed {
    /// Whether there may be none.
    const OPTIONAL: bool;
    /// The text, if there is one.
    fn text(&self) -> Option<&str>;
}

mod private_sealed {
    /// Only this crate says what a private text is.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be made a private text by hand [telemetry::T0022]",
        label = "not a `String` or `Option<String>`"
    )]
    pub trait Sealed {}
    impl Sealed for String {}
    impl Sealed for Option<String> {}
}

impl PrivateText for String {
    const OPTIONAL: bool = false;

    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl PrivateText for Option<String> {
    const OPTIONAL: bool = true;

    fn text(&self) -> Option<&str> {
        self.as_deref()
    }
}

/// A text that leaves after a review: `String` or `Option<String>`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an audited text: an audited text is a `String` [telemetry::T0011]",
    label = "not a `String` or `Option<String>`",
    note = "a number needs no `#[telemetry(audited)]`: remove it, and the value is metadata"
)]
pub trait AuditedText: PrivateText {}

impl AuditedText for String {}
impl AuditedText for Option<String> {}
