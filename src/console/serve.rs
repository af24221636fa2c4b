//! A server for consoles that no application stands behind: on this machine
//! only, a bounded number of connections, an end.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::serve::Listener;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, Sleep, sleep},
};

use super::Console;

/// Connections at a time; more wait to be accepted.
const CONNECTIONS: usize = 256;

/// How long a connection may be silent: it must not hold its place for ever.
const IDLE: Duration = Duration::from_secs(60);

/// How long requests under way may take to end once the server stops.
const GRACE: Duration = Duration::from_secs(2);

/// Why a console does not serve.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address can be reached from other machines.
    #[error(
        "the console shows every event and {0} can be reached from other machines without TLS; listen on 127.0.0.1, or mount the console's router in a server with TLS"
    )]
    NotLoopback(SocketAddr),
    /// The operating system refuses.
    #[error("the console cannot listen: {0}; choose another port, or port 0 for a free one")]
    Listen(#[from] io::Error),
}

impl Console {
    /// Serves until `stop` completes, and gives requests under way a moment to
    /// end.
    ///
    /// # Errors
    /// [`ServeError::NotLoopback`] when the listener's address is not of this
    /// machine alone: this server has no TLS.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let address = listener.local_addr()?;
        if !address.ip().is_loopback() {
            return Err(ServeError::NotLoopback(address));
        }
        let listener = Bounded { listener, room: Arc::new(Semaphore::new(CONNECTIONS)) };
        let (stopping, stopped) = tokio::sync::watch::channel(());
        let graceful = async move {
            stop.await;
            drop(stopping);
        };
        let serving = axum::serve(listener, self.router()).with_graceful_shutdown(graceful);
        tokio::select! {
            served = serving.into_future() => Ok(served?),
            () = after_grace(stopped) => Ok(()),
        }
    }
}

async fn after_grace(mut stopped: tokio::sync::watch::Receiver<()>) {
    // Only the end of the sender ends this.
    while stopped.changed().await.is_ok() {}
    sleep(GRACE).await;
}

/// Accepts a bounded number of connections at a time.
struct Bounded {
    listener: TcpListener,
    room: Arc<Semaphore>,
}

impl Listener for Bounded {
    type Io = Limited;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Limited, SocketAddr) {
        let room = Arc::clone(&self.room).acquire_owned().await;
        let room = room.expect("the semaphore is never closed");
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (Limited { stream, idle: Box::pin(sleep(IDLE)), _room: room }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that holds its place until it is closed or silent.
struct Limited {
    stream: TcpStream,
    idle: Pin<Box<Sleep>>,
    _room: OwnedSemaphorePermit,
}

impl Limited {
    /// Begins to wait anew, because something came or went.
    fn not_idle(&mut self) {
        self.idle.as_mut().reset(Instant::now() + IDLE);
    }
}

impl AsyncRead for Limited {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_read(cx, buffer) {
            Poll::Ready(read) => {
                self.not_idle();
                Poll::Ready(read)
            }
            Poll::Pending if self.idle.as_mut().poll(cx).is_ready() => {
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncWrite for Limited {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if written.is_ready() {
            self.not_idle();
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
