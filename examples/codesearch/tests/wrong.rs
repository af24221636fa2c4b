//! Everything that can be set wrongly: each with words that say what to do, an
//! exit status that is not 0, and no event lost.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use common::{send, tree};
use rcgen::{CertificateParams, KeyPair};
use telemetry_sdk::gateway::{Gateway, GatewayConfig, TenantConfig, certificates};
use telemetry_sdk::queue::QueueReader;
use tempfile::TempDir;
use tokio::sync::oneshot;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const ENVIRONMENT: &str = "TELEMETRY_GATEWAY_EXPORTER_";

/// A tree to search, certificates, and room for data.
struct World(TempDir);

impl World {
    fn new() -> Self {
        let root = tree(&[("src/a.rs", "fn alpha(beta: u8) { gamma() }"), ("b.rs", "let delta;")]);
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        certificates::ensure(&root.path().join(".tls"), &names, 1).unwrap();
        fs::write(root.path().join(".token"), TOKEN).unwrap();
        Self(root)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn written(&self, name: &str, text: &str) -> String {
        fs::write(self.file(name), text).unwrap();
        self.file(name).display().to_string()
    }

    fn codesearch(&self, subcommand: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_codesearch"));
        command.arg(subcommand).arg(self.0.path()).arg("--data-dir").arg(self.file(".data"));
        command.env_remove("RUST_LOG").stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// `codesearch demo --once` to another gateway.
    fn demo(&self, address: &str) -> Command {
        let mut command = self.codesearch("demo");
        command.args(["--once", "--requests", "20", "--export-addr", address]);
        command.arg("--ca-file").arg(self.file(".tls/ca.pem"));
        command.arg("--token-file").arg(self.file(".token"));
        command
    }

    /// `codesearch serve` on a free port.
    fn serve(&self, address: &str) -> Command {
        let mut command = self.codesearch("serve");
        command.args(["--listen", "127.0.0.1:0", "--export-addr", address]);
        command.arg("--ca-file").arg(self.file(".tls/ca.pem"));
        command.arg("--token-file").arg(self.file(".token"));
        command
    }

    fn demo_queue(&self) -> PathBuf {
        self.file(".data/service/queue.db")
    }

    fn gateway(&self) -> Running {
        self.gateway_with(&self.file(".tls/gateway.pem"), &self.file(".tls/gateway.key"))
    }

    fn gateway_with(&self, certificate: &Path, key: &Path) -> Running {
        let catalog = self.file(".catalog");
        let mut command = Command::new(env!("CARGO_BIN_EXE_codesearch"));
        assert!(command.arg("catalog").arg(&catalog).status().unwrap().success());
        let listen = "127.0.0.1:0".parse().unwrap();
        let data = self.file(".gateway");
        let mut config = GatewayConfig::new(listen, data, catalog, certificate, key);
        let token_file = self.file(".gateway-token");
        fs::write(&token_file, TOKEN).unwrap();
        config.tenants.push(TenantConfig { name: "codesearch".into(), token_file });
        Running::start(config)
    }
}

/// A gateway; it stops with the value.
struct Running {
    address: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Running {
    fn start(config: GatewayConfig) -> Self {
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, address) = std::sync::mpsc::channel();
        let thread = thread::spawn(move || {
            tokio::runtime::Runtime::new().unwrap().block_on(async {
                let gateway = Gateway::bind(config).await.unwrap();
                ready.send(gateway.local_addr()).unwrap();
                gateway.serve(async { drop(stopped.await) }).await.unwrap();
            });
        });
        let address = format!("https://localhost:{}", address.recv().unwrap().port());
        Self { address, stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        drop(self.thread.take().map(thread::JoinHandle::join));
    }
}

/// The message of a run that failed: one line that begins with `error: `.
fn fails(output: &Output, words: &[&str]) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    let errors: Vec<_> = text.lines().filter(|line| line.starts_with("error: ")).collect();
    let [error] = errors[..] else { panic!("{} errors in: {text}", errors.len()) };
    for word in words {
        assert!(error.contains(word), "`{error}` does not say `{word}`");
    }
    assert!(!text.contains("panicked") && !text.contains(TOKEN), "{text}");
}

/// How many events wait in a queue, and how many were exported from it.
fn waiting_and_exported(queue: &Path) -> (u64, u64) {
    let stats = QueueReader::open(queue).unwrap().stats().unwrap();
    assert_eq!((stats.refused.events, stats.losses.len()), (0, 0));
    (stats.queued.events + stats.leased.events, stats.exported.events)
}

#[test]
fn settings_that_cannot_be_right_are_told_at_the_start() {
    let world = World::new();
    let good = world.file(".tls/ca.pem").display().to_string();
    let text = world.written(".text", "no certificate at all");
    let missing = world.file(".missing").display().to_string();
    let spaces = world.written(".spaces", "two words");
    let https = ("EXPORT_ADDR", "https://localhost:1");
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("EXPORT_ADRR", "x")], "did you mean `TELEMETRY_GATEWAY_EXPORTER_EXPORT_ADDR`"),
        (&[("EXPORT_ADDR", "http://localhost:1")], "use https"),
        (&[("EXPORT_ADDR", "localhost")], "write `https://gateway.example.com`"),
        (&[https, ("CA_FILE", &missing)], "check the path and its permissions"),
        (&[https, ("CA_FILE", &text)], "check that it is the right file"),
        (&[https, ("CA_FILE", &good), ("TOKEN_FILE", &spaces)], "store the token alone"),
        (&[https, ("EXPORT_INTERVAL", "never")], "a duration such as `5m`"),
        (&[("MODE", "on")], "set the address, or the mode `local`"),
    ];
    for (variables, words) in cases {
        let mut serve = world.codesearch("serve");
        let mut demo = world.codesearch("demo");
        // The demo's own gateway is an address, too.
        let with_address = variables.iter().any(|(name, _)| *name == "EXPORT_ADDR");
        for (name, value) in *variables {
            serve.env(format!("{ENVIRONMENT}{name}"), value);
            demo.env(format!("{ENVIRONMENT}{name}"), value);
        }
        fails(&serve.output().unwrap(), &[words]);
        if with_address {
            fails(&demo.arg("--once").output().unwrap(), &[words]);
        }
    }
}

