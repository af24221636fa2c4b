//! Runs cargo and tells what it cost. Depends on `package`; knows nothing of
//! rounds or ratios.
//!
//! The CPU time is what the operating system has added up for finished child
//! processes, and theirs: cargo waits for the compiler, and the compiler for
//! the linker. It suffers less from other work on the machine than the time on
//! the wall does.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use nix::sys::{
    resource::{UsageWho, getrusage},
    time::{TimeVal, TimeValLike as _},
};

use crate::{error::Error, package::Package};

/// What a command took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Of all processes together, user and system.
    pub(crate) cpu: Duration,
    /// From start to end.
    pub(crate) wall: Duration,
}

/// What is asked of cargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Check,
    Build,
    Release,
}

impl Mode {
    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Build => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// Brings the dependencies onto the machine and fits the copied lock file to
/// the package. The only step that may use the network.
pub(crate) fn fetch(package: &Package) -> Result<(), Error> {
    run(&["fetch"], package, None).map(drop)
}

/// Builds the package and whatever of its dependencies is not built.
pub(crate) fn build(package: &Package, target: &Path, mode: Mode) -> Result<Cost, Error> {
    let arguments = [mode.arguments(), &["--offline", "--locked"]].concat();
    run(&arguments, package, Some(target))
}

/// Removes what was built of this package alone, also what the compiler keeps
/// for the next incremental build, and builds it again.
pub(crate) fn rebuild(package: &Package, target: &Path, mode: Mode) -> Result<Cost, Error> {
    run(&["clean", "--offline", "--locked", "--package", &package.name], package, Some(target))?;
    build(package, target, mode)
}

fn run(arguments: &[&str], package: &Package, target: Option<&Path>) -> Result<Cost, Error> {
    let mut command = Command::new("cargo");
    command.args(arguments).arg("--quiet").arg("--manifest-path").arg(package.manifest());
    if let Some(target) = target {
        command.env("CARGO_TARGET_DIR", target);
    }
    timed(&mut command)
}

/// Runs a command that has to succeed.
pub(crate) fn timed(command: &mut Command) -> Result<Cost, Error> {
    let text = format!("{command:?}");
    let (cpu, start) = (children_cpu()?, Instant::now());
    let output =
        command.output().map_err(|source| Error::NoCargo { command: text.clone(), source })?;
    let wall = start.elapsed();
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        let output = String::from_utf8_lossy(&said).into_owned();
        return Err(Error::Cargo { command: text, output });
    }
    Ok(Cost { cpu: children_cpu()?.saturating_sub(cpu), wall })
}

/// The CPU time of all children that have finished since the start.
fn children_cpu() -> Result<Duration, Error> {
    let usage =
        getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|source| Error::NoCpuTime { source })?;
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

fn duration(time: TimeVal) -> Duration {
    Duration::from_micros(time.num_microseconds().unsigned_abs())
}
