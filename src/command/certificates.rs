//! `telemetry certificates`.

use std::{io::Write as _, path::PathBuf};

use clap::Args;
use telemetry_sdk::gateway::certificates;

use super::Failure;

/// Write a throw-away certificate authority and a server certificate.
///
/// Writes `ca.pem` (what clients trust), `gateway.pem` and `gateway.key`.
/// Valid ones are kept, expired ones renewed. For trying out only.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The directory for the files; created if it is missing
    directory: PathBuf,
    /// The host names and addresses of the gateway
    #[arg(
        long = "name",
        value_name = "NAMES",
        value_delimiter = ',',
        default_value = "localhost,127.0.0.1"
    )]
    names: Vec<String>,
    /// For how many days the certificates are valid
    #[arg(long, default_value_t = 30)]
    days: u16,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let files = certificates::ensure(&arguments.directory, &arguments.names, arguments.days)?;
    let word = if files.renewed { "written" } else { "kept" };
    for path in [&files.ca, &files.certificate, &files.key] {
        writeln!(std::io::stdout(), "{word}: {}", path.display())?;
    }
    Ok(())
}
