//! `telemetry console`.

use std::{io::Write as _, net::SocketAddr, path::PathBuf};

use clap::Args;
use telemetry_sdk::{
    Catalog,
    console::{Console, PAGE_PATH, TokenLogin},
};
use tokio::net::TcpListener;

use super::{Failure, stop::stop_signal};

/// Show what an instance exported, what waits, and what was refused and why.
///
/// Reads the data directory of an instance, running or not, and changes
/// nothing. Prints the address and a token to log in with; stops on SIGINT and
/// SIGTERM.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The data directory of the instance
    #[arg(long, value_name = "DIR")]
    data_dir: PathBuf,
    /// The catalog of the instance's program, to show what the values mean
    #[arg(long, value_name = "FILE")]
    catalog: Option<PathBuf>,
    /// Where to listen, an address of this machine; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(arguments))?;
    runtime.shutdown_background();
    Ok(())
}

async fn serve(arguments: &Arguments) -> Result<(), Failure> {
    let stop = stop_signal()?;
    let mut console = Console::read_only(arguments.data_dir.join("queue.db"));
    if let Some(path) = &arguments.catalog {
        console = console.catalog(read_catalog(path)?);
    }
    let (login, token) = TokenLogin::generate()?;
    let console = console.build(login)?;
    let listener = TcpListener::bind(arguments.listen).await.map_err(|error| {
        format!("cannot listen at {}: {error}; choose another port with --listen", arguments.listen)
    })?;
    let address = listener.local_addr()?;
    writeln!(std::io::stdout(), "console   http://{address}{PAGE_PATH}   token {token}")?;
    Ok(console.serve(listener, stop).await?)
}

fn read_catalog(path: &PathBuf) -> Result<Catalog, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|error| format!("cannot read the catalog {}: {error}", path.display()))?;
    Ok(Catalog::decode(&bytes).map_err(|error| format!("{}: {error}", path.display()))?)
}
