//! Where the reviews of a package are, and their text.
//!
//! The only place of this crate that reads files. A package cannot choose its
//! reviews: they are those of the workspace that encloses it on the disk.
//! What a manifest says about paths elsewhere (`package.workspace`) is not
//! followed, and a link that leads out of the workspace is refused, since
//! reviewers watch one file. Whatever cannot be read is an error and never
//! taken for absent.

use std::{
    error::Error,
    fmt, fs, io,
    path::{Component, Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use super::{REVIEWS_PATH, position::Positions};

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
    /// The reviews are there and cannot be read.
    Reviews {
        /// The reviews.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The reviews are a link out of the workspace.
    Outside {
        /// The reviews.
        path: PathBuf,
        /// Where they lead.
        target: PathBuf,
    },
}

impl fmt::Display for LocateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest { path, source } => write!(
                f,
                "cannot read `{}`: {source}; make it readable, the reviews are found by it",
                path.display()
            ),
            Self::Malformed { path, line, column, message } => write!(
                f,
                "{}:{line}:{column}: {message}; correct the manifest, the reviews are found by it",
                path.display()
            ),
            Self::Reviews { path, source } => {
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
            Self::Manifest { source, .. } | Self::Reviews { source, .. } => Some(source),
            Self::Malformed { .. } | Self::Outside { .. } => None,
        }
    }
}

/// Finds and reads the reviews of the package whose manifest is in this
/// directory.
///
/// The root is the nearest directory, from the package's own upward, whose
/// manifest has a `[workspace]` that does not exclude the package, by Cargo's
/// rule: an excluded path is out unless a member's path holds it too. Without
/// one it is the package's own directory. Directories are followed upward as
/// they are written, as Cargo does it, not as links resolve.
///
/// # Errors
/// When a manifest on the way or the reviews cannot be read or understood, or
/// when the reviews are a link that leads out of the root.
pub fn locate(manifest_dir: &Path) -> Result<Located, LocateError> {
    let package = absolute(manifest_dir)?;
    let root = find_root(&package)?;
    let path = root.join(REVIEWS_PATH);
    let text = read_reviews(&root, &path)?;
    Ok(Located { root, path, text })
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

fn read_reviews(root: &Path, path: &Path) -> Result<Option<String>, LocateError> {
    let failed = |source| LocateError::Reviews { path: path.to_owned(), source };
    // Asks for the entry itself: a link to nowhere is there and unreadable.
    match fs::symlink_metadata(path) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    let target = path.canonicalize().map_err(failed)?;
    if !target.starts_with(root.canonicalize().map_err(failed)?) {
        return Err(LocateError::Outside { path: path.to_owned(), target });
    }
    // Opening anything but a file can wait for ever.
    if !fs::metadata(&target).map_err(failed)?.is_file() {
        return Err(failed(io::Error::other("not a file")));
    }
    fs::read_to_string(&target).map(Some).map_err(failed)
}
