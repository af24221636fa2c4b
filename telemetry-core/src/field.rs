//! A field whose type only the compiler can resolve: what its kind is, and how
//! its value is read.
//!
//! Generated code makes one [`Field`] for each such field, or one [`Text`] if
//! it is private. Both are proofs: they exist only for types that may be what
//! they say, and [`Values`](crate::values::Values) takes nothing else. So a
//! wrong type is one error, at the field, and a module that stands in for this
//! crate cannot let it through.

use telemetry_schema::{Granularity, Kind, Rounding};

use crate::{
    accepted::Accepted,
    value::{AuditedText, MetadataValue, Number, PrivateText, ValueKind},
};

/// Proof that `T` is a metadata value, and how the value is made coarser.
///
/// Its constant methods take it by value, so that no trait of the user's own
/// comes before them.
#[derive(Debug)]
pub struct Field<T: ?Sized> {
    kind: ValueKind,
    granularity: Granularity<&'static [f64]>,
    number: fn(&T, u64) -> Number,
}

impl<T: ?Sized> Field<T> {
    /// A field of metadata.
    #[must_use]
    pub const fn metadata() -> Self
    where
        T: MetadataValue,
    {
        Self { kind: T::KIND, granularity: Granularity::EXACT, number: T::number }
    }

    /// A larger value leaves as this one.
    #[must_use]
    pub const fn max(mut self, max: f64) -> Self {
        self.granularity.max = Some(max);
        self
    }

    /// Values leave as multiples of this.
    #[must_use]
    pub const fn step(mut self, step: f64) -> Self {
        self.granularity.rounding = Rounding::Step(step);
        self
    }

    /// Values leave as powers of two.
    #[must_use]
    pub const fn power_of_two(mut self) -> Self {
        self.granularity.rounding = Rounding::PowerOfTwo;
        self
    }

    /// Values leave as the lower bound of their bucket.
    #[must_use]
    pub const fn buckets(mut self, bounds: &'static [f64]) -> Self {
        self.granularity.rounding = Rounding::Buckets(bounds);
        self
    }

    pub(crate) const fn kind(&self) -> u8 {
        self.kind.code
    }

    pub(crate) fn number(&self, value: &T, nanoseconds: u64) -> Number {
        let Number(number) = (self.number)(value, nanoseconds);
        if self.granularity.is_exact() || !number.is_finite() {
            return Number(number);
        }
        Number(self.granularity.apply(number))
    }

    /// How many bytes the code table adds to the record.
    #[must_use]
    pub const fn table_len(self) -> usize {
        match self.kind.table.len() {
            0 => 0,
            length => TABLE_FRAME + length,
        }
    }

    /// Where the kind stands in the record, and which field it is.
    #[must_use]
    pub const fn at(self, at: usize, field: usize) -> OpenKind {
        OpenKind { kind: self.kind, at, field }
    }
}

/// The kind of all enums.
const ENUM: u8 = Kind::Enum.code();

/// The comparison with what was accepted. One call for each field: what a
/// declaration costs to compile is above all the calls that it makes.
impl<T: ?Sized> Field<T> {
    /// Checks that the type is what was accepted.
    #[track_caller]
    pub const fn accepted(self, kind: u8, optional: bool) {
        let ValueKind { code, optional: resolved, fingerprint, .. } = self.kind;
        // Said here, so that the usual case needs no other function.
        if code != kind || resolved != optional || fingerprint != 0 {
            Accepted::live(kind, optional).check(self.kind);
        }
    }

    /// The same of an enum, with its codes and their fingerprint.
    #[track_caller]
    pub const fn accepted_codes(self, codes: &'static [u8], fingerprint: u64, optional: bool) {
        let ValueKind { code, optional: resolved, fingerprint: declared, .. } = self.kind;
        if code != ENUM || resolved != optional || declared != fingerprint {
            Accepted::live(ENUM, optional).codes(fingerprint, codes).check(self.kind);
        }
    }

    /// Checks that the type is that of a removed field with the same key.
    #[track_caller]
    pub const fn reused(self, kind: u8) {
        Accepted::removed(kind).check(self.kind);
    }

    /// The same of an enum, with its codes and their fingerprint.
    #[track_caller]
    pub const fn reused_codes(self, codes: &'static [u8], fingerprint: u64) {
        Accepted::removed(ENUM).codes(fingerprint, codes).check(self.kind);
    }
}

/// The checks that need the resolved type. Each panics where it is evaluated,
/// which is when the program is built.
impl<T: ?Sized> Field<T> {
    /// Checks that the type goes without a unit.
    #[track_caller]
    pub const fn plain(self) {
        assert!(
            !self.is(Kind::Duration),
            "a `Duration` needs the unit in which it is exported; add `#[telemetry(unit = \"ms\")]` [telemetry::T0007]"
        );
    }

    /// Checks that the type goes with a unit of time.
    #[track_caller]
    pub const fn in_time(self) {
        assert!(
            !self.is_coded(),
            "an enum or a `bool` has no unit; remove `unit` [telemetry::T0007]"
        );
    }

    /// Checks that the type goes with a unit that does not measure time.
    #[track_caller]
    pub const fn in_unit(self) {
        assert!(
            !self.is(Kind::Duration),
            "a `Duration` is measured in a unit of time; write `#[telemetry(unit = \"ms\")]` [telemetry::T0007]"
        );
        self.in_time();
    }

