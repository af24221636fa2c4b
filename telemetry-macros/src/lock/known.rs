//! What was read from the disk, kept as long as it is the same there.
//!
//! A crate can have thousands of declarations and a file of the lock thousands
//! of events, so each is read once for a crate; an editor, whose process lives
//! long, sees a change at the next keystroke.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use telemetry_schema::{
    lock::{LOCK_FOLDER, LockIndex, lock_path},
    workspace,
};

/// The root of the workspace. Which one it is can change with any manifest on
/// the way; a process that lives on notices a change of the package's own.
pub(super) fn root(manifest_dir: &Path) -> Result<PathBuf, String> {
    static KNOWN: Known<PathBuf> = Mutex::new(BTreeMap::new());
    known(&KNOWN, manifest_dir, &manifest_dir.join("Cargo.toml"), || {
        workspace::root(manifest_dir).map_err(|error| error.to_string())
    })
}

/// The features that have a file in the lock.
pub(super) fn features(root: &Path) -> Result<Arc<Vec<String>>, String> {
    static KNOWN: Known<Arc<Vec<String>>> = Mutex::new(BTreeMap::new());
    known(&KNOWN, root, &root.join(LOCK_FOLDER), || {
        workspace::locked_features(root).map(Arc::new).map_err(|error| error.to_string())
    })
}

/// The messages in the file of a feature.
pub(super) fn index(root: &Path, feature: &str) -> Result<Arc<LockIndex<'static>>, String> {
    static KNOWN: Known<Arc<LockIndex<'static>>> = Mutex::new(BTreeMap::new());
    let file = lock_path(feature);
    let path = root.join(&file);
    known(&KNOWN, &path, &path, || {
        let text = workspace::read(root, &file).map_err(|error| error.to_string())?;
        let text = text.ok_or_else(|| format!("`{file}`: {}", io::ErrorKind::NotFound))?;
        LockIndex::new(feature.to_owned(), text).map(Arc::new).map_err(|error| error.to_string())
    })
}

/// When something on the disk was changed last, and how large it is.
type Stamp = (SystemTime, u64);

/// What was read, with the stamp of what it was read from.
type Known<T> = Mutex<BTreeMap<PathBuf, (Option<Stamp>, T)>>;

fn known<T: Clone>(
    known: &Known<T>,
    key: &Path,
    source: &Path,
    read: impl FnOnce() -> Result<T, String>,
) -> Result<T, String> {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let stamp = stamp(source);
    if let Some((before, value)) = known.get(key)
        && stamp.is_some()
        && *before == stamp
    {
        return Ok(value.clone());
    }
    let value = read()?;
    known.insert(key.to_owned(), (stamp, value.clone()));
    Ok(value)
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
