//! The files of the lock: one for each feature, below the root of a workspace.

mod place;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use telemetry_schema::lock::{LOCK_FOLDER, Lock, LockError, LockedFeature, lock_path};

use crate::error::CommandError;

pub(crate) use place::Places;

/// How the text of a feature's file is read.
pub(crate) type Read = fn(&str, &str) -> Result<LockedFeature, LockError>;

/// A lock, and the text of each feature's file.
#[derive(Default)]
pub(crate) struct LockFiles {
    pub(crate) lock: Lock,
    texts: BTreeMap<String, String>,
}

impl LockFiles {
    /// Reads the text of one feature's file into the lock.
    pub(crate) fn add(&mut self, feature: &str, text: String, read: Read) -> Result<(), LockError> {
        self.lock.features.insert(feature.to_owned(), read(feature, &text)?);
        self.texts.insert(feature.to_owned(), text);
        Ok(())
    }
}

/// The lock of the workspace; empty if nothing was accepted yet.
pub(crate) fn read(root: &Path, read: Read) -> Result<LockFiles, CommandError> {
    let folder = root.join(LOCK_FOLDER);
    let unreadable = |source| CommandError::LockUnreadable { path: folder.clone(), source };
    let mut files = LockFiles::default();
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(files),
        Err(error) => return Err(unreadable(error)),
    };
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>();
    let mut paths = paths.map_err(unreadable)?;
    // The same file is the first to be refused wherever this runs.
    paths.sort();
    for path in paths {
        if let Some(feature) = path.file_name().and_then(|name| feature_of(name.to_str()?)) {
            let unreadable = |source| CommandError::LockUnreadable { path: path.clone(), source };
            let text = fs::read_to_string(&path).map_err(unreadable)?;
            files.add(feature, text, read)?;
        }
    }
    Ok(files)
}

/// The feature that a file is named after; other files are not of the lock.
pub(crate) fn feature_of(name: &str) -> Option<&str> {
    name.strip_suffix(".proto")
}

/// A file that was written.
pub(crate) struct Written {
    pub(crate) path: PathBuf,
    /// Whether there was none before.
    pub(crate) is_new: bool,
}

/// Writes the files of the features whose text is another one now, and says
/// which. Each file is replaced as a whole.
pub(crate) fn write(root: &Path, lock: &Lock) -> Result<Vec<Written>, CommandError> {
    let mut written = Vec::new();
    for (feature, locked) in &lock.features {
        let path = root.join(lock_path(feature));
        let text = locked.write(feature);
        let before = fs::read(&path);
        if before.as_ref().is_ok_and(|before| before == text.as_bytes()) {
            continue;
        }
        replace(&path, &text)?;
        written.push(Written { path, is_new: before.is_err() });
    }
    Ok(written)
}

/// Writes a file so that a reader sees the old text or the new one, also if
/// this is interrupted.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), CommandError> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".new");
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&unfinished, text))
        .and_then(|()| fs::rename(&unfinished, path));
    written.map_err(|source| CommandError::LockUnwritable { path: path.to_owned(), source })
}
