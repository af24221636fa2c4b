//! Typed reading of one entry: a reader returns the value or records what is
//! wrong with it, so that one pass finds every fault.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::error::{FaultKind, Faults};
use crate::{Date, nearest};

/// One entry of the file.
pub(super) struct Table<'a, 'f, 't> {
    pub(super) table: &'a DeTable<'a>,
    /// The byte at which the entry begins; where to report what is missing.
    pub(super) at: usize,
    pub(super) faults: &'f mut Faults<'t>,
}

/// A value and the byte at which it begins.
pub(super) type At<T> = (usize, T);

impl<'a> Table<'a, '_, '_> {
    pub(super) fn refuse_unknown(&mut self, known: &'static [&'static str]) {
        for key in self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let near = nearest(key.get_ref(), known.iter().copied());
            let name = key.get_ref().to_string();
            self.faults.add(key.span().start, FaultKind::UnknownKey { name, near });
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    fn required(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.get(key);
        if value.is_none() {
            self.faults.add(self.at, FaultKind::MissingKey(key));
        }
        value
    }

    fn wrong_type<T>(
        &mut self,
        key: &'static str,
        value: &Spanned<DeValue<'_>>,
        expected: &'static str,
    ) -> Option<T> {
        let found = value.get_ref().type_str();
        self.faults.add(value.span().start, FaultKind::Type { key, expected, found });
        None
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<At<&'a str>> {
        let value = self.required(key)?;
        self.text_of(key, value)
    }

    /// The text of this value.
    pub(super) fn text_of(
        &mut self,
        key: &'static str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Option<At<&'a str>> {
        match value.get_ref().as_str() {
            Some(text) => Some((value.span().start, text)),
            None => self.wrong_type(key, value, "a text"),
        }
    }

    /// A text that must be there and pass this check.
    pub(super) fn checked<T>(
        &mut self,
        key: &'static str,
        check: impl FnOnce(&str) -> Result<T, FaultKind>,
    ) -> Option<T> {
        let (at, text) = self.text(key)?;
        check(text).map_err(|kind| self.faults.add(at, kind)).ok()
    }

    /// A list of texts, each with its place.
    pub(super) fn texts_of(
        &mut self,
        key: &'static str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Option<Vec<At<&'a str>>> {
        let Some(items) = value.get_ref().as_array() else {
            return self.wrong_type(key, value, "a list of texts");
        };
        // Every item is read before one that is no text makes this `None`.
        let texts: Vec<_> = items.iter().map(|item| self.text_of(key, item)).collect();
        texts.into_iter().collect()
    }

    /// `false` when it is not there.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let Some(value) = self.get(key) else { return Some(false) };
        match value.get_ref().as_bool() {
            Some(flag) => Some(flag),
            None => self.wrong_type(key, value, "`true` or `false`"),
        }
    }

    /// A whole number that must be there; the inner `None` is one that does
    /// not fit.
    pub(super) fn number(&mut self, key: &'static str) -> Option<At<Option<u32>>> {
        let value = self.required(key)?;
        match value.get_ref().as_integer() {
            Some(number) => {
                let fits = u32::from_str_radix(number.as_str(), number.radix()).ok();
                Some((value.span().start, fits))
            }
            None => self.wrong_type(key, value, "a whole number"),
        }
    }

    /// A date that must be there, as a text or as TOML's own local date.
    pub(super) fn date(&mut self, key: &'static str) -> Option<At<Date>> {
        let value = self.required(key)?;
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            // A time of day makes this more than ten characters, and no date.
            DeValue::Datetime(day) => day.to_string(),
            _ => return self.wrong_type(key, value, "a date"),
        };
        let at = value.span().start;
        match text.parse() {
            Ok(date) => Some((at, date)),
            Err(error) => {
                self.faults.add(at, FaultKind::Date(error));
                None
            }
        }
    }
}
