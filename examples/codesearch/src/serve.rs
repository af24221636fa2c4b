//! The service by itself.

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use codesearch::features::Recorders;
use codesearch::index::{Limits, Report};
use codesearch::service::{App, Server};
use telemetry_sdk::Telemetry;

use crate::cli::Serve;
use crate::console::RunningConsole;
use crate::stop::StopSignals;
use crate::telemetry;

/// How long stopping waits for the last events to be stored and exported.
const LAST_EXPORT: Duration = Duration::from_secs(10);

pub(crate) async fn run(serve: Serve) -> Result<(), Box<dyn Error>> {
    let telemetry = telemetry::start(&serve.data_dir, &telemetry::settings(&serve.export)?)?;
    let app = App::open(&serve.path, Limits::default(), Recorders::new(&telemetry))?
        .with_users(telemetry.user_key().clone());
    say_what_was_indexed(app.index().report());
    let server = Server::bind(app, serve.listen).await?;
    let stop = StopSignals::catch()?;
    let console = RunningConsole::start(&telemetry, serve.console_port).await?;
    announce(&format!("listening on http://{}/\n{}\n", server.address(), console.heading));
    server.run(stop.received()).await?;
    console.stop().await;
    let ended = tokio::task::spawn_blocking(move || end(telemetry)).await?;
    ended.map_err(|error| -> Box<dyn Error> { error })?;
    tracing::info!("stopped");
    Ok(())
}

/// On standard output, for scripts: with port 0 nobody else knows the address.
/// A launcher that has read enough and closed the pipe is no reason to stop.
fn announce(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Stores and exports what was recorded last. Events that cannot be exported
/// stay in the data directory for the next start, and the exit status says so.
fn end(telemetry: Telemetry) -> Result<(), Box<dyn Error + Send + Sync>> {
    let exported = telemetry.export_now(LAST_EXPORT);
    telemetry.shutdown(LAST_EXPORT)?;
    Ok(exported?)
}

pub(crate) fn say_what_was_indexed(report: &Report) {
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
