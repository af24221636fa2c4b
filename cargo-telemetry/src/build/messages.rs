//! What cargo says while it builds, line by line.

use std::{
    collections::BTreeSet,
    io::{self, BufRead},
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::metadata::Metadata;

/// The files of the workspace that a build left.
#[derive(Default)]
pub(super) struct Found {
    pub(super) files: BTreeSet<PathBuf>,
    /// The ids of their packages.
    pub(super) packages: BTreeSet<String>,
}

pub(super) fn read(messages: impl BufRead, metadata: &Metadata) -> io::Result<Found> {
    let mut found = Found::default();
    for line in messages.lines() {
        let line = line?;
        match serde_json::from_str(&line) {
            Ok(message) => found.add(&message, metadata),
            // What the programs that cargo runs print, it hands on.
            Err(_) => eprintln!("{line}"),
        }
    }
    Ok(found)
}

impl Found {
    fn add(&mut self, message: &Value, metadata: &Metadata) {
        let id = message["package_id"].as_str().unwrap_or_default();
        if message["reason"] != "compiler-artifact" || !metadata.members.contains(id) {
            return;
        }
        self.packages.insert(id.to_owned());
        if runs_while_building(&message["target"]) {
            return;
        }
        let names = message["filenames"].as_array().into_iter().flatten();
        let files = names.filter_map(Value::as_str).map(PathBuf::from);
        self.files.extend(files.filter(|file| holds_events(file)));
    }
}

/// Build scripts and macros are of no program.
fn runs_while_building(target: &Value) -> bool {
    let kinds = target["kind"].as_array().into_iter().flatten();
    kinds.filter_map(Value::as_str).any(|kind| ["custom-build", "proc-macro"].contains(&kind))
}

/// What the compiler knows of a crate, and debug information, are no programs.
fn holds_events(file: &Path) -> bool {
    let extension = file.extension().and_then(|it| it.to_str());
    !extension.is_some_and(|it| ["rmeta", "d", "dwp", "pdb", "dSYM"].contains(&it))
}
