//! `telemetry console`.

use std::{io::Write as _, net::SocketAddr, path::PathBuf};

use clap::Args;
use telemetry_sdk::{
    console::{Console, PAGE_PATH, TokenLogin},
    declarations::Declarations,
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
    /// What declares the instance's events, to show what the values mean: the
    /// folder of a lock (`protocol/events`) or its workspace, a compiled program
    /// or library, or a catalog that a program wrote; several are divided by
    /// commas
    #[arg(long = "catalog", value_name = "PATH", value_delimiter = ',')]
    catalogs: Vec<PathBuf>,
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
    let declarations = Declarations::read_all(&arguments.catalogs)?;
    let console = Console::read_only(arguments.data_dir.join("queue.db")).catalog(declarations);
    let (login, token) = TokenLogin::generate()?;
    let console = console.build(login)?;
    let listener = TcpListener::bind(arguments.listen).await.map_err(|error| {
        format!("cannot listen at {}: {error}; choose another port with --listen", arguments.listen)
    })?;
    let address = listener.local_addr()?;
    writeln!(std::io::stdout(), "console   http://{address}{PAGE_PATH}   token {token}")?;
    Ok(console.serve(listener, stop).await?)
}
