//! `cargo telemetry accept`: makes what is built part of the lock, for people
//! to review.

use std::path::{Path, PathBuf};

use clap::Args;
use telemetry_schema::{
    Catalog, EventSchema,
    compare::{self, ChangeLevel, compare_all},
    lock::{Declared, Lock, LockedFeature},
};

use crate::{
    changes,
    command::Outcome,
    error::CommandError,
    lockfiles,
    output::{Color, Style, counted, one_line, print},
    program, workspace,
};

/// Write the lock anew from a built program.
///
/// The lock is `protocol/events/` of the workspace, one file for each feature.
/// What two branches added to one feature is put together. What the program
/// does not contain stays as it is: an event is removed only by `--remove`.
///
/// Exit status: 0 if the lock says what is built now, 1 if there is a change
/// that is never accepted, and then nothing is written, 2 if a file or the lock
/// could not be read or written.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// What `inspect` reads; it does not build them, so build first.
    #[arg(required_unless_present = "remove")]
    paths: Vec<PathBuf>,
    /// An event that is given up, `feature.action`; it stays in the lock as
    /// removed. May be given more than once.
    #[arg(long, value_name = "EVENT")]
    remove: Vec<String>,
    /// A manifest of the workspace whose lock counts; the nearest Cargo.toml
    /// above the current directory if it is left out.
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let events = program::read_all(&arguments.paths)?;
    // Two declarations of one event cannot both be accepted.
    Catalog::new(events.clone())?;
    let root = workspace::find(arguments.manifest_path.as_deref())?.root;
    let before = lockfiles::read(&root, LockedFeature::read_merged)?;
    let declared: Vec<Declared<'_>> = events.iter().map(Declared::from).collect();
    let mut changes = compare_all(&before, &declared);
    let mut lock = match compare::accept(&before, &declared) {
        Ok(lock) => lock,
        Err(denied) => {
            let style = Style::of(color, &std::io::stdout());
            print(&(changes::text(&denied, style) + "nothing was accepted\n"))?;
            return Ok(Outcome::Findings);
        }
    };
    remove(&mut lock, &arguments.remove, &events)?;
    let written = lockfiles::write(&root, &lock)?;
    changes.retain(|change| change.level() != ChangeLevel::Deny);
    let mut said = match changes.as_slice() {
        [] => String::new(),
        changes => changes::text(changes, Style::of(color, &std::io::stdout())),
    };
    said.push_str(&summary(&root, &written));
    print(&said)?;
    Ok(Outcome::Clean)
}

/// Removes what is given up, unless the program declares it all the same.
fn remove(lock: &mut Lock, events: &[String], built: &[EventSchema]) -> Result<(), CommandError> {
    for event in events {
        if built.iter().any(|it| format!("{}.{}", it.feature, it.action) == *event) {
            return Err(CommandError::StillDeclared { event: event.clone() });
        }
        lock.remove(event)?;
    }
    Ok(())
}

fn summary(root: &Path, written: &[PathBuf]) -> String {
    if written.is_empty() {
        return "the lock is as it was\n".to_owned();
    }
    let shown = |path: &PathBuf| {
        let path = path.strip_prefix(root).unwrap_or(path);
        format!("  {}\n", one_line(&path.to_string_lossy()))
    };
    let files: String = written.iter().map(shown).collect();
    format!("{} to have reviewed:\n{files}", counted(written.len(), "file"))
}
