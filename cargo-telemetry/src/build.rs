//! Builds the workspace as cargo does, and says which files it made.
//!
//! The dependencies are those of `cargo build` and are not built again. What is
//! built of the workspace itself is nobody's to run, since nothing compared it
//! with the lock: it is kept apart, and the programs are put into a folder of
//! their own. Nothing here reads what was built.

mod config;
mod messages;
mod metadata;
mod selection;

use std::{
    io::BufReader,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{error::CommandError, output::Color, wrapper};
use metadata::Metadata;
pub(crate) use selection::Selection;

/// The folder of what is built here, below that of cargo.
const FOLDER: &str = "telemetry";

/// What was built.
pub(crate) struct Built {
    /// The programs and libraries of the workspace, in the order of their paths.
    pub(crate) files: Vec<PathBuf>,
    /// How many packages with a program or a library were not built.
    pub(crate) unbuilt: usize,
}

/// Builds what is selected of the workspace of this manifest, or of the one of
/// the current directory.
pub(crate) fn run(
    selection: &Selection,
    manifest: Option<&Path>,
    color: Color,
) -> Result<Built, CommandError> {
    let shared = selection.shared_arguments(manifest);
    let metadata = Metadata::ask(&shared, selection.target_dir.as_deref())?;
    let mut cargo = cargo();
    cargo.arg("build").args(shared).args(selection.to_arguments());
    // Objects with LTO are none yet: their sections are made when it is linked.
    cargo.arg("--config").arg(format!("profile.{}.lto=false", selection.profile()));
    cargo.arg("--message-format=json-render-diagnostics");
    cargo.args(color.for_cargo().map(|when| format!("--color={when}")));
    set_folders(&mut cargo, &metadata);
    let itself = std::env::current_exe().map_err(CommandError::Itself)?;
    wrapper::put_in_place(&mut cargo, &itself, config::wrapper_of_the_user().as_deref());
    collect(cargo, &metadata)
}

/// The cargo that called this command, or the one that is found.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// What is linked gets a folder of its own, so that `target/debug` has what
/// `cargo build` put there. The rest goes where it always goes, under names in
/// which cargo counts the wrapper; only the names of shared libraries have no
/// place for that, and with those everything has to be apart.
fn set_folders(cargo: &mut Command, metadata: &Metadata) {
    let own = metadata.target_directory.join(FOLDER);
    let shared = metadata.build_directory.as_ref().filter(|_| !metadata.has_shared_libraries);
    cargo.env("CARGO_BUILD_BUILD_DIR", shared.unwrap_or(&own));
    cargo.arg("--target-dir").arg(own);
}

/// Runs cargo, which says on standard error what it does, and reads what it
/// says of the files.
fn collect(mut cargo: Command, metadata: &Metadata) -> Result<Built, CommandError> {
    let mut child =
        cargo.stdout(Stdio::piped()).spawn().map_err(|source| CommandError::Cargo { source })?;
    let stdout = child.stdout.take().expect("it is piped");
    let found = messages::read(BufReader::new(stdout), metadata);
    let status = child.wait().map_err(|source| CommandError::Cargo { source })?;
    if !status.success() {
        return Err(CommandError::Build);
    }
    let found = found.map_err(|source| CommandError::Cargo { source })?;
    let unbuilt = metadata.built_by_themselves.difference(&found.packages).count();
    Ok(Built { files: found.files.into_iter().collect(), unbuilt })
}
