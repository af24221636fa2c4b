//! `cargo telemetry review`: the form that a privacy review needs, filled in
//! with everything that a declaration says.
//!
//! The form is Markdown, for the description of a pull request. What the
//! declarations cannot know is left to the reviewer.

mod event;
mod markdown;
mod text;

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;
use telemetry_schema::EventSchema;

use crate::{
    command::Outcome,
    diagnostic::Diagnostic,
    difference::{Comparison, Difference},
    error::CommandError,
    lockfiles,
    output::{Color, counted, print},
    texts,
};
use markdown::escaped;

/// What only the reviewer knows.
const DECISION: &str = "
## Decision

- [ ] accepted
- [ ] refused, because:

Reviewed by:
Date:
";

/// Print the form of a privacy review for every change, filled in.
///
/// For each event that is new or changed: what is collected, why, by whom, for
/// how long, who can see it, and what changes, in which class.
///
/// Exit status: 0 if there is nothing to review, 1 if there is, 2 if the
/// workspace does not build, or a file or the lock could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    comparison: Comparison,
    /// Write the form to this file, and nothing to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let difference = arguments.comparison.make(color)?;
    let subjects = subjects(&difference);
    let form = form(&difference, &subjects);
    match &arguments.output {
        Some(path) => lockfiles::replace(path, &form)?,
        None => print(&form)?,
    }
    Ok(if subjects.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// One event that is to be reviewed.
#[derive(Default)]
struct Subject<'a> {
    /// As it is now; nothing if it is gone.
    event: Option<&'a EventSchema>,
    changes: Vec<&'a Diagnostic>,
}

/// Every event with a change, or with a text that nobody reviewed, by its name.
fn subjects(difference: &Difference) -> BTreeMap<String, Subject<'_>> {
    let mut subjects: BTreeMap<String, Subject<'_>> = BTreeMap::new();
    for change in &difference.changes {
        subjects.entry(change.event.clone()).or_default().changes.push(change);
    }
    for event in &difference.events {
        let mut texts = texts::of_event(event, &difference.workspace);
        let name = event.display_name();
        if texts.any(|text| !text.is_reviewed()) {
            subjects.entry(name.clone()).or_default();
        }
        if let Some(subject) = subjects.get_mut(&name) {
            subject.event = Some(event);
        }
    }
    subjects
}

fn form(difference: &Difference, subjects: &BTreeMap<String, Subject<'_>>) -> String {
    if subjects.is_empty() {
        return "Nothing to review: the lock says what is collected.\n".to_owned();
    }
    let mut form = format!("# Privacy review of {}\n", counted(subjects.len(), "event"));
    for (name, subject) in subjects {
        form.push_str(&format!("\n## {}\n", escaped(name)));
        form.push_str(&event::sections(subject, &difference.workspace));
    }
    form.push_str(DECISION);
    form
}
