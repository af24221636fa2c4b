//! `cargo telemetry diff`: what has changed since it was accepted.

use std::path::PathBuf;

use clap::Args;
use telemetry_schema::{
    compare::compare_all,
    lock::{Declared, LockedFeature},
};

use crate::{
    changes,
    command::Outcome,
    error::CommandError,
    lockfiles,
    output::{Color, Style, print},
    program, workspace,
};

/// Show every change of a built program against the lock.
///
/// The lock is `protocol/events/` of the workspace. What the program does not
/// contain is not reported as removed.
///
/// Exit status: 0 if there is no change, 1 if there is one, 2 if a file or the
/// lock could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// What `inspect` reads; it does not build them, so build first.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
    /// A manifest of the workspace whose lock counts; the nearest Cargo.toml
    /// above the current directory if it is left out.
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let events = program::read_all(&arguments.paths)?;
    let root = workspace::find(arguments.manifest_path.as_deref())?.root;
    let lock = lockfiles::read(&root, LockedFeature::read)?;
    let declared: Vec<Declared<'_>> = events.iter().map(Declared::from).collect();
    let changes = compare_all(&lock, &declared);
    print(&if arguments.json {
        changes::json(&changes)
    } else {
        changes::text(&changes, Style::of(color, &std::io::stdout()))
    })?;
    Ok(if changes.is_empty() { Outcome::Clean } else { Outcome::Findings })
}
