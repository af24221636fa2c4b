//! The command line: one file per subcommand, each of which turns flags into
//! the settings of the library and calls it. No rule of the product lives here.
//!
//! Exit status 0 for success, 1 for every error, with one message on standard
//! error that says what to do.

mod certificates;
#[cfg(feature = "console")]
mod console;
mod gateway;
mod mode;
mod queue;
mod stop;
mod switch;

use std::{error::Error, process::ExitCode};

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// Receive telemetry events, and read what an instance keeps of its own.
#[derive(Debug, Parser)]
#[command(name = "telemetry", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Gateway(gateway::Arguments),
    Certificates(certificates::Arguments),
    Queue(queue::Arguments),
    Mode(mode::Arguments),
    Switch(switch::Arguments),
    #[cfg(feature = "console")]
    Console(console::Arguments),
}

type Failure = Box<dyn Error + Send + Sync>;

/// Runs the command that the process was started with.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(message) => {
            let asked_for = !message.use_stderr();
            // Nowhere is left to report that the terminal has gone.
            let _ = message.print();
            return if asked_for { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
    };
    log_to_stderr();
    match dispatch(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Gateway(arguments) => gateway::run(arguments),
        Command::Certificates(arguments) => certificates::run(&arguments),
        Command::Queue(arguments) => queue::run(&arguments),
        Command::Mode(arguments) => mode::run(&arguments),
        Command::Switch(arguments) => switch::run(&arguments),
        #[cfg(feature = "console")]
        Command::Console(arguments) => console::run(&arguments),
    }
}

/// Logs from level `info` on, or as `RUST_LOG` says.
fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
