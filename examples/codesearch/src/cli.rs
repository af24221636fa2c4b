//! The arguments of the command, and nothing that acts on them.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Search in a source tree, in the browser.
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
}
