//! The file of reviews, as far as `accept` has to do with it: it has to be
//! there, and crates that have no lock of their own yet look at it to learn
//! that there is one now. What people decided in it is never changed here.

use std::{fs::File, path::PathBuf, time::SystemTime};

use crate::{error::CommandError, lockfiles, workspace::Workspace};

/// What a file without any review says.
const EMPTY: &str = "\
# What people decided: which texts may leave, each for exactly one declaration.
# `cargo telemetry review` shows the entry of a text that has none yet.
";

/// Writes a file without reviews; where it is.
pub(super) fn create(workspace: &Workspace) -> Result<PathBuf, CommandError> {
    lockfiles::replace(&workspace.reviews_path, EMPTY)?;
    Ok(workspace.reviews_path.clone())
}

/// Gives the file a new time, by which cargo builds anew what has read it.
pub(super) fn touch(workspace: &Workspace) -> Result<(), CommandError> {
    let path = &workspace.reviews_path;
    let file = File::options().append(true).open(path);
    let touched = file.and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|source| CommandError::LockUnwritable { path: path.clone(), source })
}
