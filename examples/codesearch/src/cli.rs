//! The arguments of the command, and nothing that acts on them.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Search in a source tree, in the browser; with telemetry that can be watched.
///
/// Where events go is set by the flags below, or by the environment variables
/// TELEMETRY_GATEWAY_EXPORTER_EXPORT_ADDR, _CA_FILE, _TOKEN_FILE,
/// _EXPORT_INTERVAL, _MODE and the others of the exporter. Flags win.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Index a directory and answer searches until stopped.
    Serve(Serve),
    /// Everything at once: a gateway, the service, visitors, and a live table.
    Demo(Demo),
    /// Write the catalog of this program's events, which a gateway checks against.
    Catalog(Catalog),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The directory to search.
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    /// Where to listen; port 0 takes a free one. Whoever can reach this
    /// address can read the directory.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7070")]
    pub(crate) listen: SocketAddr,
    /// Where the queue, the user key and the instance id are kept.
    #[arg(long, value_name = "DIR", default_value = "codesearch-data")]
    pub(crate) data_dir: PathBuf,
    /// The port of the debug console, on this machine only; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(crate) console_port: u16,
    #[command(flatten)]
    pub(crate) export: Export,
}

/// Where events go.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The gateway to export to; without one, nothing leaves.
    #[arg(long, value_name = "URL")]
    pub(crate) export_addr: Option<String>,
    /// The certificate authority of the gateway, PEM; otherwise the system's.
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    /// The token that the gateway issued.
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The directory to search.
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    /// End after a number of requests; succeed only if every event arrived.
    #[arg(long)]
    pub(crate) once: bool,
    /// How many requests the visitors make with --once.
    #[arg(long, value_name = "N", default_value_t = 240)]
    pub(crate) requests: u64,
    /// How many requests the visitors make in a second without --once.
    #[arg(long, value_name = "N", default_value = "5")]
    pub(crate) per_second: NonZeroU32,
    /// Where everything is kept: queue, certificates, what the gateway stores.
    #[arg(long, value_name = "DIR", default_value = "target/demo")]
    pub(crate) data_dir: PathBuf,
    /// The port of the service; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// The port of the demo's own gateway; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub(crate) gateway_port: u16,
    /// The port of the debug console; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(crate) console_port: u16,
    /// Export to another gateway instead of starting one.
    #[command(flatten)]
    pub(crate) export: Export,
}

#[derive(Debug, Args)]
pub(crate) struct Catalog {
    /// The file to write.
    pub(crate) file: PathBuf,
}
