//! `cargo telemetry accept`: makes what is built part of the lock, for people
//! to review.

mod reviews;

use std::path::{Path, PathBuf};

use clap::Args;
use telemetry_schema::{
    EventSchema, compare,
    lock::{Declared, Lock, LockedFeature},
};

use crate::{
    changes,
    command::Outcome,
    diagnostic::{self, Severity},
    error::CommandError,
    lockfiles::{self, LockFiles},
    output::{Color, Style, counted, one_line, print},
    program::Source,
    texts,
    workspace::{self, Workspace},
};

/// Write the lock anew from what is built.
///
/// The lock is `protocol/events/` of the workspace, one file for each feature.
/// What two branches added to one feature is put together. What the build does
/// not contain stays as it is: an event is removed only by `--remove`.
///
/// Exit status: 0 if the lock says what is built now, 1 if there is a change
/// that is never accepted, and then nothing is written, 2 if the workspace does
/// not build, or a file or the lock could not be read or written.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// An event that is given up, `feature.action`; it stays in the lock as
    /// removed. May be given more than once.
    #[arg(long, value_name = "EVENT")]
    remove: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let workspace = workspace::find(arguments.source.manifest_path.as_deref())?;
    let before = lockfiles::read(&workspace.root, LockedFeature::read_merged)?;
    let events = arguments.source.read_unambiguous(&workspace, color)?.events;
    let style = Style::of(color, &std::io::stdout());
    let mut changed = changes::of_build(&before, &events);
    let mut denied = texts::denied(&events, &workspace);
    denied.extend(changed.iter().filter(|it| it.severity == Severity::Deny).cloned());
    diagnostic::sort(&mut denied);
    let lock = match accepted(&before, &events) {
        Some(lock) if denied.is_empty() => lock,
        _ => {
            print(&(diagnostic::paragraphs(&denied, style) + "nothing was accepted\n"))?;
            return Ok(Outcome::Findings);
        }
    };
    let lock = without(lock, &arguments.remove, &events)?;
    let written = write(&workspace, &lock)?;
    diagnostic::sort(&mut changed);
    print(&(diagnostic::paragraphs(&changed, style) + &summary(&workspace.root, &written)))?;
    Ok(Outcome::Clean)
}

/// The lock with this build; nothing if that must not be.
fn accepted(before: &LockFiles, events: &[EventSchema]) -> Option<Lock> {
    let declared: Vec<Declared<'_>> = events.iter().map(Declared::from).collect();
    compare::accept(&before.lock, &declared).ok()
}

/// Removes what is given up, unless the program declares it all the same.
fn without(mut lock: Lock, events: &[String], built: &[EventSchema]) -> Result<Lock, CommandError> {
    for event in events {
        if built.iter().any(|it| format!("{}.{}", it.feature, it.action) == *event) {
            return Err(CommandError::StillDeclared { event: event.clone() });
        }
        lock.remove(event)?;
    }
    Ok(lock)
}

/// Writes what has changed, and makes cargo notice it.
fn write(workspace: &Workspace, lock: &Lock) -> Result<Vec<PathBuf>, CommandError> {
    let written = lockfiles::write(&workspace.root, lock)?;
    let appeared = written.iter().any(|file| file.is_new);
    let mut paths: Vec<PathBuf> = written.into_iter().map(|file| file.path).collect();
    if !workspace.has_reviews {
        paths.push(reviews::create(workspace)?);
    } else if appeared {
        reviews::touch(workspace)?;
    }
    Ok(paths)
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
