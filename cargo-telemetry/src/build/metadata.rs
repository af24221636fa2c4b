//! What cargo knows of a workspace before it builds.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::Value;

use super::cargo;
use crate::error::CommandError;

/// A workspace.
pub(super) struct Metadata {
    /// Where the results of a build go.
    pub(super) target_directory: PathBuf,
    /// Where everything else of a build goes; older versions of cargo do not
    /// tell.
    pub(super) build_directory: Option<PathBuf>,
    /// The packages of the workspace, by their ids.
    pub(super) members: BTreeSet<String>,
    /// Those of them that have a program, or a library for programs.
    pub(super) built_by_themselves: BTreeSet<String>,
    /// Whether a package of the workspace is built as a shared library.
    pub(super) has_shared_libraries: bool,
}

impl Metadata {
    /// Asks cargo, with the arguments that every call of it has.
    pub(super) fn ask(shared: &[OsString], target: Option<&Path>) -> Result<Self, CommandError> {
        let mut cargo = cargo();
        cargo.args(["metadata", "--no-deps", "--format-version=1"]).args(shared);
        if let Some(target) = target {
            cargo.env("CARGO_TARGET_DIR", target);
        }
        // What is wrong with a manifest cargo says itself.
        let output = cargo.stderr(Stdio::inherit()).output();
        let output = output.map_err(|source| CommandError::Cargo { source })?;
        if !output.status.success() {
            return Err(CommandError::Metadata);
        }
        let metadata: Value =
            serde_json::from_slice(&output.stdout).map_err(|_| CommandError::Metadata)?;
        Self::of(&metadata).ok_or(CommandError::Metadata)
    }

    fn of(metadata: &Value) -> Option<Self> {
        let directory = |name: &str| metadata[name].as_str().map(PathBuf::from);
        let ids = metadata["workspace_members"].as_array()?.iter().filter_map(Value::as_str);
        let members: BTreeSet<String> = ids.map(str::to_owned).collect();
        let packages = metadata["packages"].as_array()?.iter().filter_map(|package| {
            Some((package["id"].as_str().filter(|id| members.contains(*id))?, package))
        });
        let with = |kinds: &[&str]| -> BTreeSet<String> {
            let packages = packages.clone().filter(|(_, package)| has_kind(package, kinds));
            packages.map(|(id, _)| id.to_owned()).collect()
        };
        Some(Self {
            target_directory: directory("target_directory")?,
            build_directory: directory("build_directory"),
            built_by_themselves: with(&["bin", "lib", "rlib", "dylib", "cdylib", "staticlib"]),
            has_shared_libraries: !with(&["dylib", "cdylib"]).is_empty(),
            members,
        })
    }
}

/// Whether a target of the package is of one of these kinds.
fn has_kind(package: &Value, wanted: &[&str]) -> bool {
    let targets = package["targets"].as_array().into_iter().flatten();
    let kinds = targets.flat_map(|target| target["kind"].as_array().into_iter().flatten());
    kinds.filter_map(Value::as_str).any(|kind| wanted.contains(&kind))
}
