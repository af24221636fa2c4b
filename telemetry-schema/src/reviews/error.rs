//! What is wrong with a file of reviews, where, and what to do about it.

use std::{error::Error, fmt};

use super::{MAX_TERM_DAYS, REVIEWS_PATH, TABLE};
use crate::position::Positions;
use crate::{
    DateError, HashError,
    audit::LimitsError,
    names::{KeyError, NameError},
};

/// Every fault of a file of reviews, in the order of the file. It prints one
/// fault a line, each with path, line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewsError {
    faults: Vec<Fault>,
}

impl ReviewsError {
    /// The faults; at least one.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl fmt::Display for ReviewsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, fault) in self.faults.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl Error for ReviewsError {}

/// One fault of a file of reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub kind: FaultKind,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{REVIEWS_PATH}:{}:{}: {}", self.line, self.column, self.kind)
    }
}

/// What is wrong with a file of reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// Not TOML; holds what the parser says.
    Syntax(String),
    /// A table or key at the top that is not `audited`.
    UnknownTable {
        /// What it is called.
        name: String,
        /// What was probably meant.
        near: Option<&'static str>,
    },
    /// `audited` is something other than entries.
    NotEntries,
    /// A key that no entry has.
    UnknownKey {
        /// What it is called.
        name: String,
        /// What was probably meant.
        near: Option<&'static str>,
    },
    /// A key that every entry has.
    MissingKey(&'static str),
    /// A value of another type than the key's.
    Type {
        /// Whose value it is.
        key: &'static str,
        /// What it should be, with its article.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A text that says nothing.
    Blank(&'static str),
    /// Not the name of a feature or an action.
    Name(NameError),
    /// Not the key of a field.
    Key(KeyError),
    /// Not the hash of a definition.
    Definition(HashError),
    /// Not a date.
    Date(DateError),
    /// Expires on or before the day of the decision.
    ExpiresTooEarly,
    /// Holds for longer than [`MAX_TERM_DAYS`].
    ExpiresTooLate {
        /// For how many days it would hold.
        days: i64,
    },
    /// Neither `values` nor `pattern`.
    NoLimits,
    /// Both `values` and `pattern`.
    TwoLimits,
    /// Limits that are refused.
    Limits(LimitsError),
    /// The text of this field was reviewed already.
    Duplicate {
        /// The line at which the first entry begins, from 1.
        first: usize,
    },
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "not TOML: {message}; correct the syntax here"),
            Self::UnknownTable { name, near } => {
                write!(f, "unknown table `{}`; ", name.escape_debug())?;
                suggest(f, *near, &[TABLE])
            }
            Self::NotEntries => {
                f.write_str("`audited` holds something other than entries; begin each entry with `[[audited]]`")
            }
            Self::UnknownKey { name, near } => {
                write!(f, "unknown key `{}`; ", name.escape_debug())?;
                suggest(f, *near, &super::entry::KEYS)
            }
            Self::MissingKey(key) => {
                write!(f, "this entry has no `{key}`; add it, `{key} = {}`", example(key))
            }
            Self::Type { key, expected, found } => write!(
                f,
                "`{key}` is {expected} and this is of type {found}; write it as `{key} = {}`",
                example(key)
            ),
            Self::Blank(key) => {
                write!(f, "`{key}` says nothing; write it out, as in `{key} = {}`", example(key))
            }
            Self::Name(error) => write!(f, "{error}; write the name as the event declares it"),
            Self::Key(error) => write!(f, "{error}; write the key as the field declares it"),
            Self::Definition(error) => error.fmt(f),
            Self::Date(error) => error.fmt(f),
            Self::ExpiresTooEarly => f.write_str(
                "the review expires before it begins; `expires` is the first day on which it no longer holds, after `date`",
            ),
            Self::ExpiresTooLate { days } => write!(
                f,
                "the review would hold for {days} days; set `expires` to at most {MAX_TERM_DAYS} days after `date`, \
                 and review again then"
            ),
            Self::NoLimits => f.write_str(
                "this entry does not say which texts may leave; add `values = [\"…\"]` or `pattern = \"[a-z]{1,32}\"`",
            ),
            Self::TwoLimits => f.write_str(
                "this entry has both `values` and `pattern`; keep the one that was reviewed",
            ),
            Self::Limits(error) => error.fmt(f),
            Self::Duplicate { first } => write!(
                f,
                "this text was reviewed in line {first} already; keep one of the two entries"
            ),
        }
    }
}

fn suggest(f: &mut fmt::Formatter<'_>, near: Option<&str>, valid: &[&str]) -> fmt::Result {
    match near {
        Some(near) => write!(f, "did you mean `{near}`"),
        None => write!(f, "valid is `{}`", valid.join("`, `")),
    }
}

/// What the value of a key looks like.
fn example(key: &str) -> &'static str {
    match key {
        "feature" => "\"search\"",
        "action" => "\"resultsShown\"",
        "field" => "\"language\"",
        "definition" => "\"sha256:…\"",
        "reason" => "\"a closed list of programming languages, names nobody\"",
        "max_bytes" => "32",
        "values" => "[\"go\", \"rust\"]",
        "pattern" => "\"[a-z]{1,32}\"",
        "with_user" => "false",
        "reviewer" => "\"ada@example.com\"",
        "link" => "\"https://example.com/reviews/12\"",
        _ => "\"2026-11-22\"",
    }
}

/// The faults found so far, each with the byte at which it is.
pub(super) struct Faults<'a> {
    positions: Positions<'a>,
    found: Vec<(usize, FaultKind)>,
}

impl<'a> Faults<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { positions: Positions::of(text), found: Vec::new() }
    }

    pub(super) fn add(&mut self, at: usize, kind: FaultKind) {
        self.found.push((at, kind));
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.positions.find(at).0
    }

    /// All faults as one error, in the order of the file; fine without any.
    pub(super) fn into_result(mut self) -> Result<(), ReviewsError> {
        if self.found.is_empty() {
            return Ok(());
        }
        self.found.sort_by_key(|(at, _)| *at);
        let place = |(at, kind)| {
            let (line, column) = self.positions.find(at);
            Fault { line, column, kind }
        };
        Err(ReviewsError { faults: self.found.into_iter().map(place).collect() })
    }
}
