//! Runs `cargo telemetry`, built in release as `cargo install` does. Depends on
//! `cargo` for what a command costs.

use std::{ffi::OsStr, process::Command};

use crate::{
    cargo::{self, Cost},
    error::Error,
    package::{Package, Rooms},
};

/// Builds the command. What is built already costs a moment.
pub(crate) fn prepare(rooms: &Rooms) -> Result<(), Error> {
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--release", "--locked", "--package", "cargo-telemetry"]);
    command.arg("--manifest-path").arg(rooms.manifest());
    command.env("CARGO_TARGET_DIR", rooms.own_target());
    cargo::timed(&mut command).map(drop)
}

/// Runs the command for the workspace that the package is, and expects that it
/// finds nothing to mend.
pub(crate) fn run(rooms: &Rooms, package: &Package, arguments: &[&OsStr]) -> Result<Cost, Error> {
    let mut command = Command::new(rooms.own_target().join("release/cargo-telemetry"));
    command.current_dir(package.directory()).args(arguments);
    cargo::timed(&mut command)
}
