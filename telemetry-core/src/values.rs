//! The values of one event between its declaration and the journal: numbers
//! and texts, each by position. No key can be put in here, because there is no
//! place for one; which of the texts may leave is decided by their schema.
//!
//! Numbers go straight to where they stay: this holds a place in the journal or
//! of the thread, and what it knows besides is small enough for registers.

use std::sync::atomic::AtomicU64;

use telemetry_schema::{Kind, MAX_FIELDS};

use crate::{
    field::{Field, Text},
    value::{Is, MetadataValue, Number},
    words::{Checksum, Numbers},
};

/// The longest private text that is kept, in bytes. A longer one is left out
/// and counted, never cut: half a text can mean something else.
pub const MAX_PRIVATE_TEXT: usize = 64 * 1024;

/// Room for the numbers of any event.
pub(crate) type Room = [AtomicU64; MAX_FIELDS];

/// Collects the values of one event.
#[doc(hidden)]
#[derive(Debug)]
pub struct Values<'a> {
    numbers: Numbers<'a, AtomicU64, MAX_FIELDS>,
    kinds: Kinds,
    schema: usize,
    texts: &'a mut Texts,
}

/// What is known of an event whose values were handed over, but for the values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Handed {
    /// Which of its type's schemas; none of them if it is beyond their number.
    pub(crate) schema: usize,
    pub(crate) kinds: Kinds,
    /// Over its numbers.
    pub(crate) sum: Checksum,
}

/// The kinds of numbers in their order, as one word, which the compiler works
/// out: so comparing them is comparing one word. Also tells how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds(u64);

impl Kinds {
    pub(crate) const NONE: Self = Self(0xcbf2_9ce4_8422_2325);
    /// Of no numbers: one that `with` does not make, because it keeps odd what
    /// is odd, and what is not a kind.
    pub(crate) const NEVER: Self = Self(0);

    /// Of these.
    pub(crate) fn of(kinds: impl IntoIterator<Item = u8>) -> Self {
        kinds.into_iter().fold(Self::NONE, Self::with)
    }

    /// Of these and one more.
    #[inline]
    pub(crate) const fn with(self, kind: u8) -> Self {
        // As FNV does it, but for the step that makes it odd again.
        Self((self.0 ^ (kind as u64) << 1).wrapping_mul(0x0100_0000_01b3))
    }
}

macro_rules! primitives {
    ($($name:ident),*) => {$(
        /// Takes exactly this primitive type.
        #[inline]
        pub fn $name<T: Is<$name>>(&mut self, value: T) {
            self.push(<$name as MetadataValue>::KIND.code, value.it().number(1));
        }
    )*};
}

impl<'a> Values<'a> {
    /// Of an event whose numbers are put here. The texts are empty.
    #[inline]
    pub(crate) const fn of(room: &'a Room, sum: Checksum, texts: &'a mut Texts) -> Self {
        let numbers = Numbers::new(room, sum);
        Self { numbers, kinds: Kinds::NONE, schema: usize::MAX, texts }
    }

    /// Says which of the type's schemas follows.
    #[inline]
    pub fn event(&mut self, schema: usize) {
        self.schema = schema;
    }

    /// Takes the next number; a duration in units of so many nanoseconds. The
    /// value comes first, so that it is its type that the proof has to be for:
    /// nothing is dereferenced on the way.
    #[inline]
    pub fn number<T>(&mut self, value: &T, field: Field<T>, nanoseconds: u64) {
        self.push(field.kind(), field.number(value, nanoseconds));
    }

    #[inline]
    fn push(&mut self, kind: u8, number: Number) {
        if self.numbers.push(number.0) {
            self.kinds = self.kinds.with(kind);
        } else {
            self.texts.surplus();
        }
    }

