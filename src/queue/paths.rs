//! The files of a queue and their modes. Everything is for the owner only,
//! because local parts are in there.
//!
//! The database file itself is never opened here: closing any descriptor of
//! it would drop the locks that SQLite holds on it in this process.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::error::QueueError;

/// `path` with `suffix` after its whole name: `queue.db` and `.lock` give
/// `queue.db.lock`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The directory that holds `path`.
pub(super) fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Creates the directory of `path` with all above it, if missing.
pub(super) fn prepare_directory(path: &Path) -> Result<(), QueueError> {
    let directory = directory(path);
    if directory.is_dir() {
        return Ok(());
    }
    owner_only_directories()
        .create(directory)
        .map_err(|source| QueueError::NoDirectory { path: directory.to_owned(), source })
}

/// Takes the lock of the writing process; it is held until the file is
/// dropped, also by a crash.
pub(super) fn lock(path: &Path) -> Result<File, QueueError> {
    let lock = beside(path, ".lock");
    let file = owner_only_file().create(true).truncate(false).open(&lock);
    let file = file.map_err(|source| QueueError::NotWritable { path: lock.clone(), source })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(QueueError::InUse { path: path.to_owned() }),
        Err(fs::TryLockError::Error(source)) => Err(QueueError::NotWritable { path: lock, source }),
    }
}

/// Options for a new file that only its owner may read or write.
pub(super) fn owner_only_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn owner_only_directories() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Takes the file away from everybody but its owner.
pub(super) fn make_private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
