//! A tree on disk, a service on a real socket, and the plainest possible HTTP
//! client, which sends a target byte for byte as a test gives it.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Duration;

use codesearch::features::Recorders;
use codesearch::index::Limits;
use codesearch::service::{App, Server};
use telemetry_core::testing::Capture;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// Writes files below a new directory, which goes away with the value.
pub(crate) fn tree<C: AsRef<[u8]>>(files: &[(&str, C)]) -> TempDir {
    let root = TempDir::new().unwrap();
    for (path, contents) in files {
        write(root.path(), path, contents.as_ref());
    }
    root
}

pub(crate) fn write(root: &Path, path: &str, contents: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

/// A running service; it stops when the value goes away.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

pub(crate) fn serve(root: &Path) -> Running {
    serve_with(root, Limits::default())
}

pub(crate) fn serve_with(root: &Path, limits: Limits) -> Running {
    serve_and_record(root, limits, &Capture::new())
}

pub(crate) fn serve_and_record(root: &Path, limits: Limits, capture: &Capture) -> Running {
    let app = App::open(root, limits, Recorders::new(capture)).unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let (ready, address) = std::sync::mpsc::channel();
    let thread = thread::spawn(move || {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let server = Server::bind(app, "127.0.0.1:0".parse().unwrap()).await.unwrap();
            ready.send(server.address()).unwrap();
            server.run(async { drop(stopped.await) }).await.unwrap();
        });
    });
    Running { address: address.recv().unwrap(), stop: Some(stop), thread: Some(thread) }
}

impl Running {
    pub(crate) fn get(&self, target: &str) -> Answer {
        self.send("GET", target, "text/html")
    }

    pub(crate) fn get_json(&self, target: &str) -> (u16, serde_json::Value) {
        let answer = self.send("GET", target, "application/json");
        (answer.status, serde_json::from_str(&answer.body).unwrap())
    }

    pub(crate) fn send(&self, method: &str, target: &str, accept: &str) -> Answer {
        send(self.address, method, target, accept)
    }

    /// Stops the service and waits for its end.
    pub(crate) fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

pub(crate) fn send(address: SocketAddr, method: &str, target: &str, accept: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let request = format!(
        "{method} {target} HTTP/1.1\r\nhost: test\r\naccept: {accept}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}
