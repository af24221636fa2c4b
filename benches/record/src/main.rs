//! What recording one event costs: `./x bench record [--quick] [PART…]`.
//!
//! The way of a figure: `floor`, `ours`, `off` and `peers` are subjects that
//! record (`subject` says what that is), `crew` is the threads that call them,
//! `measure` makes all of them take turns, `growth` does the same for programs
//! with more types and fields, and `print`, `json` and `svg` show the medians.
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
mod stats;
mod subject;
mod svg;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::{Value, json};

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
    let mut report = json!({ "bench": "record", "load_at_start": load() });
    if plan.has(Part::Off) {
        let measured = measure::compare(&crew, off::subjects(), &plan)?;
        print::off(&measured);
        report["off"] = json::off(&measured);
    }
    if plan.has(Part::Peers) {
        let measured = measure::compare(&crew, subjects(directory.path())?, &plan)?;
        print::comparison(&measured);
        report["comparison"] = json::comparison(&measured);
    }
    if plan.has(Part::Growth) {
        grow(&crew, &plan, directory.path(), &target, &mut report)?;
    }
    report["load_at_end"] = load();
    let (before, after) = (&report["load_at_start"], &report["load_at_end"]);
    println!("\nload of the machine: {before} before, {after} after");
    println!("{report}");
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
    report: &mut Value,
) -> Result<(), Error> {
    let journals = |name| ours::journals(&directory.join(name));
    let types = growth::by_types(crew, journals("types")?, plan.growth_rounds)?;
    let fields = growth::by_fields(crew, journals("fields")?, plan.growth_rounds)?;
    print::growth("by how many types of event are recorded in turn", &types);
    print::growth("by how many fields it has", &fields);
    let panel = |title, axis, logarithmic, series| svg::Panel { title, axis, logarithmic, series };
    let plot = svg::plot(&[
        panel("By types of event, recorded in turn", "types", true, &types),
        panel("By fields of the event", "fields", false, &fields),
    ]);
    let path = target.join("record.svg");
    fs::write(&path, plot).map_err(Error::Plot)?;
    println!("\nplot: {}", path.display());
    report["growth"] = json!({ "types": json::growth(&types), "fields": json::growth(&fields) });
    Ok(())
}

/// Where the plot and, for a while, the journals are: beside what was built.
fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap_or(root).join("target/bench-record")
}

/// How many processes wanted to run in the last minute, on average; null where
/// the system does not tell. Where it is above 1 at the start, others build too.
fn load() -> Value {
    let load = fs::read_to_string("/proc/loadavg").ok();
    let first = load.as_deref().and_then(|load| load.split(' ').next()?.parse::<f64>().ok());
    first.map_or(Value::Null, Value::from)
}
