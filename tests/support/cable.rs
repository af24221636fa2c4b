//! A cable between a client and a gateway: passes bytes on, can be cut, and
//! can lose everything that comes back.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
};

/// Bytes that a connection carries up before the events: handshake, headers
/// and introduction. What comes back until then is never lost.
const PREAMBLE: u64 = 16 * 1024;

#[derive(Default)]
struct Settings {
    loses_answers: AtomicBool,
    /// Bytes after which the next connection is cut; 0 means never.
    cut_after: AtomicU64,
}

pub(crate) struct Cable {
    pub(crate) address: SocketAddr,
    settings: Arc<Settings>,
    cut: watch::Sender<u64>,
    task: JoinHandle<()>,
}

impl Cable {
    pub(crate) async fn to(gateway: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let settings = Arc::<Settings>::default();
        let (cut, _) = watch::channel(0);
        let (shared, cuts) = (Arc::clone(&settings), cut.clone());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                // Nobody listens: the client sees a closed connection.
                let Ok(server) = TcpStream::connect(gateway).await else { continue };
                tokio::spawn(carry(client, server, Arc::clone(&shared), cuts.subscribe()));
            }
        });
        Self { address, settings, cut, task }
    }

    /// Cuts all connections that are open now.
    pub(crate) fn cut(&self) {
        self.cut.send_modify(|cuts| *cuts += 1);
    }

    /// Cuts the next connection when it has carried so many bytes up.
    pub(crate) fn cut_next_after(&self, bytes: u64) {
        self.settings.cut_after.store(bytes, Ordering::SeqCst);
    }

    /// From now on, whether the answers to events are lost on the way.
    pub(crate) fn lose_answers(&self, lose: bool) {
        self.settings.loses_answers.store(lose, Ordering::SeqCst);
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.task.abort();
        self.cut();
    }
}

async fn carry(
    client: TcpStream,
    server: TcpStream,
    settings: Arc<Settings>,
    mut cut: watch::Receiver<u64>,
) {
    cut.mark_unchanged();
    let limit = settings.cut_after.swap(0, Ordering::SeqCst);
    let carried = Arc::<AtomicU64>::default();
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let up = up(from_client, to_server, Arc::clone(&carried), limit);
    let down = down(from_server, to_client, carried, settings);
    tokio::select! {
        _ = cut.changed() => {}
        () = up => {}
        () = down => {}
    }
}

async fn up(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, carried: Arc<AtomicU64>, limit: u64) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let so_far = carried.fetch_add(length as u64, Ordering::SeqCst) + length as u64;
        if to.write_all(&buffer[..length]).await.is_err() || (limit > 0 && so_far >= limit) {
            return;
        }
    }
}

async fn down(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    carried: Arc<AtomicU64>,
    settings: Arc<Settings>,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let lost = settings.loses_answers.load(Ordering::SeqCst)
            && carried.load(Ordering::SeqCst) > PREAMBLE;
        if !lost && to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
