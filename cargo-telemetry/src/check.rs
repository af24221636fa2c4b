//! `cargo telemetry check`: everything that can be found in a program, at once:
//! the rules over all its events, every change against the lock, and its
//! audited texts against the reviews of the workspace.
//!
//! The rules are `telemetry_schema`'s; here are the files, the clock and what
//! makes a check fail. It fails closed: what cannot be read in full is not
//! checked in part.

use std::time::SystemTime;

use clap::Args;
use serde_json::json;
use telemetry_schema::{
    Date,
    compare::WORDS,
    days_of_clock, lint,
    lock::{LOCK_FOLDER, Lock, LockedFeature},
    rules::REFERENCE,
};

use crate::{
    changes,
    command::Outcome,
    diagnostic::{self, Diagnostic, Severity},
    docs::{self, REFERENCE_FOLDER},
    error::CommandError,
    lockfiles,
    output::{Color, Style, counted, print},
    program::{Program, Source},
    texts,
    workspace::{self, Workspace},
};

/// Check all events of a program together, against the lock and the reviews.
///
/// Several files are checked as one program: an event of a library that is also
/// in the program counts once. What is not built is not missed.
///
/// Exit status: 0 if there are no findings but free changes and notes, 1 if
/// there is a finding of level deny, accept or warn, 2 if the workspace does not
/// build, or a file, the lock or the reviews could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Make free changes findings, too: everything that is built has to be in
    /// the lock.
    #[arg(long)]
    accepted: bool,
    /// Print one JSON document.
    #[arg(long, conflicts_with = "annotations")]
    json: bool,
    /// Print workflow commands, which continuous integration shows beside the
    /// change.
    #[arg(long)]
    annotations: bool,
    /// The day to check for, YYYY-MM-DD; the day of this machine's clock, in
    /// UTC, if it is left out.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let today = arguments.today.or_else(clock).ok_or(CommandError::Clock)?;
    let workspace = workspace::find(arguments.source.manifest_path.as_deref())?;
    let lock = lockfiles::read(&workspace.root, LockedFeature::read)?;
    let program = arguments.source.read(&workspace, color)?;
    let mut found: Vec<Diagnostic> =
        lint::check(&program.events, today).into_iter().map(Diagnostic::from).collect();
    found.extend(texts::check(&program.events, &workspace, &lock.lock, today));
    let mut changed = changes::of_build(&lock, &program.events);
    raise(&mut changed, arguments.accepted, &workspace);
    found.extend(changed);
    found.extend(reference(&workspace, &lock.lock)?);
    found.extend(program.disagreements.iter().cloned().map(Diagnostic::from));
    diagnostic::sort(&mut found);
    print(&if arguments.json {
        json(&program, today, &found)
    } else if arguments.annotations {
        diagnostic::annotations(&found)
    } else {
        text(&program, &found, Style::of(color, &std::io::stdout()))
    })?;
    let fails = found.iter().any(|it| it.severity.fails());
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}

/// Today in UTC; none if the clock is set before 1970 or after the year 9999.
fn clock() -> Option<Date> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Date::from_days_since_epoch(days_of_clock(since))
}

/// A free change is a finding where the lock has to be complete. One of words
/// is a finding where there is a reference, which says the old ones.
fn raise(changes: &mut [Diagnostic], accepted: bool, workspace: &Workspace) {
    let has_reference = workspace.root.join(REFERENCE_FOLDER).is_dir();
    for change in changes.iter_mut().filter(|it| it.severity == Severity::Free) {
        if accepted {
            change.severity = Severity::Warn;
        } else if has_reference && change.rule == WORDS.id {
            change.severity = Severity::Warn;
            change.message.push_str(&format!(", and {REFERENCE_FOLDER} still says the old"));
        }
    }
}

/// Whether people read what the lock says.
fn reference(workspace: &Workspace, lock: &Lock) -> Result<Option<Diagnostic>, CommandError> {
    let stale = docs::stale(&workspace.root, lock)?;
    let Some(first) = stale.first() else { return Ok(None) };
    let more = match stale.len() - 1 {
        0 => " is".to_owned(),
        more => format!(" and {} more are", counted(more, "file")),
    };
    Ok(Some(Diagnostic {
        rule: REFERENCE.id,
        title: REFERENCE.title,
        severity: REFERENCE.level.into(),
        class: None,
        event: "the reference".to_owned(),
        field: None,
        code: None,
        old: None,
        new: None,
        declared_by: None,
        location: None,
        message: format!("`{}`{more} not what the lock says", first.name),
        fix: "run `cargo telemetry docs`".to_owned(),
    }))
}

fn text(program: &Program, found: &[Diagnostic], style: Style) -> String {
    let mut text = diagnostic::paragraphs(found, style);
    let (events, files) = (program.events.len(), program.files.len());
    let (events, files) = (counted(events, "event"), counted(files, "file"));
    text.push_str(&format!("{events} in {files}: {}\n", diagnostic::summary(found)));
    if found.iter().any(|it| it.severity == Severity::Free) {
        text.push_str(&format!(
            "free changes are withheld or untold until `cargo telemetry accept` puts them into {LOCK_FOLDER}\n"
        ));
    }
    if program.unbuilt > 0 {
        let packages = counted(program.unbuilt, "package");
        text.push_str(&format!("not built: {packages}; `--workspace` builds all\n"));
    }
    text
}

fn json(program: &Program, today: Date, found: &[Diagnostic]) -> String {
    let files: Vec<_> = program.files.iter().map(|path| path.to_string_lossy()).collect();
    let document = json!({
        "files": files,
        "today": today.to_string(),
        "events": program.events.len(),
        "unbuilt_packages": program.unbuilt,
        "findings": diagnostic::json(found),
    });
    format!("{document:#}\n")
}
