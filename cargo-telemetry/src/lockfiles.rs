//! The files of the lock: one for each feature, below the root of a workspace.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use telemetry_schema::lock::{LOCK_FOLDER, Lock, LockError, LockedFeature, lock_path};

use crate::error::CommandError;

/// How the text of a feature's file is read.
pub(crate) type Read = fn(&str, &str) -> Result<LockedFeature, LockError>;

/// The lock of the workspace; empty if nothing was accepted yet.
pub(crate) fn read(root: &Path, read: Read) -> Result<Lock, CommandError> {
    let folder = root.join(LOCK_FOLDER);
    let unreadable = |source| CommandError::LockUnreadable { path: folder.clone(), source };
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Lock::default()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut lock = Lock::default();
    for entry in entries {
        let path = entry.map_err(unreadable)?.path();
        if let Some(feature) = feature_of(&path) {
            let unreadable = |source| CommandError::LockUnreadable { path: path.clone(), source };
            let text = fs::read_to_string(&path).map_err(unreadable)?;
            lock.features.insert(feature.to_owned(), read(feature, &text)?);
        }
    }
    Ok(lock)
}

/// The feature that a file is named after; other files are not of the lock.
fn feature_of(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.strip_suffix(".proto")
}

/// Writes the files of the features whose text is another one now, and says
/// which. Each file is replaced as a whole.
pub(crate) fn write(root: &Path, lock: &Lock) -> Result<Vec<PathBuf>, CommandError> {
    let mut written = Vec::new();
    for (feature, locked) in &lock.features {
        let path = root.join(lock_path(feature));
        let text = locked.write(feature);
        if fs::read_to_string(&path).is_ok_and(|before| before == text) {
            continue;
        }
        replace(&path, &text)
            .map_err(|source| CommandError::LockUnwritable { path: path.clone(), source })?;
        written.push(path);
    }
    Ok(written)
}

/// A reader sees the old text or the new one, also if this is interrupted.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let unfinished = path.with_extension("proto.new");
    fs::write(&unfinished, text)?;
    fs::rename(&unfinished, path)
}
