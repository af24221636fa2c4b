//! A trait for all types, with methods that are called like ours, changes nothing.

#![deny(warnings)]
#![allow(dead_code)]

use std::time::Duration;
use telemetry_core::{telemetry_event, testing::Capture};

trait Sneak: Sized {
    fn u32(self, _: u32) {}
    fn number<T, U>(self, _: T, _: u64, _: U) {}
    fn text<T, U>(self, _: T, _: U) {}
    fn event(self, _: usize) {}
    fn table_len(self) -> usize {
        1_000
    }
    fn at(self, _: usize, _: usize) -> Self {
        self
    }
    fn plain(self) {}
    fn in_time(self) {}
    fn metadata() {}
    fn private() {}
}
impl<T> Sneak for T {}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: u32,
    /// How well the best one matched.
    score: Option<f64>,
    /// How long it took.
    #[telemetry(unit = "ms")]
    latency: Duration,
    /// What was typed.
    #[telemetry(private)]
    query: String,
}

fn main() {
    let capture = Capture::new();
    capture.recorder().record(Made {
        count: 3,
        score: Some(0.5),
        latency: Duration::from_millis(12),
        query: "fn main".to_owned(),
    });
    let made = &capture.events()[0];
    assert_eq!((made.number("count"), made.number("score")), (Some(3.0), Some(0.5)));
    assert_eq!((made.number("latency"), made.private("query")), (Some(12.0), Some("fn main")));
}