#[test]
fn a_queue_of_somebody_else_and_a_damaged_one_are_left_alone() {
    let world = World::new();
    let address = "https://localhost:1";
    for (queue, mut command) in [
        (world.file(".data/queue.db"), world.serve(address)),
        (world.demo_queue(), world.demo(address)),
    ] {
        fs::create_dir_all(queue.parent().unwrap()).unwrap();
        let diary = "dear diary ".repeat(1_000);
        fs::write(&queue, &diary).unwrap();
        fails(&command.output().unwrap(), &["queue.db", "choose another file"]);
        assert_eq!(fs::read_to_string(&queue).unwrap(), diary);
        fs::remove_file(&queue).unwrap();
    }

    // A real queue, then damage in the middle of it.
    fails(&world.demo(address).output().unwrap(), &["events wait"]);
    let mut bytes = fs::read(world.demo_queue()).unwrap();
    let length = bytes.len();
    bytes[8_192..length / 2].fill(0xa5);
    fs::write(world.demo_queue(), &bytes).unwrap();
    fails(&world.demo(address).output().unwrap(), &["queue.db", "damaged", "keep a copy"]);
    assert_eq!(fs::read(world.demo_queue()).unwrap().len(), length);
}

#[test]
fn a_port_that_is_taken_is_named() {
    let world = World::new();
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port().to_string();
    let mut serve = world.codesearch("serve");
    serve.args(["--listen", &format!("127.0.0.1:{port}")]);
    fails(&serve.output().unwrap(), &[&port, "choose another port"]);
    let mut demo = world.demo("https://localhost:1");
    fails(&demo.args(["--port", &port]).output().unwrap(), &[&port, "choose another port"]);
    // The demo's own gateway is the `telemetry` command beside this one.
    let beside = Path::new(env!("CARGO_BIN_EXE_codesearch")).with_file_name("telemetry");
    let missing = "run `cargo build -p telemetry-sdk --features gateway --bin telemetry` first";
    assert!(beside.exists(), "{missing}");
    let mut demo = world.codesearch("demo");
    let output = demo.args(["--once", "--gateway-port", &port]).output().unwrap();
    fails(&output, &["the gateway did not start", &port, "choose another address"]);
}

