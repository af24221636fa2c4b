//! The events of a program, from the files that a build left. What cannot be
//! read in full counts as not read at all.

mod union;

use std::path::{Path, PathBuf};

use telemetry_schema::EventSchema;

use crate::{artifact::Artifact, error::CommandError};

/// The events of these files together. One of a library that is also in the
/// program counts once.
pub(crate) fn read_all(paths: &[PathBuf]) -> Result<Vec<EventSchema>, CommandError> {
    let files: Result<Vec<_>, _> = paths.iter().map(|path| read_whole(path)).collect();
    Ok(union::of(files?))
}

fn read_whole(path: &Path) -> Result<Vec<EventSchema>, CommandError> {
    let artifact = Artifact::open(path)?;
    if artifact.damage.is_empty() {
        return Ok(artifact.events);
    }
    let damage = artifact.damage.iter().map(ToString::to_string).collect();
    Err(CommandError::Damaged { path: path.to_owned(), damage })
}
