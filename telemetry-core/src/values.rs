//! The values of one event between its declaration and the journal: numbers
//! and texts, each by position. No key can be put in here, because there is no
//! place for one; which of the texts may leave is decided by their schema.

use telemetry_schema::{Kind, MAX_FIELDS};

use crate::{
    field::{Field, Text},
    value::{Is, MetadataValue, Number},
};

/// The longest private text that is kept, in bytes. A longer one is left out
/// and counted, never cut: half a text can mean something else.
pub const MAX_PRIVATE_TEXT: usize = 64 * 1024;

/// Collects the values of one event. One stands ready on each thread, because
/// making it costs more than filling it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Values {
    schema: usize,
    count: usize,
    /// What stands behind `count` is of earlier events.
    numbers: [f64; MAX_FIELDS],
    kinds: Kinds,
    /// More was handed over than an event can have.
    surplus: bool,
    /// There is more to look at than numbers: one of the fields below, or
    /// `surplus`, is not as it was made.
    special: bool,
    /// A bit for each text that is audited.
    audited: u64,
    texts: Vec<Option<String>>,
    pub(crate) not_finite: u64,
    pub(crate) too_long: u64,
    pub(crate) not_reviewed: u64,
}

/// The kinds of numbers in their order, eight to a word: comparing the numbers
/// of most events is comparing one word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kinds([u64; MAX_FIELDS.div_ceil(8)]);

impl Kinds {
    const NONE: Self = Self([0; MAX_FIELDS.div_ceil(8)]);

    /// Of these, no more than an event has.
    pub(crate) fn of(kinds: impl IntoIterator<Item = u8>) -> Self {
        let mut all = Self::NONE;
        kinds.into_iter().take(MAX_FIELDS).enumerate().for_each(|(at, kind)| all.set(at, kind));
        all
    }

    /// Sets a kind behind all that are set.
    #[inline]
    fn set(&mut self, at: usize, kind: u8) {
        let word = &mut self.0[at / 8];
        let before = if at.is_multiple_of(8) { 0 } else { *word };
        *word = before | u64::from(kind) << (at % 8 * 8);
    }

    /// Whether the first `count` are the same; what follows in the last word
    /// is zero on both sides.
    fn are(&self, other: &Self, count: usize) -> bool {
        let words = count.div_ceil(8);
        self.0[..words] == other.0[..words]
    }
}

/// Numbers that can be told by two words: at most eight, of an event about
/// which nothing else is to be looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    count: usize,
    kinds: u64,
}

impl Plain {
    /// No event is this.
    pub(crate) const NEVER: Self = Self { count: usize::MAX, kinds: 0 };

    /// So many, of these kinds.
    pub(crate) const fn of(count: usize, kinds: &Kinds) -> Self {
        if count <= 8 { Self { count, kinds: kinds.0[0] } } else { Self::NEVER }
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

impl Values {
    pub(crate) const fn new() -> Self {
        Self {
            schema: usize::MAX,
            count: 0,
            numbers: [0.0; MAX_FIELDS],
            kinds: Kinds::NONE,
            surplus: false,
            special: false,
            audited: 0,
            texts: Vec::new(),
            not_finite: 0,
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
        // Last, so that the compiler knows that they are this when it reads on.
        self.schema = usize::MAX;
        self.count = 0;
        self.kinds.0[0] = 0;
    }

    #[cold]
    fn clear_special(&mut self) {
        self.surplus = false;
        self.special = false;
        self.audited = 0;
        self.texts.clear();
        self.not_finite = 0;
        self.too_long = 0;
        self.not_reviewed = 0;
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
        let at = self.count;
        let Some(slot) = self.numbers.get_mut(at) else {
            self.surplus = true;
            self.special = true;
            return;
        };
        *slot = number.0;
        self.count = at + 1;
        self.kinds.set(at, kind);
        // Looked at later. A call from here, which could change anything, would
        // keep the compiler from knowing how many numbers an event has, and of
        // which kinds.
        self.special |= !number.0.is_finite();
    }

    /// Leaves out the numbers that are not finite, and counts them.
    pub(crate) fn leave_out_not_finite(&mut self) {
        for number in self.numbers[..self.count].iter_mut().filter(|it| !it.is_finite()) {
            self.not_finite += u64::from(number.to_bits() != Number::ABSENT.0.to_bits());
            *number = Number::ABSENT.0;
        }
    }

    primitives!(bool, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

    /// Takes the next text, private or audited.
    pub fn text<T>(&mut self, value: &T, field: Text<T>) {
        let text = field.text(value);
        if self.texts.len() >= MAX_FIELDS {
            self.surplus = true;
            self.special = true;
            return;
        }
        self.special = true;
        self.audited |= u64::from(field.is_audited()) << self.texts.len();
        let fits = text.filter(|text| text.len() <= MAX_PRIVATE_TEXT);
        self.too_long += u64::from(fits.is_none() && text.is_some());
        self.texts.push(fits.map(str::to_owned));
    }

    /// Leaves out the texts, by position, that are not to be kept.
    pub(crate) fn keep_texts(&mut self, keep: impl Fn(usize, &str) -> bool) {
        for (at, slot) in self.texts.iter_mut().enumerate() {
            if slot.as_ref().is_some_and(|text| !keep(at, text)) {
                *slot = None;
                self.not_reviewed += 1;
            }
        }
    }

    #[inline]
    pub(crate) const fn schema(&self) -> usize {
        self.schema
    }

    /// The numbers in the order of the declaration; an absent one is a NaN.
    #[inline]
    pub(crate) fn numbers(&self) -> &[f64] {
        &self.numbers[..self.count]
    }

    /// Whether these are exactly these numbers and nothing else, all of them
    /// finite or absent.
    #[inline]
    pub(crate) fn are_plain(&self, plain: Plain) -> bool {
        self.count == plain.count && self.kinds.0[0] == plain.kinds && !self.special
    }

    /// Whether there are so many numbers, of these kinds, and not too many of
    /// anything.
    pub(crate) fn are(&self, count: usize, kinds: &Kinds) -> bool {
        self.count == count && !self.surplus && self.kinds.are(kinds, count)
    }

    /// Whether anything was left out and is to be counted.
    pub(crate) const fn left_out(&self) -> bool {
        (self.not_finite | self.too_long | self.not_reviewed) != 0
    }

    /// How many texts there are, and a bit for each that is audited.
    #[inline]
    pub(crate) fn texts(&self) -> (usize, u64) {
        (self.texts.len(), self.audited)
    }

    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.iter().flatten().map(String::len).sum()
    }

    /// Leaves out the texts that do not fit into so many words with those
    /// before them, one word for each text besides.
    pub(crate) fn bound_texts(&mut self, words: usize) {
        let mut left = words;
        for slot in &mut self.texts {
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

    #[inline]
    pub(crate) fn text_values(&self) -> &[Option<String>] {
        &self.texts
    }

    pub(crate) fn take_texts(&mut self) -> Vec<Option<String>> {
        std::mem::take(&mut self.texts)
    }
}

// The methods of `Values` are named after the primitives; a new kind of
// primitive needs a method here, and this does not compile without one.
const _: () = assert!(Kind::ALL.len() == 16, "add the primitive to `primitives!`");
