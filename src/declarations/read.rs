//! Reads declarations from a path: a lock, a compiled program or library, or a
//! catalog that a program wrote of itself. The only place of this module that
//! opens files. Whatever cannot be read in full is an error, never a gap.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use telemetry_artifact::{Artifact, ArtifactError};
use telemetry_schema::{
    Catalog,
    lock::{LOCK_FOLDER, Lock, LockError, LockedFeature, State},
};

use super::{Declarations, DeclarationsError};

/// The largest file of a lock that is read, in bytes. Ten thousand events of
/// one feature have about eight million.
const MAX_LOCK_FILE: u64 = 64 << 20;

impl Declarations {
    /// Reads the declarations at this path: the folder of a lock
    /// (`protocol/events`) or a folder that has one, such as the root of a
    /// workspace; an executable, shared library, object file, static library
    /// or rlib; or a file with a `telemetry.v1.Catalog`.
    ///
    /// # Errors
    /// When the path is none of these, cannot be read in full, or declares no
    /// event.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, DeclarationsError> {
        let path = path.as_ref();
        let entry = fs::metadata(path).map_err(|source| unreadable(path, source))?;
        let (declarations, kind) = if entry.is_dir() { read_lock(path)? } else { read_file(path)? };
        if declarations.is_empty() {
            return Err(DeclarationsError::NoEvents { path: path.to_owned(), kind });
        }
        let events = declarations.events();
        let gone = events.iter().filter(|event| *event.state() != State::Live).count();
        tracing::info!(path = %path.display(), kind, events = events.len() - gone, gone, "declarations are read");
        Ok(declarations)
    }

    /// Reads the declarations at each of these paths.
    ///
    /// # Errors
    /// The first that [`read`](Self::read) returns.
    pub fn read_all<P: AsRef<Path>>(
        paths: impl IntoIterator<Item = P>,
    ) -> Result<Self, DeclarationsError> {
        let mut paths = paths.into_iter();
        paths.try_fold(Self::default(), |all, path| Ok(all.and(Self::read(path)?)))
    }
}

fn unreadable(path: &Path, source: io::Error) -> DeclarationsError {
    DeclarationsError::Unreadable { path: path.to_owned(), source }
}

fn read_file(path: &Path) -> Result<(Declarations, &'static str), DeclarationsError> {
    if is_of_lock(path) {
        return Err(DeclarationsError::OneFileOfLock { path: path.to_owned() });
    }
    let artifact = Artifact::open(path).map_err(|error| match error {
        ArtifactError::Read { path, source } => DeclarationsError::Unreadable { path, source },
        ArtifactError::Unreadable { path, problem } => {
            DeclarationsError::Unusable { path, problem }
        }
    })?;
    let Artifact { kind, events, damage } = artifact;
    if let Some(damage) = damage.into_iter().next() {
        return Err(DeclarationsError::Damaged { path: path.to_owned(), damage });
    }
    if let Some(event) = events.iter().find(|event| event.unaccepted.is_some()) {
        let event = event.display_name();
        return Err(DeclarationsError::Unaccepted { path: path.to_owned(), event });
    }
    let catalog = Catalog::new(events)
        .map_err(|source| DeclarationsError::Contradicts { path: path.to_owned(), source })?;
    Ok((catalog.into(), kind.as_str()))
}

fn read_lock(path: &Path) -> Result<(Declarations, &'static str), DeclarationsError> {
    let below = path.join(LOCK_FOLDER);
    let has_one = below.try_exists().map_err(|source| unreadable(&below, source))?;
    let files = files_of(if has_one { &below } else { path })?;
    if files.is_empty() {
        return Err(DeclarationsError::NoLock { path: path.to_owned() });
    }
    let mut lock = Lock::default();
    for file in files {
        let (feature, locked) = read_feature(&file)?;
        lock.features.insert(feature, locked);
    }
    Ok((lock.into(), "lock"))
}

/// The files of the lock in this folder, in the order of their names.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, DeclarationsError> {
    let failed = |source| unreadable(folder, source);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        files.push(entry.map_err(failed)?.path());
    }
    files.retain(|path| is_of_lock(path));
    files.sort();
    Ok(files)
}

fn is_of_lock(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("proto"))
}

fn read_feature(path: &Path) -> Result<(String, LockedFeature), DeclarationsError> {
    let text = read_text(path).map_err(|source| unreadable(path, source))?;
    // A name that is not text is that of no feature.
    let feature = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let locked = LockedFeature::read(&feature, &text).map_err(|error| {
        let LockError { line, column, fault, .. } = error;
        DeclarationsError::Lock { path: path.to_owned(), line, column, fault }
    })?;
    Ok((feature, locked))
}

fn read_text(path: &Path) -> io::Result<String> {
    // Opening anything but a file can wait for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut text = String::new();
    File::open(path)?.take(MAX_LOCK_FILE + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_LOCK_FILE {
        return Err(io::Error::other(format!("it is larger than {MAX_LOCK_FILE} bytes")));
    }
    Ok(text)
}