    /// Checks that the values are those of a closed list, which measures
    /// nothing and identifies nobody; the message says what is wrong if not.
    #[track_caller]
    pub const fn coded(self, message: &'static str) {
        assert!(self.is_coded(), "{}", message);
    }

    /// Checks that the type can be made coarser in the declared way.
    #[track_caller]
    pub const fn rounded(self) {
        assert!(
            !self.is_coded(),
            "an enum or a `bool` is not rounded; remove this [telemetry::T0020]"
        );
        let Granularity { max, rounding } = self.granularity;
        if let Some(max) = max {
            self.can_be(max);
        }
        match rounding {
            Rounding::Exact | Rounding::PowerOfTwo => {}
            Rounding::Step(step) => self.can_be(step),
            Rounding::Buckets(bounds) => {
                let mut at = 0;
                while at < bounds.len() {
                    self.can_be(bounds[at]);
                    at += 1;
                }
            }
        }
    }

    #[track_caller]
    const fn can_be(&self, number: f64) {
        let Some(kind) = Kind::from_code(self.kind.code as u64) else { return };
        let (low, high) = kind.range();
        let whole = !kind.is_integer() || number as i128 as f64 == number;
        assert!(
            low <= number && number <= high && whole,
            "the values of this type are never one of the numbers of `max`, `round` or `buckets`; write numbers that they can be [telemetry::T0020]"
        );
    }

    const fn is_coded(&self) -> bool {
        self.is(Kind::Enum) || self.is(Kind::Bool)
    }

    const fn is(&self, kind: Kind) -> bool {
        self.kind.code == kind.code()
    }
}

/// Proof that `T` is a text that may be handed over.
#[derive(Debug)]
pub struct Text<T: ?Sized> {
    audited: bool,
    optional: bool,
    text: fn(&T) -> Option<&str>,
}

impl<T: ?Sized> Text<T> {
    /// A private field.
    #[must_use]
    pub const fn private() -> Self
    where
        T: PrivateText,
    {
        Self { audited: false, optional: T::OPTIONAL, text: T::text }
    }

    /// A field whose text leaves after a review.
    #[must_use]
    pub const fn audited() -> Self
    where
        T: AuditedText,
    {
        Self { audited: true, optional: T::OPTIONAL, text: T::text }
    }

    pub(crate) const fn is_audited(&self) -> bool {
        self.audited
    }

    pub(crate) fn text<'a>(&self, value: &'a T) -> Option<&'a str> {
        (self.text)(value)
    }

    /// Checks that the type is what was accepted.
    #[track_caller]
    pub const fn accepted(self, kind: u8, optional: bool) {
        Accepted::live(kind, optional).check(ValueKind::text(self.optional));
    }

    /// Checks that the type is that of a removed field with the same key.
    #[track_caller]
    pub const fn reused(self, kind: u8) {
        Accepted::removed(kind).check(ValueKind::text(self.optional));
    }

    /// Where the kind stands in the record, and which field it is.
    #[must_use]
    pub const fn at(self, at: usize, field: usize) -> OpenKind {
        OpenKind { kind: ValueKind::text(self.optional), at, field }
    }
}

/// The kind of a field as the compiler resolved it, and where the record
/// wants it.
#[derive(Debug, Clone, Copy)]
pub struct OpenKind {
    kind: ValueKind,
    at: usize,
    field: usize,
}

/// Tag, a length of three bytes, the tag and value of the field's position.
const TABLE_FRAME: usize = 4 + 2;

/// Completes a record: fills in the kinds, appends the code tables and sets
/// the length of the frame.
pub(crate) const fn complete<const N: usize>(base: &[u8], kinds: &[OpenKind]) -> [u8; N] {
    let mut out = [0; N];
    put(&mut out, 0, base);
    let mut end = base.len();
    let mut next = 0;
    while next < kinds.len() {
        let OpenKind { kind, at, field } = kinds[next];
        out[at] = kind.code;
        out[at + 2] = kind.optional as u8;
        if !kind.table.is_empty() {
            // Field 9 of the event, and in it field 1: the position. At most
            // 64 fields, so the position is one byte.
            out[end] = 0x4a;
            put_length::<3>(&mut out, end + 1, kind.table.len() + 2);
            out[end + 4] = 0x08;
            out[end + 5] = field as u8;
            put(&mut out, end + TABLE_FRAME, kind.table);
            end += TABLE_FRAME + kind.table.len();
        }
        next += 1;
    }
    // A catalog entry's tag, then the length of four bytes.
    put_length::<4>(&mut out, 1, N - 5);
    out
}

/// Writes `bytes` at this place. A whole slice: constant evaluation pays for
/// each step of a loop.
const fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    let (_, rest) = out.split_at_mut(at);
    let (place, _) = rest.split_at_mut(bytes.len());
    place.copy_from_slice(bytes);
}

/// Writes a length in exactly `N` bytes, which protobuf reads like the shortest
/// form.
const fn put_length<const N: usize>(out: &mut [u8], at: usize, length: usize) {
    assert!(
        length >> (7 * N) == 0,
        "the descriptions of this declaration are too long; shorten them"
    );
    let mut next = 0;
    while next < N {
        let more = if next + 1 < N { 0x80 } else { 0 };
        out[at + next] = (length >> (7 * next)) as u8 & 0x7f | more;
        next += 1;
    }
}
