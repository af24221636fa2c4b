//! What is known of the package that is being compiled.
//!
//! Cargo tells it in the environment of the compiler; an editor may not.
//! Nothing here decides what may leave: the one thing that is switched off,
//! the comparison with what was accepted, leaves a mark in every record, and
//! such events are withheld.

use std::{env, path::PathBuf};

/// Set by `cargo telemetry` for the packages of a workspace.
const RELAX: &str = "CARGO_TELEMETRY_RELAX";

/// The package that is being compiled.
pub(crate) struct Package {
    /// The directory of its manifest, where the search for the workspace
    /// begins.
    pub(crate) manifest_dir: PathBuf,
    /// The crate. Without it only the text of a message is poorer.
    pub(crate) crate_name: String,
    /// Whether to compile what nobody has accepted yet, as `cargo telemetry`
    /// does to learn what there is to accept.
    pub(crate) unaccepted: bool,
}

impl Package {
    /// What the environment says.
    pub(crate) fn of_build() -> Self {
        Self {
            manifest_dir: env::var_os("CARGO_MANIFEST_DIR").map(Into::into).unwrap_or_default(),
            crate_name: env::var("CARGO_CRATE_NAME").unwrap_or_default(),
            unaccepted: is_unaccepted(),
        }
    }
}

/// Cargo keeps what was built under a wrapper of the workspace's packages apart
/// from all other builds; without one, the variable alone would leave marked
/// events in the cache of the ordinary build.
fn is_unaccepted() -> bool {
    let wrapped = env::var_os("RUSTC_WORKSPACE_WRAPPER").is_some_and(|it| !it.is_empty());
    wrapped && env::var_os(RELAX).is_some_and(|it| it == "1")
}
