//! What `cargo telemetry` takes over as many events as a large lock has: `check`
//! reads what was built, the lock and the reference; `docs --check` makes the
//! whole reference anew. The build itself is no part of it. Depends on `accept`
//! and `command`; prints nothing.

use std::{ffi::OsStr, fs};

use telemetry_schema::Catalog;

use crate::{
    accept, command,
    error::Error,
    package::{Package, Rooms},
    plan::Plan,
    prepare,
    source::{LOCKED_EVENTS, Lock, Shape, Subject},
    stats::Samples,
};

/// What either may take, in seconds on the wall.
pub(crate) const TARGET: f64 = 2.0;

/// How many events are built and accepted with the command; the others of the
/// lock are made like them.
const DECLARED: usize = 20;

/// One subcommand over the events of one shape.
pub(crate) struct Checked {
    pub(crate) shape: Shape,
    pub(crate) command: &'static str,
    pub(crate) cost: Samples,
}

pub(crate) struct Checks {
    pub(crate) events: usize,
    pub(crate) rounds: usize,
    pub(crate) results: Vec<Checked>,
}

const CATALOG: &str = "catalog.binpb";

const COMMANDS: [(&str, &[&str]); 2] =
    [("check", &["check", CATALOG]), ("docs --check", &["docs", "--check"])];

pub(crate) fn run(rooms: &Rooms, plan: &Plan) -> Result<Checks, Error> {
    let mut results = Vec::new();
    for shape in [Shape::Literal, Shape::Resolved] {
        eprintln!("preparing a lock and a catalog of {LOCKED_EVENTS} events ({})", shape.name());
        let package = large_workspace(rooms, shape)?;
        for (command, arguments) in COMMANDS {
            let cost = measure(rooms, &package, arguments, plan.check_rounds)?;
            results.push(Checked { shape, command, cost });
        }
    }
    Ok(Checks { events: LOCKED_EVENTS, rounds: plan.check_rounds, results })
}

/// A workspace with a large lock, the catalog of a program that has all its
/// events, and their reference.
fn large_workspace(rooms: &Rooms, shape: Shape) -> Result<Package, Error> {
    let package = prepare::library(rooms, Subject::Ours(Lock::Large), shape, DECLARED)?;
    let events = accept::read(&package)?.events.into_values().map(|event| event.schema());
    let catalog = Catalog::new(events.collect()).map_err(|source| Error::Catalog { source })?;
    let path = package.directory().join(CATALOG);
    fs::write(&path, catalog.encode()).map_err(Error::files(&path))?;
    command::run(rooms, &package, &["docs".as_ref()])?;
    Ok(package)
}

fn measure(
    rooms: &Rooms,
    package: &Package,
    arguments: &[&str],
    rounds: usize,
) -> Result<Samples, Error> {
    let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
    let costs = (0..rounds).map(|_| command::run(rooms, package, &arguments));
    Ok(Samples(costs.collect::<Result<_, _>>()?))
}
