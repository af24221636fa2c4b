//! The command line: which subcommand runs, and with which exit status it ends.
//!
//! Every subcommand ends in one of the [`Outcome`]s or in an error; nothing
//! else decides about the exit status. Messages about what could not be done go
//! to standard error, results to standard output.

use std::{ffi::OsString, io::Write, process::ExitCode};

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::{
    accept, check, diff, docs,
    error::CommandError,
    inspect,
    output::{Color, Style, one_line},
    review, wrapper,
};

/// See, check and accept what a program is able to send.
#[derive(Debug, Parser)]
#[command(name = "cargo telemetry", bin_name = "cargo telemetry", version)]
#[command(after_help = "Exit status: 0 clean, 1 findings, 2 could not run.")]
struct Arguments {
    /// When to use colour; `auto` is on a terminal, unless NO_COLOR is set.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Inspect(inspect::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    Accept(accept::Arguments),
    Review(review::Arguments),
    Docs(docs::Arguments),
}

/// How a subcommand ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is to be done.
    Clean,
    /// Something is to be mended.
    Findings,
    /// What was asked for is known in part only.
    Incomplete,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Incomplete => COULD_NOT_RUN.into(),
        }
    }
}

pub(crate) const COULD_NOT_RUN: u8 = 2;

/// What cargo puts before the arguments of its subcommand.
const CARGOS_WORD: &str = "telemetry";

/// Runs the command with the arguments of a process, the first of which is the
/// program's own name. The exit status is 0 if all is clean, 1 if there are
/// findings and 2 if the work could not be done.
///
/// Cargo also runs this program in the place of the compiler, when it builds for
/// it; then the exit status is the compiler's.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<_> = arguments.into_iter().collect();
    if let Some(wrapped) = wrapper::wrapped(&arguments, &words()) {
        return wrapper::run(wrapped);
    }
    let arguments = match Arguments::try_parse_from(without_cargos(arguments)) {
        Ok(arguments) => arguments,
        Err(message) => {
            // Nowhere is left to report that the terminal has gone.
            let _ = message.print();
            let asked_for = !message.use_stderr();
            return if asked_for { ExitCode::SUCCESS } else { COULD_NOT_RUN.into() };
        }
    };
    let color = arguments.color;
    let outcome = dispatch(&arguments.command, color);
    outcome.map_or_else(|error| report(&error, color), ExitCode::from)
}

/// The words that can stand first on the command line.
fn words() -> Vec<String> {
    let command = Arguments::command();
    let subcommands = command.get_subcommands().map(|it| it.get_name().to_owned());
    subcommands.chain([CARGOS_WORD, "help"].map(str::to_owned)).collect()
}

/// Cargo calls `cargo-telemetry telemetry …`; people leave the second word out.
fn without_cargos(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|argument| argument == CARGOS_WORD) {
        arguments.remove(1);
    }
    arguments
}

fn dispatch(command: &Command, color: Color) -> Result<Outcome, CommandError> {
    match command {
        Command::Inspect(arguments) => inspect::run(arguments, color),
        Command::Check(arguments) => check::run(arguments, color),
        Command::Diff(arguments) => diff::run(arguments, color),
        Command::Accept(arguments) => accept::run(arguments, color),
        Command::Review(arguments) => review::run(arguments, color),
        Command::Docs(arguments) => docs::run(arguments),
    }
}

/// Says why the work could not be done. One that says it in several lines, such
/// as all faults of a file, keeps them.
fn report(error: &CommandError, color: Color) -> ExitCode {
    let stderr = std::io::stderr();
    let label = Style::of(color, &stderr).red("error");
    let text: Vec<_> = error.to_string().lines().map(one_line).collect();
    // Nowhere is left to report that the terminal has gone.
    let _ = writeln!(stderr.lock(), "{label}: {}", text.join("\n"));
    COULD_NOT_RUN.into()
}
