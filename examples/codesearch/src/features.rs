//! What is worth knowing about this service: one declaration per outcome, and
//! the closed lists that the declarations use.
//!
//! From these declarations the build makes the recorders, the wire form and
//! the catalog that the gateway checks against. Numbers may leave; so may one
//! text, the tag of a language, under the review in `protocol/reviews.toml`. The
//! other two (a query, a path) are private and stay on the instance. This file
//! depends on nothing of the service; the service records at the one place
//! where each outcome is known. A piece of logic must never be here.

use std::time::Duration;

use telemetry_core::{MakeRecorder, MetadataValue, Recorder, telemetry_event};

/// Searching in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "product-improvement")]
pub enum Search {
    /// The results of a search were shown.
    #[telemetry(action = "resultsShown", version = 2)]
    ResultsShown {
        /// How many results were shown; 0 when nothing was found.
        result_count: u32,
        /// From the arrival of the request until the results were ready to be
        /// sent.
        #[telemetry(unit = "ms")]
        latency: Duration,
        /// Which engine answered.
        engine: Engine,
        /// How long the query was, in characters.
        query_length: u32,
        /// The language filter, by its tag in addresses; absent when all
        /// languages were searched.
        #[telemetry(audited)]
        language: Option<String>,
        /// The query as typed.
        #[telemetry(private)]
        query: String,
    },
    /// The search could not be answered.
    #[telemetry(action = "failed", version = 1, purpose = "reliability")]
    Failed {
        /// Why.
        cause: Cause,
    },
}

/// Looking at files.
#[telemetry_event(feature = "file", owner = "search-team", purpose = "product-improvement")]
pub enum File {
    /// A file was opened.
    #[telemetry(action = "opened", version = 1)]
    Opened {
        /// How many lines it has.
        line_count: u32,
        /// How large it is.
        #[telemetry(unit = "B")]
        size: u64,
        /// From the arrival of the request until the file was read.
        #[telemetry(unit = "ms")]
        latency: Duration,
        /// Whether the reader came from a list of results.
        from_search: bool,
    },
    /// A file was asked for that the tree does not have.
    #[telemetry(action = "notFound", version = 1, purpose = "reliability")]
    NotFound {
        /// The path as asked for.
        #[telemetry(private)]
        path: String,
    },
}

/// The index of a tree was built.
#[telemetry_event(
    feature = "index",
    action = "built",
    version = 1,
    owner = "search-team",
    purpose = "reliability"
)]
pub struct IndexBuilt {
    /// How many files can be found.
    pub file_count: u64,
    /// How large they are together.
    #[telemetry(unit = "B")]
    pub size: u64,
    /// How long building took.
    #[telemetry(unit = "ms")]
    pub duration: Duration,
}

/// An error page was shown.
#[telemetry_event(
    feature = "page",
    action = "errorShown",
    version = 1,
    owner = "web-team",
    purpose = "reliability"
)]
pub struct ErrorShown {
    /// Which one.
    pub status: Status,
}

/// Which engine answered a search.
#[derive(MetadataValue, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The trigram index.
    Indexed = 1,
    /// A scan of the working tree.
    Unindexed = 2,
}

/// Why a search could not be answered.
#[derive(MetadataValue, Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(MetadataValue, Debug, Clone, Copy, PartialEq, Eq)]
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

/// What the service records with: one recorder per declaration.
#[derive(Debug, Clone)]
pub struct Recorders {
    /// Searching.
    pub search: Recorder<Search>,
    /// Looking at files.
    pub file: Recorder<File>,
    /// Building the index.
    pub index: Recorder<IndexBuilt>,
    /// Error pages.
    pub page: Recorder<ErrorShown>,
}

impl Recorders {
    /// The recorders of an application, or of a test.
    pub fn new(telemetry: &impl MakeRecorder) -> Self {
        Self {
            search: telemetry.recorder(),
            file: telemetry.recorder(),
            index: telemetry.recorder(),
            page: telemetry.recorder(),
        }
    }
}
