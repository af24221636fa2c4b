//! What it costs to bring recorded events into the queue, durably, and what the
//! queue costs as it grows: `./x bench drain [--quick] [--rows N] [PART…]`.
//!
//! Each part stands in a file of its name, and takes turns with what it is
//! compared with: `commit` and `durable` with a bare table, `expand` with
//! prost, `growth` with a bare table of the same size. `exporter` and `pages`
//! are what `growth` looks at beside the queue itself.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod commit;
mod durable;
mod expand;
mod exporter;
mod growth;
mod pages;

#[path = "../../tests/support/accepting.rs"]
#[allow(dead_code, reason = "made for tests that need more of it")]
mod accepting;
#[path = "../pipeline/mod.rs"]
mod pipeline;

use telemetry_bench::{Findings, Report};

use crate::pipeline::{arguments::Arguments, place};

type Part = (&'static str, fn(&Arguments) -> Findings);

const PARTS: [Part; 4] = [
    ("commit", commit::compare),
    ("expand", expand::compare),
    ("durable", durable::compare),
    ("growth", growth::grow),
];

fn main() {
    if exporter::is_asked_for() {
        return exporter::export();
    }
    let arguments = Arguments::of_the_program(&PARTS.map(|(name, _)| name));
    let mut report = Report::new("drain");
    for (name, run) in PARTS.iter().filter(|(name, _)| arguments.has(name)) {
        report.show(name, run(&arguments));
    }
    place::draw("drain", &report);
    report.print();
}
