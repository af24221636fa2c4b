//! `cargo telemetry diff`: what has changed since it was accepted, or since an
//! earlier revision.

use clap::Args;
use serde_json::json;

use crate::{
    command::Outcome,
    diagnostic::{self, Diagnostic},
    difference::Comparison,
    error::CommandError,
    output::{Color, Style, counted, print},
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
    comparison: Comparison,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let Arguments { comparison, json } = arguments;
    let changes = comparison.make(color)?.changes;
    print(&if *json {
        format!("{:#}\n", json!({ "changes": diagnostic::json(&changes) }))
    } else {
        text(&changes, comparison.against.is_some(), Style::of(color, &std::io::stdout()))
    })?;
    Ok(if changes.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn text(changes: &[Diagnostic], of_locks: bool, style: Style) -> String {
    let summary = match (changes.len(), of_locks) {
        (0, false) => "no changes: the lock says what is built".to_owned(),
        (0, true) => "no changes: the lock says what it said then".to_owned(),
        (count, _) => format!("{}: {}", counted(count, "change"), diagnostic::summary(changes)),
    };
    format!("{}{summary}\n", diagnostic::paragraphs(changes, style))
}
