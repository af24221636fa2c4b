//! This program in the place of the compiler.
//!
//! `cargo telemetry` sets itself as cargo's `RUSTC_WORKSPACE_WRAPPER`. Cargo then
//! runs it for each crate of the workspace, and keeps what such a wrapper built
//! apart from what `cargo build` makes. Here the compiler is run with exactly
//! the arguments that it would have had, and told that nothing was compared with
//! the lock. No argument is looked at beyond the first.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
    process::{Command, ExitCode},
};

/// Tells this program that cargo may run it as a wrapper.
const MARK: &str = "CARGO_TELEMETRY_WRAPS";

/// The wrapper that would have been run without this one; not set without.
const INNER: &str = "CARGO_TELEMETRY_INNER_WRAPPER";

/// What the macros see when they leave the comparison with the lock to this
/// command; they also look for the wrapper.
const RELAX: (&str, &str) = ("CARGO_TELEMETRY_RELAX", "1");

/// Cargo's own variable for such a program.
pub(crate) const WRAPPER: &str = "RUSTC_WORKSPACE_WRAPPER";

/// Makes cargo run this program for each crate of the workspace; one that was
/// to be run so before is run by it.
pub(crate) fn put_in_place(cargo: &mut Command, itself: &Path, inner: Option<&OsStr>) {
    cargo.env(WRAPPER, itself).env(MARK, "1");
    match inner {
        Some(inner) => cargo.env(INNER, inner),
        None => cargo.env_remove(INNER),
    };
}

/// The compiler and its arguments, if cargo runs this program as its wrapper.
///
/// What the compiler starts inherits the mark, so the first argument decides as
/// well: it is a compiler, and neither a word of our command line nor a flag.
pub(crate) fn wrapped<'a>(arguments: &'a [OsString], words: &[String]) -> Option<&'a [OsString]> {
    let wrapped = arguments.get(1..)?;
    let compiler = wrapped.first()?;
    let ours = compiler
        .to_str()
        .is_some_and(|it| words.iter().any(|word| word == it) || it.starts_with('-'));
    (std::env::var_os(MARK).is_some() && !ours).then_some(wrapped)
}

/// Runs the compiler, or the inner wrapper before it.
pub(crate) fn run(wrapped: &[OsString]) -> ExitCode {
    let inner = std::env::var_os(INNER);
    let mut words = inner.iter().chain(wrapped);
    let program = words.next().expect("the compiler is there");
    let mut command = Command::new(program);
    // A wrapper that is this program again has nothing further to run.
    command.args(words).env(RELAX.0, RELAX.1).env_remove(INNER);
    become_it(&mut command)
}

/// Goes on as this command; returns only if it cannot be run.
#[cfg(unix)]
fn become_it(command: &mut Command) -> ExitCode {
    use std::os::unix::process::CommandExt as _;
    let error = command.exec();
    failed(command, &error)
}

/// Runs this command to its end.
#[cfg(not(unix))]
fn become_it(command: &mut Command) -> ExitCode {
    match command.status() {
        Ok(status) => status.code().map_or(ExitCode::FAILURE, |code| ExitCode::from(code as u8)),
        Err(error) => failed(command, &error),
    }
}

fn failed(command: &Command, error: &std::io::Error) -> ExitCode {
    let program = command.get_program().to_string_lossy();
    eprintln!("error: cannot run `{program}`: {error}; it is what cargo or its settings name");
    ExitCode::from(crate::command::COULD_NOT_RUN)
}
