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

/// Collects the values of one event.
#[doc(hidden)]
#[derive(Debug)]
pub struct Values {
    schema: usize,
    count: usize,
    numbers: [f64; MAX_FIELDS],
    /// The kind of each number.
    kinds: [u8; MAX_FIELDS],
    /// More was handed over than an event can have.
    surplus: bool,
    /// A bit for each text that is audited.
    audited: u64,
    texts: Vec<Option<String>>,
    pub(crate) not_finite: u64,
    pub(crate) too_long: u64,
    pub(crate) not_reviewed: u64,
}

macro_rules! primitives {
    ($($name:ident),*) => {$(
        /// Takes exactly this primitive type.
        pub fn $name<T: Is<$name>>(&mut self, value: T) {
            self.push(<$name as MetadataValue>::KIND.code, value.it().number(1));
        }
    )*};
}

impl Values {
    pub(crate) fn new() -> Self {
        Self {
            schema: usize::MAX,
            count: 0,
            numbers: [0.0; MAX_FIELDS],
            kinds: [0; MAX_FIELDS],
            surplus: false,
            audited: 0,
            texts: Vec::new(),
            not_finite: 0,
            too_long: 0,
            not_reviewed: 0,
        }
    }

    /// Says which of the type's schemas follows.
    pub fn event(&mut self, schema: usize) {
        self.schema = schema;
    }

    /// Takes the next number; a duration in units of so many nanoseconds. The
    /// value comes first, so that it is its type that the proof has to be for:
    /// nothing is dereferenced on the way.
    pub fn number<T>(&mut self, value: &T, field: Field<T>, nanoseconds: u64) {
        self.push(field.kind(), field.number(value, nanoseconds));
    }

    /// A number that is not finite is left out and counted.
    fn push(&mut self, kind: u8, number: Number) {
        let (Some(slot), Some(kind_slot)) =
            (self.numbers.get_mut(self.count), self.kinds.get_mut(self.count))
        else {
            self.surplus = true;
            return;
        };
        self.count += 1;
        *kind_slot = kind;
        *slot = number.0;
        if !number.0.is_finite() {
            if number.0.to_bits() != Number::ABSENT.0.to_bits() {
                self.not_finite += 1;
            }
            *slot = Number::ABSENT.0;
        }
    }

    primitives!(bool, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

    /// Takes the next text, private or audited.
    pub fn text<T>(&mut self, value: &T, field: Text<T>) {
        let text = field.text(value);
        if self.texts.len() >= MAX_FIELDS {
            self.surplus = true;
            return;
        }
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

    pub(crate) fn schema(&self) -> usize {
        self.schema
    }

    /// The numbers in the order of the declaration; an absent one is a NaN.
    pub(crate) fn numbers(&self) -> &[f64] {
        &self.numbers[..self.count]
    }

    /// The kinds of the numbers; none that could be declared if there were too
    /// many values.
    pub(crate) fn kinds(&self) -> &[u8] {
        if self.surplus { &[0] } else { &self.kinds[..self.count] }
    }

    /// How many texts there are, and a bit for each that is audited.
    pub(crate) fn texts(&self) -> (usize, u64) {
        (self.texts.len(), self.audited)
    }

    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.iter().flatten().map(String::len).sum()
    }

    pub(crate) fn take_texts(&mut self) -> Vec<Option<String>> {
        std::mem::take(&mut self.texts)
    }
}

// The methods of `Values` are named after the primitives; a new kind of
// primitive needs a method here, and this does not compile without one.
const _: () = assert!(Kind::ALL.len() == 16, "add the primitive to `primitives!`");
