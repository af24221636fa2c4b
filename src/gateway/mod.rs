//! The receiving side: the service of the protocol over TLS. Every event is
//! checked against the declarations of its program, refused by itself with a typed reason or stored
//! durably and then acknowledged, each (tenant, id) once.
//!
//! Depends on the wire contract, the schema rules and the trait
//! [`Sink`]. It knows nothing of queues or exporters, and no
//! payload ever reaches its logs.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use telemetry_sdk::gateway::{Gateway, GatewayConfig};
//!
//! let listen = "127.0.0.1:0".parse()?;
//! let config = GatewayConfig::new(listen, "data", "protocol/events", "gateway.pem", "gateway.key");
//! let gateway = Gateway::bind(config).await?;
//! let (address, stats) = (gateway.local_addr(), gateway.stats());
//! gateway.serve(async { drop(tokio::signal::ctrl_c().await) }).await?;
//! # let _ = (address, stats); Ok(()) }
//! ```

pub mod certificates;
mod config;
mod connections;
mod data_dir;
mod error;
mod intake;
mod line;
mod order;
mod pace;
mod service;
mod stats;
mod store;
mod tenants;
mod tls;
mod wire;

use std::{net::SocketAddr, path::Path, pin::pin, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    sync::{Semaphore, oneshot, watch},
    time::timeout,
};
use tonic::transport::{Server, ServerTlsConfig};

pub use self::{
    config::{GatewayConfig, Limits, TenantConfig},
    error::GatewayError,
    stats::{Stats, StatsSnapshot},
    tenants::TenantError,
    tls::CertificateError,
};
use self::{
    data_dir::DataDir, intake::Intake, pace::Pace, service::GatewayService, store::Store,
    tenants::Tenants, wire::Routes,
};
use crate::{
    declarations::Declarations,
    sink::{FileSink, Sink, files::FileSinkConfig},
    validate::Rules,
};

/// What a stream may have in flight before the gateway reads it.
const STREAM_WINDOW: u32 = 256 << 10;
/// The same for a connection.
const CONNECTION_WINDOW: u32 = 512 << 10;
/// Streams of one connection.
const CONNECTION_STREAMS: u32 = 32;
/// The most bytes of a request's headers.
const HEADER_BYTES: u32 = 16 << 10;
/// Connections are asked to reconnect after this long, so that forgotten ones
/// do not stay; a stream in use is not cut.
const CONNECTION_AGE: Duration = Duration::from_secs(3_600);
/// How often a quiet connection is asked whether it is still there.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// A gateway that has its port, its files and its data directory.
pub struct Gateway {
    listener: TcpListener,
    address: SocketAddr,
    tls: ServerTlsConfig,
    limits: Limits,
    service: GatewayService,
    stopping: watch::Sender<bool>,
    store: Store,
    /// Held until everything is stored.
    directory: DataDir,
}

impl Gateway {
    /// Reads and checks everything, takes the data directory and the port, and
    /// opens the default sink, which writes files.
    ///
    /// # Errors
    /// What is wrong, where, and what to do about it.
    pub async fn bind(config: GatewayConfig) -> Result<Self, GatewayError> {
        let dedupe_days = config.dedupe_days;
        Self::bind_with(config, |directory| {
            let mut sink = FileSinkConfig::new(directory);
            sink.horizon_days = dedupe_days;
            Ok(Box::new(FileSink::open(sink)?))
        })
        .await
    }

    /// The same with a sink of the caller's. `open` is given the directory
    /// that the default sink would use, locked for this gateway.
    ///
    /// # Errors
    /// As [`Gateway::bind`], and what `open` returns.
    pub async fn bind_with(
        config: GatewayConfig,
        open: impl FnOnce(&Path) -> Result<Box<dyn Sink>, crate::sink::SinkError>,
    ) -> Result<Self, GatewayError> {
        check_limits(&config)?;
        let tenants = Tenants::load(&config.tenants)?;
        if tenants.is_empty() && !config.listen.ip().to_canonical().is_loopback() {
            return Err(GatewayError::TenantsRequired { address: config.listen });
        }
        if config.catalogs.is_empty() {
            return Err(GatewayError::NoCatalog);
        }
        let declarations = Declarations::read_all(&config.catalogs)?;
        let tls = tls::load(&config.certificate, &config.key, config.client_ca.as_deref())?;
        let directory = DataDir::open(&config.data_dir)?;
        let (listener, address) = listen(config.listen).await?;
        let sink = open(&directory.sink())?;
        let (stopping, stopped) = watch::channel(false);
        let form = sink.form();
        let store = Store::start(sink).map_err(|source| GatewayError::Thread { source })?;
        let limits = config.limits;
        let intake = Intake {
            rules: Arc::new(Rules::new(declarations)),
            form,
            store: store.handle(),
            stats: Stats::default(),
            pace: Pace::new(limits.events_per_second),
            batches: Semaphore::new(limits.batches),
            ahead: Arc::new(Semaphore::new(limits.batches)),
            shared_pace: tenants.is_empty(),
        };
        let service = GatewayService {
            tenants,
            intake: Arc::new(intake),
            streams: Arc::new(Semaphore::new(limits.streams)),
            idle: limits.idle,
            stopping: stopped,
        };
        Ok(Self { listener, address, tls, limits, service, stopping, store, directory })
    }

    /// The address that it listens on, with the real port.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// The counters; they stay readable while the gateway serves.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.service.intake.stats.clone()
    }

    /// Serves until `shutdown` completes. Then running batches are stored and
    /// answered, within [`Limits::shutdown`], and the sink is closed.
    ///
    /// # Errors
    /// [`GatewayError::Transport`] when the transport cannot be set up.
    pub async fn serve(
        self,
        shutdown: impl Future<Output = ()> + Send,
    ) -> Result<(), GatewayError> {
        let failed = |source| GatewayError::Transport { source };
        let Limits { connections, admission, shutdown: patience, .. } = self.limits;
        let (stop, stopped) = oneshot::channel::<()>();
        let server = server(self.tls)
            .map_err(failed)?
            .add_service(Routes(Arc::new(self.service)))
            .serve_with_incoming_shutdown(
                connections::accept(self.listener, connections, admission),
                async { drop(stopped.await) },
            );
        let mut server = pin!(server);
        let served = tokio::select! {
            served = &mut server => served,
            () = shutdown => {
                // Streams end after the batch that they are at.
                self.stopping.send_replace(true);
                drop(stop);
                timeout(patience, server).await.unwrap_or(Ok(()))
            }
        };
        self.store.stop().await;
        drop(self.directory);
        served.map_err(failed)
    }
}

fn check_limits(config: &GatewayConfig) -> Result<(), GatewayError> {
    let limits = &config.limits;
    let settings = [
        ("connections", limits.connections),
        ("streams", limits.streams),
        ("batches", limits.batches),
        ("dedupe_days", config.dedupe_days.into()),
    ];
    match settings.into_iter().find(|(_, value)| *value == 0) {
        Some((setting, _)) => Err(GatewayError::ZeroLimit { setting }),
        None => Ok(()),
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), GatewayError> {
    let failed = |source| GatewayError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

fn server(tls: ServerTlsConfig) -> Result<Server, tonic::transport::Error> {
    let server = Server::builder()
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_concurrent_streams(CONNECTION_STREAMS)
        .http2_max_header_list_size(HEADER_BYTES)
        .http2_keepalive_interval(Some(KEEPALIVE))
        .max_connection_age(CONNECTION_AGE);
    server.tls_config(tls)
}
