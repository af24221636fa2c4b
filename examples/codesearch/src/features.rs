//! What is worth knowing about this service: one declaration per outcome, and
//! the closed lists that the declarations use.
//!
//! An outcome carries numbers, durations, flags and codes of closed lists. The
//! two texts (a query, a path) are marked as private: they are for the people
//! who run this instance and for nobody else. This file depends on nothing of
//! the service; the service calls [`record`] at the one place where each
//! outcome is known. A piece of logic must never be here.

use std::time::Duration;

/// Searching in code.
pub enum Search {
    /// The results of a search were shown.
    ResultsShown {
        /// How many results were shown; 0 when nothing was found.
        result_count: u32,
        /// From the arrival of the request until the results were ready to be
        /// sent; in milliseconds.
        latency: Duration,
        /// Which engine answered.
        engine: Engine,
        /// How long the query was, in characters.
        query_length: u32,
        /// The language filter; absent when all languages were searched.
        language: Option<Language>,
        /// The query as typed. Private: it never leaves the instance.
        query: String,
    },
    /// The search could not be answered.
    Failed {
        /// Why.
        cause: Cause,
    },
}

/// Looking at files.
pub enum File {
    /// A file was opened.
    Opened {
        /// How many lines it has.
        line_count: u32,
        /// How large it is, in bytes.
        size: u64,
        /// From the arrival of the request until the file was read; in
        /// milliseconds.
        latency: Duration,
        /// Whether the reader came from a list of results.
        from_search: bool,
    },
    /// A file was asked for that the tree does not have.
    NotFound {
        /// The path as asked for. Private: it never leaves the instance.
        path: String,
    },
}

/// The index of a tree was built.
pub struct IndexBuilt {
    /// How many files can be found.
    pub file_count: u64,
    /// How large they are together, in bytes.
    pub size: u64,
    /// How long building took, in milliseconds.
    pub duration: Duration,
}

/// An error page was shown.
pub struct ErrorShown {
    /// Which one.
    pub status: Status,
}

/// Which engine answered a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The trigram index.
    Indexed = 1,
    /// A scan of the working tree.
    Unindexed = 2,
}

/// Why a search could not be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// There was no query, or only white space.
    EmptyQuery = 1,
    /// The query was longer than is allowed.
    LongQuery = 2,
    /// The query held a line break or another control character.
    ControlCharacter = 3,
    /// The language is not in the list.
    UnknownLanguage = 4,
    /// An option other than the language has a value that does not exist.
    UnknownOption = 5,
    /// The parameters of the request could not be read.
    MalformedRequest = 6,
    /// The search took longer than is allowed.
    TimedOut = 7,
    /// A fault of the service itself.
    Internal = 8,
}

/// Which error page was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// 400: the request cannot be answered as it stands.
    BadRequest = 1,
    /// 404: there is no such page or file.
    NotFound = 2,
    /// 405: the page exists, but only for reading.
    MethodNotAllowed = 3,
    /// 500: a fault of the service itself.
    Internal = 4,
    /// 503: the service could not answer in time.
    Unavailable = 5,
}

/// The languages that a search can be limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust.
    Rust = 1,
    /// C, headers included.
    C = 2,
    /// C++, headers included.
    Cpp = 3,
    /// CSS.
    Css = 4,
    /// Go.
    Go = 5,
    /// HTML.
    Html = 6,
    /// Java.
    Java = 7,
    /// JavaScript.
    JavaScript = 8,
    /// JSON.
    Json = 9,
    /// Markdown.
    Markdown = 10,
    /// Protocol buffers.
    Proto = 11,
    /// Python.
    Python = 12,
    /// Ruby.
    Ruby = 13,
    /// Shell scripts.
    Shell = 14,
    /// SQL.
    Sql = 15,
    /// TOML.
    Toml = 16,
    /// TypeScript.
    TypeScript = 17,
    /// YAML.
    Yaml = 18,
}

/// One of the declarations above.
pub trait Outcome {
    /// Feature and action, joined by a dot.
    fn name(&self) -> &'static str;
}

impl Outcome for Search {
    fn name(&self) -> &'static str {
        match self {
            Self::ResultsShown { .. } => "search.resultsShown",
            Self::Failed { .. } => "search.failed",
        }
    }
}

impl Outcome for File {
    fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "file.opened",
            Self::NotFound { .. } => "file.notFound",
        }
    }
}

impl Outcome for IndexBuilt {
    fn name(&self) -> &'static str {
        "index.built"
    }
}

impl Outcome for ErrorShown {
    fn name(&self) -> &'static str {
        "page.errorShown"
    }
}

/// Takes note of an outcome. The log gets its name and none of its values.
pub fn record(outcome: impl Outcome) {
    tracing::debug!(target: "codesearch::features", outcome = outcome.name());
}
