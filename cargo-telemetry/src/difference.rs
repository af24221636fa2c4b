//! What `diff` lists and `review` makes a form of: the changes of a build
//! against the lock, or of the lock against an earlier one.

mod revision;

use clap::Args;
use telemetry_schema::{
    EventSchema,
    lock::{LockedEvent, LockedFeature, State},
};

use crate::{
    changes,
    diagnostic::{self, Diagnostic},
    error::CommandError,
    lockfiles,
    output::Color,
    program::Source,
    workspace::{self, Workspace},
};

/// What is compared.
#[derive(Debug, Args)]
pub(crate) struct Comparison {
    #[command(flatten)]
    source: Source,
    /// Build nothing, and compare the lock of this revision of git with the
    /// lock as it is now.
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["paths", "Selection"])]
    pub(crate) against: Option<String>,
}

/// What was found.
pub(crate) struct Difference {
    pub(crate) workspace: Workspace,
    /// The events as they are now.
    pub(crate) events: Vec<EventSchema>,
    /// Their changes, in the order in which they are told.
    pub(crate) changes: Vec<Diagnostic>,
}

impl Comparison {
    pub(crate) fn make(&self, color: Color) -> Result<Difference, CommandError> {
        let workspace = workspace::find(self.source.manifest_path.as_deref())?;
        let lock = lockfiles::read(&workspace.root, LockedFeature::read)?;
        let (events, mut changes) = match &self.against {
            Some(revision) => {
                let before = revision::read(&workspace.root, revision)?;
                let live = lock.lock.events().filter(|event| event.state == State::Live);
                (live.map(LockedEvent::schema).collect(), changes::of_locks(&before, &lock))
            }
            None => {
                let events = self.source.read_unambiguous(&workspace, color)?.events;
                let changes = changes::of_build(&lock, &events);
                (events, changes)
            }
        };
        diagnostic::sort(&mut changes);
        Ok(Difference { workspace, events, changes })
    }
}
