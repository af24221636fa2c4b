//! The `codesearch` command: arguments in, messages and an exit status out.
//! What the service does is in the library.

mod cli;
mod stop;

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use codesearch::index::{Limits, Report};
use codesearch::service::{App, Server};
use tracing_subscriber::EnvFilter;

use cli::{Arguments, Command, Serve};
use stop::StopSignals;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    start_log();
    let ended = match arguments.command {
        Command::Serve(serve) => run(serve).await,
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
fn start_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

async fn run(serve: Serve) -> Result<(), Box<dyn Error>> {
    let app = App::open(&serve.path, Limits::default())?;
    say_what_was_indexed(app.index().report());
    let server = Server::bind(app, serve.listen).await?;
    let stop = StopSignals::catch()?;
    // On standard output, for scripts: with port 0 nobody else knows it.
    writeln!(std::io::stdout(), "listening on http://{}/", server.address())?;
    server.run(stop.received()).await?;
    tracing::info!("stopped");
    Ok(())
}

fn say_what_was_indexed(report: &Report) {
    tracing::info!(
        files = report.files,
        bytes = report.bytes,
        files_without_trigrams = report.files_without_trigrams,
        trigram_bytes = report.trigram_bytes,
        skipped = ?report.skipped,
        elapsed = ?report.elapsed,
        "the tree is indexed"
    );
}
