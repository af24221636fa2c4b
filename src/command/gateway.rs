//! `telemetry gateway`.

use std::{convert::Infallible, io::Write as _, net::SocketAddr, path::PathBuf};

use clap::Args;
use telemetry_schema::nearest;
use telemetry_sdk::{
    config,
    gateway::{Gateway, GatewayConfig, TenantConfig},
};

use super::{Failure, stop::stop_signal};

/// Receive events over TLS, check them against their declarations and store them.
///
/// Prints `gateway: listening on https://ADDRESS` when it is ready; stops on
/// SIGINT and SIGTERM after the batches at hand.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(
        long,
        env = "TELEMETRY_GATEWAY_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:4443"
    )]
    listen: SocketAddr,
    /// The directory for everything that is stored
    #[arg(long, env = "TELEMETRY_GATEWAY_DATA_DIR", value_name = "DIR")]
    data_dir: PathBuf,
    /// What declares the events that are accepted: the folder of a lock
    /// (`protocol/events`) or its workspace, a compiled program or library, or a
    /// catalog that a program wrote; several are divided by commas
    #[arg(
        long = "catalog",
        env = "TELEMETRY_GATEWAY_CATALOG",
        value_name = "PATH",
        value_delimiter = ',',
        required = true
    )]
    catalogs: Vec<PathBuf>,
    /// The certificate chain of the gateway, PEM
    #[arg(long, env = "TELEMETRY_GATEWAY_CERT", value_name = "FILE")]
    cert: PathBuf,
    /// The private key of the certificate, PEM
    #[arg(long, env = "TELEMETRY_GATEWAY_KEY", value_name = "FILE")]
    key: PathBuf,
    /// Require client certificates that an authority in this file signed
    #[arg(long, env = "TELEMETRY_GATEWAY_CLIENT_CA", value_name = "FILE")]
    client_ca: Option<PathBuf>,
    /// A sender and the file with its token; several are divided by commas
    #[arg(long = "tenant", env = "TELEMETRY_GATEWAY_TENANT", value_name = "NAME=TOKEN_FILE", value_delimiter = ',', value_parser = parse_tenant)]
    tenants: Vec<TenantConfig>,
    /// For how many days an id is remembered, to recognise repeated deliveries
    #[arg(long, env = "TELEMETRY_GATEWAY_DEDUPE_DAYS", value_name = "DAYS", default_value_t = 30)]
    dedupe_days: u16,
    /// Also stop when standard input ends; for a gateway that another program
    /// starts and that must not outlive it
    #[arg(long)]
    stop_at_eof: bool,
}

impl From<Arguments> for GatewayConfig {
    fn from(from: Arguments) -> Self {
        let mut config = Self::new(from.listen, from.data_dir, "", from.cert, from.key);
        config.catalogs = from.catalogs;
        config.client_ca = from.client_ca;
        config.tenants = from.tenants;
        config.dedupe_days = from.dedupe_days;
        config
    }
}

/// Whether the name and the token are good is the library's business.
fn parse_tenant(text: &str) -> Result<TenantConfig, Infallible> {
    let (name, token_file) = text.split_once('=').unwrap_or((text, ""));
    Ok(TenantConfig { name: name.into(), token_file: token_file.into() })
}

/// What the names of all settings in the environment begin with.
const PREFIX: &str = "TELEMETRY_GATEWAY_";

/// A name in the environment that is nearly that of a setting. A setting that
/// is silently ignored, such as a mistyped list of tenants, is found out by an
/// audit.
#[derive(Debug, thiserror::Error)]
#[error(
    "unknown setting `{PREFIX}{name}`, did you mean `{PREFIX}{nearest}`?; correct its name or remove it"
)]
struct UnknownSetting {
    name: String,
    nearest: String,
}

/// Refuses names under our prefix that are nearly one of this command. Others
/// are only told: an orchestrator that calls a service `telemetry-gateway`
/// describes it under the same prefix. Those of an exporter are its business.
fn check_environment() -> Result<(), UnknownSetting> {
    let command = Arguments::augment_args(clap::Command::new("gateway"));
    let names = command.get_arguments().filter_map(|argument| argument.get_env()?.to_str());
    let known: Vec<&str> = names.filter_map(|name| name.strip_prefix(PREFIX)).collect();
    for (name, _) in std::env::vars_os() {
        let Some(name) = name.to_str().filter(|name| !name.starts_with(config::PREFIX)) else {
            continue;
        };
        let Some(name) = name.strip_prefix(PREFIX).filter(|name| !known.contains(name)) else {
            continue;
        };
        if let Some(nearest) = nearest(name, known.iter().copied()) {
            return Err(UnknownSetting { name: name.to_owned(), nearest: nearest.to_owned() });
        }
        tracing::warn!("the environment has `{PREFIX}{name}`, which is no setting of the gateway");
    }
    Ok(())
}

pub(super) fn run(arguments: Arguments) -> Result<(), Failure> {
    check_environment()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let at_eof = arguments.stop_at_eof;
    runtime.block_on(serve(arguments.into(), at_eof))?;
    // Connections that ignored the end have had their time.
    runtime.shutdown_background();
    Ok(())
}

async fn serve(config: GatewayConfig, at_eof: bool) -> Result<(), Failure> {
    let signal = stop_signal()?;
    let stop = async move {
        tokio::select! {
            () = signal => {}
            () = end_of_input(), if at_eof => {}
        }
    };
    let gateway = Gateway::bind(config).await?;
    let stats = gateway.stats();
    writeln!(std::io::stdout(), "gateway: listening on https://{}", gateway.local_addr())?;
    gateway.serve(stop).await?;
    tracing::info!(counts = ?stats.snapshot(), "stopped");
    Ok(())
}

/// Completes when standard input ends. Reading blocks, so it has a thread of
/// its own, which the end of the process ends.
async fn end_of_input() {
    let (sender, ended) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _ = sender.send(());
    });
    drop(ended.await);
}
