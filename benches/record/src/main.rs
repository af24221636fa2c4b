//! What recording one event costs: `./x bench record [--quick] [PART…]`.
//!
//! The way of a figure: `floor`, `ours`, `off` and `peers` are subjects that
//! record (`subject` says what that is), `crew` is the threads that call them,
//! `measure` makes all of them take turns, `growth` does the same for programs
//! with more types and fields, and `print` and `json` show the medians; what all benches share is in
//! `benches/shared`.
//! `benches/README.md` says how to read the output.

mod crew;
mod error;
mod floor;
mod growth;
mod json;
mod measure;
mod off;
mod ours;
mod peers;
mod plan;
mod print;
mod raw;
mod subject;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use telemetry_bench::{Findings, Report, Series};

use crate::{
    crew::Crew,
    error::Error,
    floor::{MappedFile, Memory},
    plan::{Part, Plan},
    subject::Subject,
};

#[global_allocator]
static ALLOCATOR: raw::Counting = raw::Counting;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let plan = Plan::from_arguments(env::args().skip(1))?;
    let crew = Crew::new(2)?;
    // On the disk that the build is on, because the temporary directory of the
    // system may be memory.
    let target = target();
    fs::create_dir_all(&target).map_err(Error::Directory)?;
    let directory = tempfile::tempdir_in(&target).map_err(Error::Directory)?;
    let mut report = Report::new("record");
    if plan.has(Part::Off) {
        let measured = measure::compare(&crew, off::subjects(), &plan)?;
        print::off(&measured);
        report.add("off", json::off(&measured));
    }
    if plan.has(Part::Peers) {
        let measured = measure::compare(&crew, subjects(directory.path())?, &plan)?;
        print::comparison(&measured);
        report.add("comparison", json::comparison(&measured));
    }
    if plan.has(Part::Growth) {
        grow(&crew, &plan, directory.path(), &target, &mut report)?;
    }
    report.print();
    Ok(())
}

fn subjects(directory: &Path) -> Result<Vec<Box<dyn Subject>>, Error> {
    let mut subjects: Vec<Box<dyn Subject>> =
        vec![Box::new(Memory), Box::new(MappedFile::new(directory.to_owned()))];
    for (name, journal) in ours::journals(&directory.join("peers"))? {
        subjects.push(Box::new(ours::Ours::new(name, journal)?));
    }
    subjects.extend(peers::all(directory)?);
    Ok(subjects)
}

fn grow(
    crew: &Crew,
    plan: &Plan,
    directory: &Path,
    target: &Path,
    report: &mut Report,
) -> Result<(), Error> {
    let journals = |name| ours::journals(&directory.join(name));
    let types = growth::by_types(crew, journals("types")?, plan.growth_rounds)?;
    let fields = growth::by_fields(crew, journals("fields")?, plan.growth_rounds)?;
    report.show("growth_by_types", found("recording, types in turn", "types", true, types));
    report.show("growth_by_fields", found("recording", "fields", false, fields));
    report.draw(&target.join("record.svg")).map_err(Error::Plot)?;
    Ok(())
}

fn found(
    title: &'static str,
    axis: &'static str,
    logarithmic: bool,
    series: Vec<Series>,
) -> Findings {
    Findings { title, unit: "ns per event", axis, logarithmic, series, ..Findings::default() }
}

/// Where the plot and, for a while, the journals are: beside what was built.
fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap_or(root).join("target/bench-record")
}
