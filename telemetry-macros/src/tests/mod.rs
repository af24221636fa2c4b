//! Tests of the inner functions, which take and return tokens.

mod half_typed;
mod locked;
mod records;
mod reviews;
mod snapshots;

use std::{fs, path::Path, sync::OnceLock};

use tempfile::TempDir;

use crate::package::Package;

/// A package whose manifest is in this folder.
fn package(crate_name: &str, manifest_dir: &Path) -> Package {
    Package {
        manifest_dir: manifest_dir.to_owned(),
        crate_name: crate_name.to_owned(),
        unaccepted: false,
    }
}

/// A package of a workspace in which nothing was accepted or reviewed.
fn fresh(crate_name: &str) -> Package {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("Cargo.toml"), "[workspace]\n").expect("a manifest");
        folder
    });
    package(crate_name, folder.path())
}
