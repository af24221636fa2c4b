//! What can be asked: the text, and the options. A [`Query`] that exists is
//! one that can be answered; nothing here looks at the tree.

use super::language::Language;
use crate::features::Engine;

/// The longest query, in bytes.
pub const MAX_QUERY_BYTES: usize = 256;
/// The most results of one search.
pub const MAX_RESULTS: usize = 1_000;
/// The results of a search that does not say how many.
pub const DEFAULT_RESULTS: usize = 50;

/// Shorter queries have no trigram and go to the unindexed engine.
const MIN_INDEXED_CHARACTERS: usize = 3;

/// A search that can be answered.
#[derive(Debug, Clone)]
pub struct Query {
    text: String,
    limit: usize,
    /// Whether `a` finds `A`. Only ASCII letters are folded.
    pub ignore_case: bool,
    /// Only files in this language.
    pub language: Option<Language>,
    /// Do not use the index.
    pub unindexed: bool,
}

/// Why a text cannot be searched for.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum QueryError {
    /// Nothing but white space.
    #[error("the query is empty: type the text to look for")]
    Empty,
    /// Longer than [`MAX_QUERY_BYTES`].
    #[error("the query has {bytes} bytes, more than {MAX_QUERY_BYTES}: look for a shorter part")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// A line break or another control character; tabs are allowed.
    #[error("the query holds a line break or another control character: look for one line")]
    ControlCharacter,
}

impl Query {
    /// A query for `text` as it stands, white space included, with regard to
    /// case, in all languages.
    ///
    /// # Errors
    /// When the text is blank, too long or not a single line.
    pub fn new(text: impl Into<String>) -> Result<Self, QueryError> {
        let text = text.into();
        check(&text)?;
        Ok(Self {
            text,
            limit: DEFAULT_RESULTS,
            ignore_case: false,
            language: None,
            unindexed: false,
        })
    }

    /// Asks for at most `limit` results, from 1 to [`MAX_RESULTS`]; what lies
    /// outside is moved to the nearer end.
    #[must_use]
    pub fn with_limit(mut self, limit: usize) -> Self {
        self.limit = limit.clamp(1, MAX_RESULTS);
        self
    }

    /// The text to look for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The most results wanted.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// The engine that answers this query.
    pub fn engine(&self) -> Engine {
        let short = self.text.chars().count() < MIN_INDEXED_CHARACTERS;
        if short || self.unindexed { Engine::Unindexed } else { Engine::Indexed }
    }
}

fn check(text: &str) -> Result<(), QueryError> {
    if text.trim().is_empty() {
        return Err(QueryError::Empty);
    }
    if text.len() > MAX_QUERY_BYTES {
        return Err(QueryError::TooLong { bytes: text.len() });
    }
    if text.chars().any(|character| character.is_control() && character != '\t') {
        return Err(QueryError::ControlCharacter);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine(text: &str) -> Option<Engine> {
        Query::new(text).ok().map(|query| query.engine())
    }

    #[test]
    fn refuses_what_cannot_be_answered() {
        let refused = |text: &str| Query::new(text).err();
        assert_eq!(refused(" \t"), Some(QueryError::Empty));
        assert_eq!(refused("a\nb"), Some(QueryError::ControlCharacter));
        assert_eq!(refused(&"a".repeat(257)), Some(QueryError::TooLong { bytes: 257 }));
        assert_eq!(refused(&"a".repeat(256)), None);
        assert_eq!(refused("\tlet x"), None);
    }

    #[test]
    fn short_queries_do_without_the_index() {
        assert_eq!(engine("fn"), Some(Engine::Unindexed));
        assert_eq!(engine("éé"), Some(Engine::Unindexed));
        assert_eq!(engine("fn "), Some(Engine::Indexed));
    }
}
