//! Every way to make a number coarser.

use std::num::NonZero;
use std::time::Duration;
use telemetry_core::telemetry_event;

type Span = Option<Duration>;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// To tens.
    #[telemetry(round = 10)]
    result_count: u32,
    /// To halves.
    #[telemetry(round = 0.5)]
    score: f64,
    /// To powers of two.
    #[telemetry(round = "pow2")]
    line_count: u64,
    /// At most a thousand.
    #[telemetry(max = 1000)]
    file_count: u16,
    /// To tens, at most a thousand.
    #[telemetry(round = 10, max = 1000)]
    repo_count: Option<u32>,
    /// To powers of two, at most 4096.
    #[telemetry(max = 4096, round = "pow2")]
    hit_count: usize,
    /// To four buckets.
    #[telemetry(buckets = [0, 1, 10, 100])]
    page_count: NonZero<u32>,
    /// To three buckets, one of them below zero.
    #[telemetry(buckets = [-1, 0, 1.0])]
    change: i32,
    /// To buckets.
    #[telemetry(unit = "ms", buckets = [0, 50, 500])]
    latency: Duration,
    /// To a tenth of a second, at most a minute.
    #[telemetry(unit = "s", round = 0.1, max = 60)]
    total_time: Span,
}

fn main() {}
