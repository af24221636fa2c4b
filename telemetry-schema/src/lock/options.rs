//! Options as they are asked for: each is taken once, and what nobody took is
//! an error.

use std::str::FromStr;

use super::{
    LockFault,
    syntax::{Fault, Setting, Value},
};

pub(super) struct Options<'a> {
    /// The element that they belong to.
    at: usize,
    settings: Vec<Setting<'a>>,
}

impl<'a> Options<'a> {
    pub(super) const fn new(at: usize, settings: Vec<Setting<'a>>) -> Self {
        Self { at, settings }
    }

    /// A fault of the whole element.
    pub(super) fn fault(&self, problem: impl Into<String>) -> Fault {
        (self.at, LockFault::Content(problem.into()))
    }

    fn take(&mut self, name: &str) -> Option<Setting<'a>> {
        let at = self.settings.iter().position(|setting| setting.name == name)?;
        Some(self.settings.remove(at))
    }

    /// What cannot be absent.
    pub(super) fn required<T>(&self, name: &str, value: Option<T>) -> Result<T, Fault> {
        value.ok_or_else(|| self.fault(format!("the option `{name}` is missing here")))
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        self.take(name).map(text).transpose()
    }

    pub(super) fn required_text(&mut self, name: &str) -> Result<String, Fault> {
        let value = self.text(name)?;
        self.required(name, value)
    }

    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, Fault> {
        std::iter::from_fn(|| self.take(name)).map(text).collect()
    }

    /// A text that stands for something else, such as a date.
    pub(super) fn parsed<T: FromStr<Err: std::fmt::Display>>(
        &mut self,
        name: &str,
    ) -> Result<Option<T>, Fault> {
        let Some(setting) = self.take(name) else { return Ok(None) };
        let at = setting.at;
        let parsed = text(setting)?.parse();
        parsed.map(Some).map_err(|error: T::Err| (at, LockFault::Content(error.to_string())))
    }

    pub(super) fn number<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, Fault> {
        let Some(Setting { at, value, .. }) = self.take(name) else { return Ok(None) };
        number(at, &value).map(Some)
    }

    /// One of the words of a closed list, each with what it stands for.
    pub(super) fn word<T>(
        &mut self,
        name: &str,
        mut words: impl Iterator<Item = (String, T)>,
    ) -> Result<Option<T>, Fault> {
        let Some(Setting { at, value, .. }) = self.take(name) else { return Ok(None) };
        let Value::Word(found) = value else { return Err((at, LockFault::Syntax("a word"))) };
        match words.find(|(word, _)| word == found) {
            Some((_, value)) => Ok(Some(value)),
            None => Err((at, LockFault::Content(format!("`{name}` has no value `{found}`")))),
        }
    }

    pub(super) fn flag(&mut self, name: &str) -> Result<bool, Fault> {
        let words = [("true".to_owned(), true), ("false".to_owned(), false)];
        Ok(self.word(name, words.into_iter())?.unwrap_or(false))
    }

    pub(super) fn message(&mut self, name: &str) -> Result<Option<Options<'a>>, Fault> {
        match self.take(name) {
            None => Ok(None),
            Some(Setting { at, value: Value::Message(settings), .. }) => {
                Ok(Some(Options::new(at, settings)))
            }
            Some(Setting { at, .. }) => Err((at, LockFault::Syntax("a value in braces"))),
        }
    }

    pub(super) fn numbers(&mut self, name: &str) -> Result<Option<Vec<f64>>, Fault> {
        match self.take(name) {
            None => Ok(None),
            Some(Setting { at, value: Value::List(values), .. }) => {
                values.iter().map(|value| number(at, value)).collect::<Result<_, _>>().map(Some)
            }
            Some(Setting { at, .. }) => Err((at, LockFault::Syntax("a list of numbers"))),
        }
    }

    /// Nothing may be left.
    pub(super) fn finish(self) -> Result<(), Fault> {
        match self.settings.first() {
            Some(Setting { at, name, .. }) => {
                let problem = format!("the option `{name}` does not belong here, or stands twice");
                Err((*at, LockFault::Content(problem)))
            }
            None => Ok(()),
        }
    }
}

fn text(setting: Setting<'_>) -> Result<String, Fault> {
    match setting.value {
        Value::Text(text) => Ok(text),
        _ => Err((setting.at, LockFault::Syntax("a text in quotes"))),
    }
}

fn number<T: FromStr>(at: usize, value: &Value<'_>) -> Result<T, Fault> {
    let fault = (at, LockFault::Syntax("a number in its range"));
    match value {
        Value::Number(digits) => digits.parse().map_err(|_| fault),
        _ => Err(fault),
    }
}
