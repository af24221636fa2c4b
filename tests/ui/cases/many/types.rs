//! Each wrong type is an error of its own.

use std::time::Duration;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: String,
    /// How many.
    count: u32,
    /// Who asked.
    peer: std::net::IpAddr,
    /// Which words.
    words: Vec<u16>,
    /// How long.
    latency: Duration,
    /// The first letter.
    first: Option<char>,
    /// A list of words, stays here.
    #[telemetry(private)]
    tags: Vec<String>,
}

fn main() {}
