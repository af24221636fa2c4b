//! What declarations cost to compile: `./x bench compile [--quick] [PART…]`.
//!
//! The way of a figure: `names` and `source` (for programs: `program`) write
//! Rust, `package` puts it below `target/bench-compile/`, `cargo` builds it and
//! tells what that took, `prepare` and `accept` give it the lock that it is to
//! be judged by, `rounds` makes all sides take turns, and `print` and `json`
//! show the medians. `peers`, `growth`, `cold`, `size` and `check` are the
//! parts. Of this workspace only the lock's reader and writer are used here;
//! everything else that is measured is generated or run as a command.
//! `benches/README.md` says how to read the output.
#![allow(clippy::print_stdout)]

mod accept;
mod cargo;
mod check;
mod cold;
mod command;
mod error;
mod growth;
mod json;
mod names;
mod package;
mod peers;
mod plan;
mod prepare;
mod print;
mod program;
mod rounds;
mod size;
mod source;
mod stats;

use std::{env, process::ExitCode};

use telemetry_bench::Report;

use crate::{
    error::Error,
    package::Rooms,
    plan::{Part, Plan},
};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = std::error::Error::source(&error);
            while let Some(error) = cause {
                eprintln!("  because {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let plan = Plan::from_arguments(env::args().skip(1))?;
    let rooms = Rooms::new();
    if plan.has(Part::Peers) || plan.has(Part::Growth) || plan.has(Part::Check) {
        eprintln!("building the command");
        command::prepare(&rooms)?;
    }
    let mut report = Report::new("compile");
    if plan.has(Part::Peers) {
        let result = peers::compare(&rooms, &plan)?;
        print::comparison(&result);
        report.add("peers", json::comparison(&result));
    }
    if plan.has(Part::Growth) {
        let result = growth::grow(&rooms, &plan)?;
        print::growth(&result);
        report.add("growth", json::growth(&result));
    }
    if plan.has(Part::Cold) {
        let result = cold::build(&rooms, &plan)?;
        print::cold(&result);
        report.add("cold", json::cold(&result));
    }
    if plan.has(Part::Size) {
        let result = size::compare(&rooms, &plan)?;
        print::size(&result);
        report.add("size", json::size(&result));
    }
    if plan.has(Part::Check) {
        let result = check::run(&rooms, &plan)?;
        print::checks(&result);
        report.add("check", json::checks(&result));
    }
    report.print();
    Ok(())
}
