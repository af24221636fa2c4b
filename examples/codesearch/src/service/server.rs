//! Listening, and stopping within a bounded time. Everything about single
//! requests is elsewhere.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::{App, router};

/// How long requests under way may take to end once the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// A service that holds its address and answers when it runs.
pub struct Server {
    app: Arc<App>,
    listener: TcpListener,
    address: SocketAddr,
}

/// Why an address cannot be listened at.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// The port is taken.
    #[error(
        "{address} is in use by another program: choose another port, or port 0 for a free one"
    )]
    Taken {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The operating system refused.
    #[error(
        "cannot listen at {address}: {source}; choose an address of this machine and a port above 1023"
    )]
    Refused {
        /// The address asked for.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
}

/// Why a running server ended by itself.
#[derive(Debug, thiserror::Error)]
#[error("the server stopped accepting connections: {0}; start it again")]
pub struct ServeError(#[from] io::Error);

impl Server {
    /// Takes the address; port 0 means a free one.
    ///
    /// # Errors
    /// When the address is taken or is not this machine's.
    pub async fn bind(app: App, address: SocketAddr) -> Result<Self, BindError> {
        let refused = |source| BindError::from_io(address, source);
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        Ok(Self { app: Arc::new(app), listener, address })
    }

    /// The address it really has.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the server shares between requests.
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Answers until `stop` is ready; requests under way then get a few
    /// seconds to end.
    ///
    /// # Errors
    /// When no more connections can be accepted.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let (stopping, stopped) = oneshot::channel();
        let service = axum::serve(self.listener, router(self.app))
            // A dropped sender means the same as a sent one.
            .with_graceful_shutdown(async { stopped.await.unwrap_or(()) });
        let mut service = pin!(service.into_future());
        tokio::select! {
            ended = &mut service => return Ok(ended?),
            () = stop => drop(stopping),
        }
        match tokio::time::timeout(GRACE, service).await {
            Ok(ended) => Ok(ended?),
            Err(_) => {
                tracing::warn!("requests were cut off after {GRACE:?}");
                Ok(())
            }
        }
    }
}

impl BindError {
    fn from_io(address: SocketAddr, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::Taken { address },
            _ => Self::Refused { address, source },
        }
    }
}
