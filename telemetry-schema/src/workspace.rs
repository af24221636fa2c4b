//! The workspace around a package, and the files of its protocol.
//!
//! The only place of this crate that reads files. A package cannot choose what
//! it is judged by: the reviews and the lock are those of the workspace that
//! encloses it on the disk. What a manifest says about paths elsewhere
//! (`package.workspace`) is not followed, and a link that leads out of the
//! workspace is refused, since reviewers watch these files. Whatever cannot be
//! read is an error and never taken for absent.

use std::{
    error::Error,
    fmt, fs, io,
    path::{Component, Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use crate::{lock::LOCK_FOLDER, position::Positions, reviews::REVIEWS_PATH};

const MANIFEST: &str = "Cargo.toml";

/// Where the reviews of a package are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The root of the workspace, or the package's own directory if there is
    /// no workspace.
    pub root: PathBuf,
    /// The path of the reviews, whether or not there are any.
    pub path: PathBuf,
    /// The text of the reviews; `None` if there is no such file.
    pub text: Option<String>,
}

/// Why the reviews of a package cannot be told.
#[derive(Debug)]
pub enum LocateError {
    /// A manifest, or the directory of one, cannot be read.
    Manifest {
        /// The manifest or directory.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A manifest is not TOML, or its `workspace` is no table.
    Malformed {
        /// The manifest.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// The reviews or a file of the lock are there and cannot be read.
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The reviews or a file of the lock are a link out of the workspace.
    Outside {
        /// The file.
        path: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
}

impl fmt::Display for LocateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest { path, source } => write!(
                f,
                "cannot read `{}`: {source}; make it readable, the reviews and the lock are found by it",
                path.display()
            ),
            Self::Malformed { path, line, column, message } => write!(
                f,
                "{}:{line}:{column}: {message}; correct the manifest, the reviews and the lock are found by it",
                path.display()
            ),
            Self::File { path, source } => {
                write!(f, "cannot read `{}`: {source}; make it a readable file", path.display())
            }
            Self::Outside { path, target } => write!(
                f,
                "`{}` leads out of the workspace, to `{}`; put the file itself there, reviewers watch that one",
                path.display(),
                target.display()
            ),
        }
    }
}

impl Error for LocateError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Manifest { source, .. } | Self::File { source, .. } => Some(source),
            Self::Malformed { .. } | Self::Outside { .. } => None,
        }
    }
}

/// Finds and reads the reviews of the package whose manifest is in this
/// directory.
///
/// # Errors
/// As of [`root`] and [`read`].
pub fn locate(manifest_dir: &Path) -> Result<Located, LocateError> {
    let root = root(manifest_dir)?;
    let path = root.join(REVIEWS_PATH);
    let text = read(&root, REVIEWS_PATH)?;
    Ok(Located { root, path, text })
}

/// The root of the workspace around the package whose manifest is in this
/// directory.
///
/// The root is the nearest directory, from the package's own upward, whose
/// manifest has a `[workspace]` that does not exclude the package, by Cargo's
/// rule: an excluded path is out unless a member's path holds it too. Without
/// one it is the package's own directory. Directories are followed upward as
/// they are written, as Cargo does it, not as links resolve.
///
/// # Errors
/// When a manifest on the way cannot be read or understood.
pub fn root(manifest_dir: &Path) -> Result<PathBuf, LocateError> {
    find_root(&absolute(manifest_dir)?)
}

/// The directory as an absolute path without `..`, so that its ancestors are
/// those on the disk.
fn absolute(directory: &Path) -> Result<PathBuf, LocateError> {
    let upward = directory.components().any(|part| part == Component::ParentDir);
    let absolute = if upward { directory.canonicalize() } else { std::path::absolute(directory) };
    absolute.map_err(|source| LocateError::Manifest { path: directory.to_owned(), source })
}

fn find_root(package: &Path) -> Result<PathBuf, LocateError> {
    for directory in package.ancestors() {
        let own = directory == package;
        let path = directory.join(MANIFEST);
        let manifest = match fs::read_to_string(&path) {
            Ok(manifest) => manifest,
            // Only the package itself has to have one.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !own => continue,
            Err(source) => return Err(LocateError::Manifest { path, source }),
        };
        let workspace = read_workspace(&path, &manifest)?;
        // A workspace cannot exclude the package that it is declared in.
        if workspace.is_some_and(|workspace| own || workspace.holds(directory, package)) {
            return Ok(directory.to_owned());
        }
    }
    Ok(package.to_owned())
}

/// What a `[workspace]` says about who belongs to it.
#[derive(Default)]
struct Workspace {
    members: Vec<String>,
    exclude: Vec<String>,
}

impl Workspace {
    fn holds(&self, root: &Path, package: &Path) -> bool {
        let any = |paths: &[String]| paths.iter().any(|path| package.starts_with(root.join(path)));
        !any(&self.exclude) || any(&self.members)
    }
}

fn read_workspace(path: &Path, manifest: &str) -> Result<Option<Workspace>, LocateError> {
    let malformed = |at: usize, message: &str| {
        let (line, column) = Positions::of(manifest).find(at);
        LocateError::Malformed { path: path.to_owned(), line, column, message: message.to_owned() }
    };
    let document = DeTable::parse(manifest)
        .map_err(|error| malformed(error.span().map_or(0, |span| span.start), error.message()))?;
    let Some(workspace) = document.get_ref().get("workspace") else { return Ok(None) };
    let at = workspace.span().start;
    let DeValue::Table(table) = workspace.get_ref() else {
        return Err(malformed(at, "`workspace` is not a table"));
    };
    let paths = |key| paths(table, key).ok_or(malformed(at, "a path of `workspace` is no text"));
    Ok(Some(Workspace { members: paths("members")?, exclude: paths("exclude")? }))
}

/// The list of texts under this key, empty without one; `None` if it is
/// something else.
fn paths(table: &DeTable<'_>, key: &str) -> Option<Vec<String>> {
    let Some(value) = table.get(key) else { return Some(Vec::new()) };
    let items = value.get_ref().as_array()?.iter();
    items.map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
}

/// The text of a file below the root of a workspace, given by its path from
/// there; nothing if there is no such file.
///
/// # Errors
/// When the file is there and cannot be read, or is a link that leads out of
/// the root.
pub fn read(root: &Path, file: &str) -> Result<Option<String>, LocateError> {
    let path = root.join(file);
    let failed = |source| LocateError::File { path: path.clone(), source };
    // Asks for the entry itself: a link to nowhere is there and unreadable.
    match fs::symlink_metadata(&path) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    let target = path.canonicalize().map_err(failed)?;
    if !target.starts_with(root.canonicalize().map_err(failed)?) {
        return Err(LocateError::Outside { path, target });
    }
    // Opening anything but a file can wait for ever.
    if !fs::metadata(&target).map_err(failed)?.is_file() {
        return Err(failed(io::Error::other("not a file")));
    }
    fs::read_to_string(&target).map(Some).map_err(failed)
}

/// The features that have a file in the lock of the workspace with this root,
/// in the order of their names. Other files are not of the lock.
///
/// # Errors
/// When the folder of the lock is there and cannot be read.
pub fn locked_features(root: &Path) -> Result<Vec<String>, LocateError> {
    let path = root.join(LOCK_FOLDER);
    let failed = |source| LocateError::File { path: path.clone(), source };
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut features = Vec::new();
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        features
            .extend(name.to_str().and_then(|name| name.strip_suffix(".proto")).map(str::to_owned));
    }
    features.sort_unstable();
    Ok(features)
}
