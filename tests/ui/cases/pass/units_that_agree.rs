//! A unit agrees with the last word of the key; where the word says nothing, any will do.

use std::time::Duration;
use telemetry_core::{MetadataValue, telemetry_event};

/// How large something is.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Size {
    /// Up to a hundred.
    Small = 1,
    /// More.
    Large = 2,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    #[telemetry(unit = "ms")]
    latency_ms: Duration,
    /// Time in all.
    #[telemetry(unit = "s")]
    total_time: f64,
    /// How many were read at once.
    #[telemetry(unit = "count")]
    batch_size: u32,
    /// How much was read at once.
    #[telemetry(unit = "KiB")]
    read_size: u32,
    /// The part that was cached.
    #[telemetry(unit = "%")]
    hit_rate: f64,
    /// How often it is read.
    #[telemetry(unit = "1/s")]
    read_rate: f64,
    /// The price.
    #[telemetry(unit = "EUR")]
    price: f64,
    /// How many results.
    result_count: u32,
    /// How many results, with their unit.
    #[telemetry(unit = "count")]
    shown_count: u32,
    /// Pictures in a second.
    frames_per_second: f64,
    /// The smallest of all latencies.
    #[telemetry(unit = "us")]
    latency_min: u32,
    /// How large, in words.
    size: Size,
    /// How old, in words, if known.
    age: Option<Size>,
    /// Whether it took long.
    wait: bool,
}

fn main() {}
