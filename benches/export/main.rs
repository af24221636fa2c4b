//! What it costs to bring events from the queue to a gateway over TLS on
//! loopback: lease, check, send, check again, store, acknowledge, settle:
//! `./x bench export [--quick] [--rows N] [PART…]`.
//!
//! `floor` is what it is compared with: a bare tonic client and server that
//! move the same events and acknowledge them, without a queue, checks or a
//! store. `rates` is how fast events leave, by how many there are and by their
//! fields; `backlog` is how long a million takes while new ones come.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod backlog;
mod floor;
mod rates;

#[path = "../../tests/support/accepting.rs"]
#[allow(dead_code, reason = "made for tests that need more of it")]
mod accepting;
#[path = "../pipeline/mod.rs"]
mod pipeline;

use telemetry_bench::{Findings, Report};

use crate::pipeline::{arguments::Arguments, place};

type Part = (&'static str, fn(&Arguments) -> Findings);

const PARTS: [Part; 3] =
    [("events", rates::by_events), ("fields", rates::by_fields), ("backlog", backlog::compare)];

fn main() {
    let arguments = Arguments::of_the_program(&PARTS.map(|(name, _)| name));
    let mut report = Report::new("export");
    for (name, run) in PARTS.iter().filter(|(name, _)| arguments.has(name)) {
        report.show(name, run(&arguments));
    }
    place::draw("export", &report);
    report.print();
}
