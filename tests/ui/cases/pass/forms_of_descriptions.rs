//! A description is a doc comment in any of its forms.

#![deny(warnings)]
#![allow(dead_code)]

use telemetry_core::telemetry_event;

/** A search
 * was made. */
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    #[doc = "How many results."]
    count: u32,
    #[cfg_attr(all(), doc = "How many repositories.")]
    repo_count: u32,
    #[doc = r"How large, in \[bytes\]."]
    #[telemetry(unit = "B")]
    size: u64,
}

fn main() {}
