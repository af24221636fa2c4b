//! Declarations of all forms under the strictest lints: what the macros write
//! is clean, and needs nothing from the place where it stands.
//!
//! `cargo clippy -p telemetry-lint-tests` is the test; the lints of the
//! compiler itself are checked by every build.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    absolute_paths_not_starting_with_crate,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    future_incompatible,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    nonstandard_style,
    redundant_imports,
    redundant_lifetimes,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
#![allow(
    clippy::blanket_clippy_restriction_lints,
    reason = "all of them, because each user has another few"
)]
#![allow(
    clippy::cfg_not_test,
    reason = "a test may declare what the library under test declares too"
)]
#![allow(
    clippy::arbitrary_source_item_ordering,
    reason = "fields stand in the order in which they are read"
)]

use core::time::Duration;

use telemetry_core::{MetadataValue, telemetry_event};

/// Search in code.
#[telemetry_event(feature = "lints", owner = "search-team", purpose = "product-improvement")]
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Search {
    /// The results of a search were shown.
    #[telemetry(action = "resultsShown", version = 1)]
    ResultsShown {
        /// How many results were shown.
        result_count: u32,
        /// Time until the first result.
        #[telemetry(unit = "ms")]
        latency: Duration,
        /// Which engine answered.
        engine: Engine,
        /// Repositories searched; absent for a global search.
        repo_count: Option<u64>,
        /// How well the best result matched.
        score: f64,
        /// The query as typed.
        #[telemetry(private)]
        query: String,
    },
    /// The search could not be answered.
    #[telemetry(action = "failed")]
    Failed,
}

/// Which engine answered.
#[derive(MetadataValue, Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Engine {
    /// Trigram index.
    Indexed = 1,
    /// Scan of the working tree.
    Unindexed = 2,
}

/// A file was opened.
#[telemetry_event(
    feature = "lints",
    action = "opened",
    owner = "search-team",
    purpose = "reliability"
)]
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Opened {
    /// How many lines it has.
    pub line_count: u32,
    /// How long it took.
    #[telemetry(unit = "us", key = "elapsedMicros")]
    pub elapsed: Option<Duration>,
    /// How large it is.
    #[cfg(any(unix, not(unix)))]
    #[telemetry(unit = "B", round = "pow2", max = 1_048_576)]
    pub r#size: u64,
    /// Not here.
    #[cfg(all(unix, not(unix)))]
    pub absent: u64,
}

/// A file was closed.
#[telemetry_event(
    feature = "lints",
    action = "closed",
    owner = "search-team",
    purpose = "reliability"
)]
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Closed;

/// Whether the new index answers.
#[derive(telemetry_core::context::FeatureFlag, Debug, Clone, Copy)]
#[telemetry(name = "fast-index")]
#[non_exhaustive]
pub struct FastIndex;

/// The page in a browser.
#[derive(telemetry_core::context::Client, Debug, Clone, Copy)]
#[telemetry(name = "web")]
#[non_exhaustive]
pub struct Web;
