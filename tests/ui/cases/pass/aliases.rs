//! What an alias stands for counts, for numbers too.

use std::time::Duration;
use telemetry_core::telemetry_event;

type Count = u32;
type Elapsed = Duration;
type Maybe<T> = Option<T>;
type Words = String;

trait Sized2 {
    type Size;
}

impl Sized2 for () {
    type Size = u64;
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: Count,
    /// How long it took.
    #[telemetry(unit = "ms")]
    latency: Maybe<Elapsed>,
    /// How large.
    #[telemetry(unit = "B")]
    size: <() as Sized2>::Size,
    /// What was typed.
    #[telemetry(private)]
    query: Maybe<Words>,
}

fn main() {}
