//! The events of a program, from the files that a build left: those that are
//! named, or those of a build that is made for the purpose. What cannot be read
//! in full counts as not read at all.

mod union;
mod unite;

use std::path::{Path, PathBuf};

use clap::Args;
use telemetry_schema::{Catalog, EventSchema};

use crate::{
    artifact::Artifact,
    build::{self, Built, Selection},
    error::CommandError,
    output::{Color, Style, counted},
    texts,
    workspace::Workspace,
};
pub(crate) use unite::Disagreement;

/// From how many files on it is said that they are being read.
const MANY_FILES: usize = 100;

/// Where the events come from.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// Files that were built before, as `inspect` reads them; without any, the
    /// workspace is built.
    #[arg(conflicts_with = "Selection")]
    paths: Vec<PathBuf>,
    /// A manifest of the workspace; the nearest Cargo.toml above the current
    /// directory if it is left out.
    #[arg(long, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
}

/// What was read.
pub(crate) struct Program {
    /// The files, in the order in which they were read.
    pub(crate) files: Vec<PathBuf>,
    /// The events of all files together. One that is declared twice is there
    /// twice.
    pub(crate) events: Vec<EventSchema>,
    /// Where two builds of one declaration say different things.
    pub(crate) disagreements: Vec<Disagreement>,
    /// How many packages of the workspace were not built.
    pub(crate) unbuilt: usize,
}

impl Source {
    /// Whether there are files to read, so that nothing is to be built.
    pub(crate) const fn names_files(&self) -> bool {
        !self.paths.is_empty()
    }

    /// Builds, unless files are named, and reads all events.
    pub(crate) fn read(
        &self,
        workspace: &Workspace,
        color: Color,
    ) -> Result<Program, CommandError> {
        let Built { files, unbuilt } = if self.names_files() {
            Built { files: self.paths.clone(), unbuilt: 0 }
        } else {
            build::run(&self.selection, self.manifest_path.as_deref(), color)?
        };
        if files.len() >= MANY_FILES {
            let word = Style::of(color, &std::io::stderr()).bold("Reading");
            eprintln!("{word:>12} {}", counted(files.len(), "file"));
        }
        let events: Result<Vec<_>, _> = files.iter().map(|path| read_whole(path)).collect();
        let (mut events, disagreements) = union::of(&files, events?);
        texts::attach(&mut events, workspace);
        Ok(Program { files, events, disagreements, unbuilt })
    }

    /// The same, of a program in which every event is declared once.
    pub(crate) fn read_unambiguous(
        &self,
        workspace: &Workspace,
        color: Color,
    ) -> Result<Program, CommandError> {
        let mut program = self.read(workspace, color)?;
        if let Some(disagreement) = program.disagreements.pop() {
            return Err(CommandError::Disagreement(Box::new(disagreement)));
        }
        Catalog::new(program.events.clone())?;
        Ok(program)
    }
}

fn read_whole(path: &Path) -> Result<Vec<EventSchema>, CommandError> {
    let artifact = Artifact::open(path)?;
    if artifact.damage.is_empty() {
        return Ok(artifact.events);
    }
    let damage = artifact.damage.iter().map(ToString::to_string).collect();
    Err(CommandError::Damaged { path: path.to_owned(), damage })
}
