//! `cargo telemetry check`: the rules over all events of a program, and its
//! audited texts against the reviews of the workspace.
//!
//! The rules of declarations are `telemetry_schema::lint`'s; here are the files,
//! the clock and the reviews. It fails closed: what cannot be read in full is
//! not checked in part.

mod render;
mod reviews;

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use clap::Args;
use telemetry_schema::{
    Date,
    lint::{self, Finding},
    reviews::Reviews,
    rules::Level,
};

use crate::{
    command::Outcome,
    error::CommandError,
    output::{Color, Style, print},
    program, workspace,
};

/// Check all events of a program together, and its reviews.
///
/// Several files are checked as one program: an event of a library that is also
/// in the program counts once.
///
/// Exit status: 0 if there are no findings or only notes, 1 if there is a
/// finding of level deny or warn, 2 if a file, the reviews or the workspace
/// could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// What `inspect` reads; it does not build them, so build first.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
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
    /// The manifest of the package or workspace whose reviews count; the
    /// nearest Cargo.toml above the current directory if it is left out.
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
}

/// What was checked, and what was found.
struct Report<'a> {
    paths: &'a [PathBuf],
    today: Date,
    events: usize,
    findings: Vec<Finding>,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let today = arguments.today.or_else(clock).ok_or(CommandError::Clock)?;
    let events = program::read_all(&arguments.paths)?;
    let reviews = read_reviews(arguments.manifest_path.as_deref())?;
    let mut findings = lint::check(&events, today);
    findings.extend(reviews::check(&events, &reviews, today));
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    let report = Report { paths: &arguments.paths, today, events: events.len(), findings };
    print(&if arguments.json {
        render::json(&report)
    } else if arguments.annotations {
        render::annotations(&report)
    } else {
        render::text(&report, Style::of(color, &std::io::stdout()))
    })?;
    let matters = report.findings.iter().any(|finding| finding.level != Level::Note);
    Ok(if matters { Outcome::Findings } else { Outcome::Clean })
}

fn order(finding: &Finding) -> impl Ord + '_ {
    (&finding.event, &finding.place, &finding.field, finding.rule.id, &finding.message)
}

/// Today in UTC; none if the clock is set before 1970 or after the year 9999.
fn clock() -> Option<Date> {
    const DAY: u64 = 24 * 60 * 60;
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Date::from_days_since_epoch(i64::try_from(since.as_secs() / DAY).ok()?)
}

fn read_reviews(manifest: Option<&Path>) -> Result<Reviews, CommandError> {
    let text = workspace::find(manifest)?.text.unwrap_or_default();
    Ok(Reviews::parse(&text)?)
}
