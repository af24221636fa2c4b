//! The `codesearch` command: arguments in, messages and an exit status out.
//! What the service does is in the library.

mod cli;
mod console;
mod demo;
mod serve;
mod stop;
mod telemetry;

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use cli::{Arguments, Catalog, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = match arguments.command {
        Command::Serve(serve) => {
            start_log("info");
            serve::run(serve).await
        }
        Command::Demo(demo) => {
            // The table says what is worth saying.
            start_log("error");
            demo::run(demo).await
        }
        Command::Catalog(catalog) => write_catalog(&catalog),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not through the log, which can be switched off.
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Messages go to standard error; `RUST_LOG=codesearch=debug` shows more.
fn start_log(level: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

fn write_catalog(catalog: &Catalog) -> Result<(), Box<dyn Error>> {
    let file = catalog.file.display();
    telemetry_core::write_catalog(&catalog.file)
        .map_err(|error| format!("cannot write `{file}`: {error}; choose another path").into())
}
