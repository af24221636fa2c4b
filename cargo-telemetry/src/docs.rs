//! `cargo telemetry docs`: the reference, in forms for people and for tools.
//!
//! Everything is made from what was accepted: the lock, the reviews and the wire
//! contract, which is part of the command. Nothing is built, and nothing here
//! knows a date, so the same lock gives the same files on every machine. Each
//! form is a module that makes texts; only [`files`] touches the disk. What may
//! leave is decided elsewhere: these are descriptions, and no build reads them.

mod codeowners;
mod error;
mod escape;
mod facts;
mod files;
mod html;
mod json;
mod markdown;
mod reviews;
mod sql;
mod strings;
mod typescript;
mod wire;

use std::path::{Path, PathBuf};

use clap::Args;
use telemetry_schema::{
    lock::{Lock, LockedFeature},
    reviews::Reviews,
};

use crate::{
    command::Outcome,
    error::CommandError,
    lockfiles,
    output::{counted, one_line, print},
    workspace,
};

pub(crate) use error::DocsError;
pub(crate) use files::{Stale, Why};

/// Where the reference is, from the root of the workspace.
pub(crate) const REFERENCE_FOLDER: &str = "protocol/reference";

/// Write the reference of all accepted events.
///
/// It is made from the lock `protocol/events/`, the reviews and the wire
/// contract; nothing is built. A file in the folder that this command did not
/// write is never changed or removed.
///
/// Exit status: 0 if the reference is up to date now, 1 if `--check` finds that
/// it is not, 2 if something cannot be read or written.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A manifest of the workspace whose lock counts; the nearest Cargo.toml
    /// above the current directory if it is left out.
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// The folder to write to; `protocol/reference` of the workspace if it is
    /// left out.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing, and say which files are not up to date.
    #[arg(long)]
    check: bool,
}

/// One file of the reference.
#[derive(Debug)]
struct Page {
    name: String,
    text: String,
}

/// What all forms are made from.
struct Source<'a> {
    lock: &'a Lock,
    reviews: &'a Reviews,
    wire: wire::Wire,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, CommandError> {
    let root = workspace::find(arguments.manifest_path.as_deref())?.root;
    let folder = arguments.out.clone().unwrap_or_else(|| root.join(REFERENCE_FOLDER));
    let pages = pages(&root)?;
    let stale = files::compare(&folder, &pages)?;
    let shown = folder.strip_prefix(&root).unwrap_or(&folder);
    if arguments.check {
        print(&told(shown, &stale, said_of_stale))?;
        return Ok(if stale.is_empty() { Outcome::Clean } else { Outcome::Findings });
    }
    files::apply(&folder, &pages, &stale)?;
    print(&told(shown, &stale, said_of_written))?;
    Ok(Outcome::Clean)
}

/// Which pages for people are not as `docs` would write them from this lock;
/// nothing if there is no reference at all. The other forms are written with
/// them, and to compare those takes longer than a check may: `docs --check`
/// does.
///
/// # Errors
/// When the reviews or a file of the reference cannot be read, or a file that
/// is not of this command is in the place of one.
pub(crate) fn stale(root: &Path, lock: &Lock) -> Result<Vec<Stale>, CommandError> {
    let folder = root.join(REFERENCE_FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let reviews = Reviews::parse(&reviews::read(root)?)?;
    let lock = with_events(lock.clone());
    let source = Source { lock: &lock, reviews: &reviews, wire: wire::Wire::read() };
    let mut stale = files::compare(&folder, &for_people(&source))?;
    // Leftovers among the forms that were not made here are told by `docs`.
    stale.retain(|stale| stale.why != Why::Leftover || stale.name.ends_with(".md"));
    Ok(stale)
}

/// The whole reference of the workspace with this root.
fn pages(root: &Path) -> Result<Vec<Page>, CommandError> {
    let lock = with_events(lockfiles::read(root, LockedFeature::read)?.lock);
    let reviews = Reviews::parse(&reviews::read(root)?)?;
    let source = Source { lock: &lock, reviews: &reviews, wire: wire::Wire::read() };
    let mut pages = for_people(&source);
    pages.extend([
        html::catalogue(&source),
        json::catalogue(&source),
        typescript::definitions(&source),
        sql::ddl(&source, sql::Dialect::Postgres),
        sql::ddl(&source, sql::Dialect::Duckdb),
        codeowners::template(&source),
    ]);
    Ok(pages)
}

/// Of a file without events only the name could be told, which nobody checked.
fn with_events(mut lock: Lock) -> Lock {
    lock.features.retain(|_, feature| !feature.events.is_empty());
    lock
}

/// The pages in Markdown.
fn for_people(source: &Source<'_>) -> Vec<Page> {
    let features = source.lock.features.iter();
    let mut pages: Vec<Page> =
        features.map(|(name, feature)| markdown::feature(name, feature)).collect();
    pages.extend([markdown::index(source), markdown::wire_contract(source), strings::page(source)]);
    pages
}

fn told(folder: &Path, stale: &[Stale], said: fn(Why) -> &'static str) -> String {
    if stale.is_empty() {
        return "the reference is up to date\n".to_owned();
    }
    let shown = |name: &str| one_line(&folder.join(name).to_string_lossy());
    let lines: String =
        stale.iter().map(|it| format!("  {} {}\n", said(it.why), shown(&it.name))).collect();
    format!("{}:\n{lines}", counted(stale.len(), "file"))
}

fn said_of_stale(why: Why) -> &'static str {
    match why {
        Why::Missing => "missing ",
        Why::Different => "outdated",
        Why::Leftover => "leftover",
    }
}

fn said_of_written(why: Why) -> &'static str {
    match why {
        Why::Missing => "new    ",
        Why::Different => "changed",
        Why::Leftover => "removed",
    }
}
