//! The workspace whose reviews and lock count.

use std::path::{Path, PathBuf};

use telemetry_schema::reviews::{Located, locate};

use crate::error::CommandError;

/// The workspace of this manifest, or of the current directory.
pub(crate) fn find(manifest: Option<&Path>) -> Result<Located, CommandError> {
    let directory = match manifest {
        Some(manifest) => directory_of(manifest),
        None => nearest_package()?,
    };
    Ok(locate(&directory)?)
}

/// The directory of a manifest: a name alone has an empty one.
fn directory_of(manifest: &Path) -> PathBuf {
    let parent = manifest.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

fn nearest_package() -> Result<PathBuf, CommandError> {
    let directory = std::env::current_dir().map_err(CommandError::Directory)?;
    let nearest = directory.ancestors().find(|it| it.join("Cargo.toml").exists());
    let nearest = nearest.map(Path::to_owned);
    nearest.ok_or(CommandError::NoManifest { directory })
}
