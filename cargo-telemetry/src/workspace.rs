//! The workspace whose reviews and lock count.

use std::path::{Path, PathBuf};

use telemetry_schema::reviews::{Located, Reviews, locate};

use crate::error::CommandError;

/// A workspace with its reviews.
pub(crate) struct Workspace {
    /// The directory of its manifest.
    pub(crate) root: PathBuf,
    /// Where the reviews are, or would be.
    pub(crate) reviews_path: PathBuf,
    /// The text of the reviews; empty if there is no such file.
    pub(crate) reviews_text: String,
    /// Whether there is such a file.
    pub(crate) has_reviews: bool,
    pub(crate) reviews: Reviews,
}

/// The workspace of this manifest, or of the current directory.
pub(crate) fn find(manifest: Option<&Path>) -> Result<Workspace, CommandError> {
    let directory = match manifest {
        Some(manifest) => directory_of(manifest)?,
        None => nearest_package()?,
    };
    let Located { root, path, text } = locate(&directory)?;
    let has_reviews = text.is_some();
    let reviews_text = text.unwrap_or_default();
    let reviews = Reviews::parse(&reviews_text)?;
    Ok(Workspace { root, reviews_path: path, reviews_text, has_reviews, reviews })
}

/// The directory of a manifest: a name alone has an empty one.
fn directory_of(manifest: &Path) -> Result<PathBuf, CommandError> {
    if !manifest.is_file() {
        return Err(CommandError::NotAManifest { path: manifest.to_owned() });
    }
    let parent = manifest.parent().filter(|parent| !parent.as_os_str().is_empty());
    Ok(parent.unwrap_or(Path::new(".")).to_owned())
}

fn nearest_package() -> Result<PathBuf, CommandError> {
    let directory = std::env::current_dir().map_err(CommandError::Directory)?;
    let nearest = directory.ancestors().find(|it| it.join("Cargo.toml").exists());
    let nearest = nearest.map(Path::to_owned);
    nearest.ok_or(CommandError::NoManifest { directory })
}
