//! `cargo telemetry diff`: what has changed since it was accepted, or since an
//! earlier revision.

mod revision;

use clap::Args;
use serde_json::json;
use telemetry_schema::lock::LockedFeature;

use crate::{
    changes,
    command::Outcome,
    diagnostic::{self, Diagnostic},
    error::CommandError,
    lockfiles,
    output::{Color, Style, counted, print},
    program::Source,
    workspace,
};

/// Show every change, with its class: of the build against the lock, or of the
/// lock against an earlier one.
///
/// The lock is `protocol/events/` of the workspace. What the build does not
/// contain is not reported as removed.
///
/// Exit status: 0 if there is no change, 1 if there is one, 2 if the workspace
/// does not build, or a file or the lock could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Build nothing, and compare the lock of this revision of git with the
    /// lock as it is now.
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["paths", "Selection"])]
    against: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let root = workspace::find(arguments.source.manifest_path.as_deref())?.root;
    let lock = lockfiles::read(&root, LockedFeature::read)?;
    let mut found = match &arguments.against {
        Some(revision) => changes::of_locks(&revision::read(&root, revision)?, &lock),
        None => {
            let program = arguments.source.read_unambiguous(color)?;
            changes::of_build(&lock, &program.events)
        }
    };
    diagnostic::sort(&mut found);
    print(&if arguments.json {
        format!("{:#}\n", json!({ "changes": diagnostic::json(&found) }))
    } else {
        text(&found, arguments.against.is_some(), Style::of(color, &std::io::stdout()))
    })?;
    Ok(if found.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn text(found: &[Diagnostic], of_locks: bool, style: Style) -> String {
    let mut text = diagnostic::paragraphs(found, style);
    text.push_str(&match (found.len(), of_locks) {
        (0, false) => "no changes: the lock says what is built\n".to_owned(),
        (0, true) => "no changes: the lock says what it said then\n".to_owned(),
        (count, _) => {
            format!("{}: {}\n", counted(count, "change"), diagnostic::summary(found))
        }
    });
    text
}
