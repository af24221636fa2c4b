//! Why a gateway does not start or stops, named after what the operator can
//! do. Every message says what is wrong, where, and what to do next.

use std::{io, net::SocketAddr, path::PathBuf};

use super::{tenants::TenantError, tls::CertificateError};
use crate::{declarations::DeclarationsError, sink::SinkError};

/// Why a gateway does not start, or stopped by itself.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// The address cannot be listened on.
    #[error(
        "cannot listen on {address}: {source}; stop the program that uses the port, or choose another address with --listen"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// Reachable from other machines, but nobody has to authenticate.
    #[error(
        "{address} can be reached from other machines and no tenant is configured; name each sender with --tenant NAME=TOKEN_FILE, or listen on 127.0.0.1"
    )]
    TenantsRequired {
        /// The address.
        address: SocketAddr,
    },
    /// A tenant cannot be used.
    #[error(transparent)]
    Tenant(#[from] TenantError),
    /// What declares the events cannot be used.
    #[error(transparent)]
    Catalog(#[from] DeclarationsError),
    /// Nothing declares events, so that every one would be refused for good.
    #[error(
        "no catalog is named; name the lock or the program whose events are accepted with --catalog"
    )]
    NoCatalog,
    /// A certificate or key cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The data directory cannot be used.
    #[error("cannot use the data directory {}: {source}; check that it is a directory of this user, or name another with --data-dir", path.display())]
    DataDirectory {
        /// The directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// Another gateway uses the data directory.
    #[error("another gateway uses the data directory {}; stop it, or name another directory with --data-dir", path.display())]
    InUse {
        /// The directory.
        path: PathBuf,
    },
    /// A limit is zero, which would stop everything.
    #[error("the setting `{setting}` is 0; give it 1 or more")]
    ZeroLimit {
        /// The setting's name.
        setting: &'static str,
    },
    /// The store cannot be opened.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// The thread that stores cannot be started.
    #[error(
        "cannot start the thread that stores events: {source}; the limit on processes may be too low"
    )]
    Thread {
        /// What the operating system said.
        source: io::Error,
    },
    /// The transport failed.
    #[error(
        "the transport failed: {source}; start the gateway again, and report it if it happens again"
    )]
    Transport {
        /// What the transport said.
        source: tonic::transport::Error,
    },
}