    primitives!(bool, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

    /// Takes the next text, private or audited.
    pub fn text<T>(&mut self, value: &T, field: Text<T>) {
        self.texts.push(field.text(value), field.is_audited());
    }

    /// That is all.
    #[inline]
    pub(crate) const fn end(self) -> Handed {
        let (_, sum) = self.numbers.end();
        Handed { schema: self.schema, kinds: self.kinds, sum }
    }
}

/// The texts of an event, and whatever else is rarely there. One stands ready on
/// each thread.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// Something here is not as it was made.
    special: bool,
    /// More was handed over than an event can have.
    surplus: bool,
    /// A bit for each text that is audited.
    audited: u64,
    all: Vec<Option<String>>,
    pub(crate) too_long: u64,
    pub(crate) not_reviewed: u64,
}

impl Texts {
    pub(crate) const fn new() -> Self {
        Self {
            special: false,
            surplus: false,
            audited: 0,
            all: Vec::new(),
            too_long: 0,
            not_reviewed: 0,
        }
    }

    /// Makes room for the next event.
    #[inline]
    pub(crate) fn clear(&mut self) {
        if self.special {
            self.clear_special();
        }
    }

    #[cold]
    fn clear_special(&mut self) {
        let mut all = std::mem::take(&mut self.all);
        all.clear();
        *self = Self { all, ..Self::new() };
    }

    /// Whether there is nothing here.
    #[inline]
    pub(crate) const fn are_none(&self) -> bool {
        !self.special
    }

    #[cold]
    fn surplus(&mut self) {
        self.surplus = true;
        self.special = true;
    }

    fn push(&mut self, text: Option<&str>, audited: bool) {
        if self.all.len() >= MAX_FIELDS {
            return self.surplus();
        }
        self.special = true;
        self.audited |= u64::from(audited) << self.all.len();
        let fits = text.filter(|text| text.len() <= MAX_PRIVATE_TEXT);
        self.too_long += u64::from(fits.is_none() && text.is_some());
        self.all.push(fits.map(str::to_owned));
    }

    /// How many texts there are, and a bit for each that is audited; none if
    /// there was more than an event can have.
    pub(crate) fn sizes(&self) -> Option<(usize, u64)> {
        (!self.surplus).then_some((self.all.len(), self.audited))
    }

    /// Leaves out the texts, by position, that are not to be kept.
    pub(crate) fn keep(&mut self, keep: impl Fn(usize, &str) -> bool) {
        for (at, slot) in self.all.iter_mut().enumerate() {
            if slot.as_ref().is_some_and(|text| !keep(at, text)) {
                *slot = None;
                self.not_reviewed += 1;
            }
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.all.iter().flatten().map(String::len).sum()
    }

    /// Leaves out the texts that do not fit into so many words with those
    /// before them, one word for each text besides.
    pub(crate) fn bound(&mut self, words: usize) {
        let mut left = words;
        for slot in &mut self.all {
            let length = 1 + slot.as_ref().map_or(0, |text| text.len().div_ceil(8));
            match left.checked_sub(length) {
                Some(rest) => left = rest,
                None => {
                    *slot = None;
                    self.too_long += 1;
                }
            }
        }
    }

    pub(crate) fn all(&self) -> &[Option<String>] {
        &self.all
    }

    pub(crate) fn take(&mut self) -> Vec<Option<String>> {
        std::mem::take(&mut self.all)
    }
}

/// Leaves out the numbers that are not finite. How many there were.
pub(crate) fn leave_out_not_finite(numbers: &mut [f64]) -> u64 {
    let mut left_out = 0;
    for number in numbers.iter_mut().filter(|number| !number.is_finite()) {
        left_out += u64::from(number.to_bits() != Number::ABSENT.0.to_bits());
        *number = Number::ABSENT.0;
    }
    left_out
}

// The methods of `Values` are named after the primitives; a new kind of
// primitive needs a method here, and this does not compile without one.
const _: () = assert!(Kind::ALL.len() == 16, "add the primitive to `primitives!`");
