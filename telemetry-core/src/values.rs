//! The values of one event between its declaration and the journal: numbers
//! and texts, each by position. No key can be put in here, because there is no
//! place for one; which of the texts may leave is decided by their schema.
//!
//! The first numbers of an event are held here and nowhere else, so that the
//! compiler, which sees an event being handed over, keeps them in registers
//! until the recorder takes them. What an event rarely has, more numbers and
//! texts, goes to memory of the thread.

use std::marker::PhantomData;

use telemetry_schema::{Kind, MAX_FIELDS};

use crate::{
    field::{Field, Text},
    journal::local::{self, Held},
    value::{Is, MetadataValue, Number},
};

/// How many numbers of an event are held in registers: as many as a function
/// can be given in them.
pub(crate) const FEW: usize = 8;

/// The longest private text that is kept, in bytes. A longer one is left out
/// and counted, never cut: half a text can mean something else.
pub const MAX_PRIVATE_TEXT: usize = 64 * 1024;

/// Collects the values of one event. It ends with the event's own code.
#[doc(hidden)]
#[derive(Debug)]
pub struct Values<'a> {
    /// Which of its type's schemas; none of them if it is beyond their number.
    pub(crate) schema: usize,
    pub(crate) kinds: Kinds,
    pub(crate) count: usize,
    /// The first of its numbers.
    pub(crate) few: [f64; FEW],
    /// Where the others are, and the texts, once there is one.
    pub(crate) local: Option<Held>,
    borrowed: PhantomData<&'a mut ()>,
}

/// The kinds of numbers in their order, as one word, which the compiler works
/// out: so comparing them is comparing one word. Also tells how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds(u64);

impl Kinds {
    pub(crate) const NONE: Self = Self(0xcbf2_9ce4_8422_2325);

    /// Of these.
    pub(crate) fn of(kinds: impl IntoIterator<Item = u8>) -> Self {
        kinds.into_iter().fold(Self::NONE, Self::with)
    }

    #[inline]
    pub(crate) const fn word(self) -> u64 {
        self.0
    }

    /// Of these and one more.
    #[inline]
    pub(crate) const fn with(self, kind: u8) -> Self {
        // Odd stays odd. The factor has its bits everywhere, so that what two of
        // these differ by is hardly ever what two addresses differ by.
        Self((self.0 ^ (kind as u64) << 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
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

impl Values<'_> {
    /// Of an event that has handed over nothing yet.
    #[inline]
    pub(crate) const fn none() -> Self {
        Self {
            schema: usize::MAX,
            kinds: Kinds::NONE,
            count: 0,
            few: [0.0; FEW],
            local: None,
            borrowed: PhantomData,
        }
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

    // Inlined always, as what it calls: nothing of an event shall be in memory
    // only because a function needs a reference to it.
    #[inline(always)]
    fn push(&mut self, kind: u8, number: Number) {
        if let Some(place) = self.few.get_mut(self.count) {
            *place = number.0;
        } else if !self.push_behind(number) {
            return;
        }
        self.count += 1;
        self.kinds = self.kinds.with(kind);
    }

    /// False if there is no room for it.
    #[inline(always)]
    fn push_behind(&mut self, number: Number) -> bool {
        let count = self.count;
        self.local().put_aside(count, number.0)
    }

    #[inline(always)]
    fn local(&mut self) -> &mut Held {
        self.local.get_or_insert_with(local::take)
    }

    primitives!(bool, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

    /// Takes the next text, private or audited.
    pub fn text<T>(&mut self, value: &T, field: Text<T>) {
        let (text, is_audited) = (field.text(value), field.is_audited());
        self.local().texts.push(text, is_audited);
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

    /// Says that more was handed over than an event can have.
    #[cold]
    pub(crate) fn surplus(&mut self) {
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
