//! What the tests share: an instance with a console that serves, requests by
//! hand, and everything that was logged.

use std::{
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Mutex},
};

use crate::accepting::all_linked;
use serde_json::{Value, json};
use telemetry_sdk::{
    Context, Telemetry, UserKey,
    console::{Billing, ClientName, Console, TokenLogin},
    context::Client,
    declarations::Declarations,
    policy::Mode,
    telemetry_event,
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

/// A search was made by a client.
#[telemetry_event(
    feature = "consoleTest",
    action = "searched",
    version = 3,
    owner = "tests",
    purpose = "reliability"
)]
#[allow(dead_code, reason = "only clients record it here")]
pub(crate) struct Searched {
    /// How many results there were.
    pub(crate) result_count: u32,
    /// A share.
    #[telemetry(unit = "ratio")]
    pub(crate) ratio: Option<f64>,
    /// What was searched for.
    #[telemetry(private)]
    pub(crate) query: String,
}

/// A page was scrolled in a client; one of two is recorded.
#[telemetry_event(
    feature = "consoleTest",
    action = "scrolled",
    owner = "tests",
    purpose = "reliability",
    sample = 0.5
)]
#[allow(dead_code, reason = "only clients record it here")]
pub(crate) struct Scrolled;

/// The published client, in a browser.
#[derive(Client)]
#[telemetry(name = "WEB")]
struct Web;

/// A console that serves.
pub(crate) struct World {
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
    pub(crate) telemetry: Option<Telemetry>,
    pub(crate) directory: TempDir,
    _stop: oneshot::Sender<()>,
}

impl World {
    /// The console of a running instance that keeps its events.
    pub(crate) async fn recording() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let telemetry = Telemetry::builder(all_linked()).data_dir(directory.path());
        Self::of(directory, telemetry.version("1.2.3").mode(Mode::Local).start().unwrap()).await
    }

    /// The same with more declarations to read by.
    pub(crate) async fn recording_with(declarations: impl Into<Declarations>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let telemetry = Telemetry::builder(all_linked())
            .data_dir(directory.path())
            .version("1.2.3")
            .mode(Mode::Local);
        Self::reading_of(directory, telemetry.start().unwrap(), declarations.into()).await
    }

    pub(crate) async fn of(directory: TempDir, telemetry: Telemetry) -> Self {
        Self::reading_of(directory, telemetry, Declarations::default()).await
    }

    async fn reading_of(
        directory: TempDir,
        telemetry: Telemetry,
        declarations: Declarations,
    ) -> Self {
        let _ = log();
        let client = ClientName::of::<Web>().version("0.0.0+dev").unwrap();
        let console = Console::of(&telemetry)
            .catalog(declarations)
            .client(client)
            .billing(Billing::new("search", "core"))
            .host("console.example");
        let (login, token) = TokenLogin::generate().unwrap();
        let context = Context::builder()
            .user(UserKey::generate().unwrap().user(7))
            .trace("4bf92f3577b34da6a3ce929d0e0e4736".parse().ok())
            .build();
        let console = console.build(login.record_as(context)).unwrap();
        Self::serve(directory, Some(telemetry), console, token).await
    }

    /// A console that only reads the queue in this directory.
    pub(crate) async fn read_only(directory: TempDir) -> Self {
        Self::reading(directory, Declarations::default()).await
    }

    /// The same with these declarations.
    pub(crate) async fn reading(directory: TempDir, declarations: Declarations) -> Self {
        let (login, token) = TokenLogin::generate().unwrap();
        let console = Console::read_only(directory.path().join("queue.db")).catalog(declarations);
        Self::serve(directory, None, console.build(login).unwrap(), token).await
    }

    async fn serve(
        directory: TempDir,
        telemetry: Option<Telemetry>,
        console: Console,
        token: String,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(console.serve(listener, async { drop(stopped.await) }));
        Self { address, token, telemetry, directory, _stop: stop }
    }

    pub(crate) fn queue(&self) -> PathBuf {
        self.directory.path().join("queue.db")
    }

    /// A request with these lines behind the first, and this body.
    pub(crate) async fn send(&self, first: &str, lines: &[&str], body: &str) -> Answer {
        let mut request = format!("{first} HTTP/1.1\r\nConnection: close\r\n");
        if !lines.iter().any(|line| line.starts_with("Host:")) {
            request += &format!("Host: {}\r\n", self.address);
        }
        for line in lines {
            request += &format!("{line}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
        exchange(self.address, request.as_bytes()).await
    }

    /// What GraphQL answers to the administrator.
    pub(crate) async fn query(&self, query: &str) -> Value {
        self.query_with(query, json!({})).await
    }

    pub(crate) async fn query_with(&self, query: &str, variables: Value) -> Value {
        let bearer = format!("Authorization: Bearer {}", self.token);
        self.post(&[&bearer], &json!({ "query": query, "variables": variables })).await.json()
    }

    pub(crate) async fn post(&self, lines: &[&str], body: &Value) -> Answer {
        let lines = [&["Content-Type: application/json"], lines].concat();
        self.send("POST /.api/graphql", &lines, &body.to_string()).await
    }
}

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Self { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

pub(crate) async fn exchange(address: SocketAddr, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    Answer::read(&bytes)
}

/// The messages of the errors of an answer.
pub(crate) fn errors(answer: &Value) -> Vec<&str> {
    let errors = answer["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().map(|error| error["message"].as_str().unwrap()).collect()
}

/// Everything that this process has logged, at any level.
pub(crate) fn log() -> Arc<Mutex<Vec<u8>>> {
    static LOG: LazyLock<Arc<Mutex<Vec<u8>>>> = LazyLock::new(|| {
        let log = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&log);
        tracing_subscriber::fmt()
            .with_env_filter("trace")
            .with_ansi(false)
            .with_writer(move || Log(Arc::clone(&written)))
            .init();
        log
    });
    Arc::clone(&LOG)
}

struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether any file of the directory holds these bytes.
pub(crate) fn is_on_disk(directory: &Path, text: &str) -> bool {
    std::fs::read_dir(directory).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        path.is_file() && holds(&std::fs::read(path).unwrap(), text)
    })
}

pub(crate) fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