#[test]
fn a_gateway_that_is_away_or_wrong_fails_a_run_and_a_later_one_delivers_everything() {
    let world = World::new();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let output = world.demo(&format!("https://localhost:{nobody}")).output().unwrap();
    fails(&output, &["events wait", "cannot be reached", "check that it runs"]);
    let (first, exported) = waiting_and_exported(&world.demo_queue());
    assert!(first >= 20 && exported == 0, "{first} wait, {exported} are exported");

    let gateway = world.gateway();
    world.written(".token", "another-token-of-somebody-else");
    let output = world.demo(&gateway.address).output().unwrap();
    fails(&output, &["events wait", "refuses this instance", "check the token file"]);
    world.written(".token", TOKEN);

    let stranger = World::new();
    let output = world.untrusting(&stranger, &gateway.address).output().unwrap();
    fails(&output, &["events wait", "is not trusted", "set the CA file"]);
    let (waiting, exported) = waiting_and_exported(&world.demo_queue());
    assert!(waiting > first && exported == 0, "{waiting} wait, {exported} are exported");

    let output = world.demo(&gateway.address).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (left, exported) = waiting_and_exported(&world.demo_queue());
    assert!(left == 0 && exported > waiting, "{left} wait, {exported} are exported");
    drop(gateway);
    assert_eq!(lines_below(&world.file(".gateway/sink")), exported);
}

impl World {
    /// The demo with the authority of another world.
    fn untrusting(&self, other: &Self, address: &str) -> Command {
        let mut command = self.codesearch("demo");
        command.args(["--once", "--requests", "20", "--export-addr", address]);
        command.arg("--ca-file").arg(other.file(".tls/ca.pem"));
        command
    }
}

fn lines_below(directory: &Path) -> u64 {
    let entries = fs::read_dir(directory).into_iter().flatten();
    entries
        .map(|entry| match entry.unwrap().path() {
            path if path.is_dir() => lines_below(&path),
            path if path.extension().is_some_and(|it| it == "ndjson") => {
                fs::read_to_string(path).unwrap().lines().count() as u64
            }
            _ => 0,
        })
        .sum()
}

#[test]
fn a_certificate_that_expired_is_told_with_the_next_step() {
    let world = World::new();
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["localhost".into()]).unwrap();
    let now = time::OffsetDateTime::now_utc();
    params.not_before = now - time::Duration::hours(1);
    // Good for as long as the gateway needs to start.
    params.not_after = now + time::Duration::seconds(3);
    let pem = params.self_signed(&key).unwrap().pem();
    let certificate = world.written(".tls/ca.pem", &pem);
    let key = world.written(".short.key", &key.serialize_pem());
    let gateway = world.gateway_with(certificate.as_ref(), key.as_ref());
    while now + time::Duration::seconds(4) > time::OffsetDateTime::now_utc() {
        thread::sleep(Duration::from_millis(100));
    }
    let output = world.demo(&gateway.address).output().unwrap();
    fails(&output, &["events wait", "has expired", "renew it at the gateway"]);
    assert!(waiting_and_exported(&world.demo_queue()).0 >= 20);
}

/// Serves, answers one search, and is told to end.
fn serve_once(mut command: Command) -> Output {
    let mut child = command.spawn().unwrap();
    let address = announced_address(&mut child);
    assert_eq!(send(address, "GET", "/search?q=alpha", "*/*").status, 200);
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-s", "TERM", &id]).status().unwrap().success());
    let status = child.wait().unwrap();
    let mut stderr = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut stderr).unwrap();
    Output { status, stdout: Vec::new(), stderr }
}

fn announced_address(child: &mut Child) -> SocketAddr {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("listening on http://").unwrap();
    address.trim_end().trim_end_matches('/').parse().unwrap()
}

#[test]
fn a_service_that_could_not_export_says_so_at_its_end_and_the_next_one_does() {
    let world = World::new();
    let output = serve_once(world.serve("https://localhost:1"));
    fails(&output, &["events wait", "cannot be reached"]);
    let queue = world.file(".data/queue.db");
    let (waiting, exported) = waiting_and_exported(&queue);
    assert!(waiting >= 2 && exported == 0, "{waiting} wait, {exported} are exported");

    let gateway = world.gateway();
    let output = serve_once(world.serve(&gateway.address));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (left, exported) = waiting_and_exported(&queue);
    assert!(left == 0 && exported >= 2 * waiting, "{left} wait, {exported} are exported");
}
