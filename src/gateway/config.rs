//! The settings of a gateway: one typed struct, documented field by field.
//! Flags, environment and tests are ways to fill it; nothing is read here.

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, time::Duration};

/// How a gateway runs.
#[derive(Debug, Clone)]
pub struct GatewayConfig {
    /// Where to listen; port 0 takes a free one. Addresses other than loopback
    /// need at least one tenant.
    pub listen: SocketAddr,
    /// The directory for everything that is stored; created with mode 0700.
    /// One gateway at a time can use it.
    pub data_dir: PathBuf,
    /// What declares the events that are accepted, one path or more, each as
    /// [`Declarations::read`](crate::declarations::Declarations::read) takes
    /// it. Read once, when the gateway starts.
    pub catalogs: Vec<PathBuf>,
    /// The server's certificate chain, PEM, its own certificate first.
    pub certificate: PathBuf,
    /// The private key of the certificate, PEM.
    pub key: PathBuf,
    /// When set, callers have to show a client certificate that one of the
    /// authorities in this PEM file signed.
    pub client_ca: Option<PathBuf>,
    /// Who may send. When empty, everybody who reaches the loopback address
    /// may, and the tenant is the instance id that the sender states.
    pub tenants: Vec<TenantConfig>,
    /// For how many days of receipt an id is remembered, 1 or more (default
    /// 30); an event that arrives again later than that is stored again.
    pub dedupe_days: u16,
    /// What a sender may cost.
    pub limits: Limits,
}

/// One tenant and the file with its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantConfig {
    /// The tenant's name, see [`Tenant`](crate::sink::Tenant).
    pub name: String,
    /// A file that holds the token, 16 to 4096 printable ASCII characters; a
    /// line end after it is ignored. Callers send it as
    /// `authorization: Bearer <token>`.
    pub token_file: PathBuf,
}

/// What a sender may cost. With the defaults the gateway stays below about
/// 512 MiB whatever its senders do, and below 64 MiB for senders who did not
/// show a valid token.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at a time, 1 or more (default 128); further ones wait.
    pub connections: usize,
    /// Streams and single calls at a time over all connections, 1 or more
    /// (default 128); further ones are answered with `UNAVAILABLE`.
    pub streams: usize,
    /// Batches that are checked or stored at a time, 1 or more (default 16);
    /// further ones wait, which holds their senders back.
    pub batches: usize,
    /// Events per second and tenant (default 200,000); who sends faster is
    /// held back. `None` is no limit. Without configured tenants all senders
    /// share one allowance.
    pub events_per_second: Option<NonZeroU32>,
    /// How long a stream may wait for its sender, who has to send the next
    /// message or take the last answer (default 60 s); then the stream ends
    /// with `DEADLINE_EXCEEDED`.
    pub idle: Duration,
    /// How long a new connection may take to show a valid token (default
    /// 15 s); then it is closed.
    pub admission: Duration,
    /// How long running batches get when the gateway stops (default 10 s).
    pub shutdown: Duration,
}

impl GatewayConfig {
    /// A gateway on loopback with one catalog, the default limits and no tenants.
    #[must_use]
    pub fn new(
        listen: SocketAddr,
        data_dir: impl Into<PathBuf>,
        catalog: impl Into<PathBuf>,
        certificate: impl Into<PathBuf>,
        key: impl Into<PathBuf>,
    ) -> Self {
        Self {
            listen,
            data_dir: data_dir.into(),
            catalogs: vec![catalog.into()],
            certificate: certificate.into(),
            key: key.into(),
            client_ca: None,
            tenants: Vec::new(),
            dedupe_days: 30,
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 128,
            streams: 128,
            batches: 16,
            events_per_second: NonZeroU32::new(200_000),
            idle: Duration::from_secs(60),
            admission: Duration::from_secs(15),
            shutdown: Duration::from_secs(10),
        }
    }
}
