//! Accepting connections: a bounded number of them, and each has to show a
//! valid token soon or is closed. Knows sockets and no messages.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    time::{Sleep, sleep},
};
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::Connected;

/// How long to wait when the system has no more file descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// Accepts until the receiver is dropped.
pub(super) fn accept(
    listener: TcpListener,
    most: usize,
    admission: Duration,
) -> ReceiverStream<io::Result<Connection>> {
    let (sender, receiver) = mpsc::channel(1);
    let permits = Arc::new(Semaphore::new(most));
    tokio::spawn(async move {
        tokio::select! {
            () = accept_all(&listener, &permits, admission, &sender) => {}
            () = sender.closed() => {}
        }
    });
    ReceiverStream::new(receiver)
}

async fn accept_all(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
    admission: Duration,
    sender: &mpsc::Sender<io::Result<Connection>>,
) {
    // Neither the semaphore nor, while this runs, the channel is ever closed.
    while let Ok(permit) = Arc::clone(permits).acquire_owned().await {
        match listener.accept().await {
            Ok((socket, _)) => {
                // Answers are small and waited for.
                let _ = socket.set_nodelay(true);
                let connection = Connection::new(socket, permit, admission);
                let _ = sender.send(Ok(connection)).await;
            }
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                sleep(PAUSE).await;
            }
        }
    }
}

/// Says that a connection has shown a valid token.
#[derive(Debug, Clone, Default)]
pub(super) struct Admission(Arc<AtomicBool>);

impl Admission {
    pub(super) fn admit(&self) {
        self.0.store(true, Relaxed);
    }
}

/// A connection that counts against the limit until it is closed.
#[derive(Debug)]
pub(super) struct Connection {
    socket: TcpStream,
    admission: Admission,
    deadline: Pin<Box<Sleep>>,
    _permit: OwnedSemaphorePermit,
}

impl Connection {
    fn new(socket: TcpStream, permit: OwnedSemaphorePermit, admission: Duration) -> Self {
        Self {
            socket,
            admission: Admission::default(),
            deadline: Box::pin(sleep(admission)),
            _permit: permit,
        }
    }

    /// Whether the connection was not admitted in time.
    fn is_late(&mut self, cx: &mut Context<'_>) -> bool {
        !self.admission.0.load(Relaxed) && self.deadline.as_mut().poll(cx).is_ready()
    }
}

impl Connected for Connection {
    type ConnectInfo = Admission;

    fn connect_info(&self) -> Admission {
        self.admission.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.is_late(cx) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Pin::new(&mut self.socket).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }
}
