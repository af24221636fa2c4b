//! The demo's own gateway: the real `telemetry gateway` as a child process,
//! with a throw-away certificate authority and a token.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use telemetry_core::write_catalog;
use telemetry_sdk::UserKey;
use telemetry_sdk::gateway::certificates;

/// What the gateway prints before its address when it is ready.
const READY: &str = "gateway: listening on ";

/// A gateway that runs as long as this value lives.
#[derive(Debug)]
pub(crate) struct OwnGateway {
    child: Child,
    directory: PathBuf,
    address: String,
    command: String,
}

/// Why the demo has no gateway.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GatewayError {
    #[error("cannot prepare the gateway's files in `{}`: {source}; choose another directory with --data-dir", .path.display())]
    Files { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Certificates(#[from] certificates::CertificatesError),
    #[error("cannot start `{}`: {source}; build it with `cargo build --features gateway --bin telemetry`", .program.display())]
    Start { program: PathBuf, source: std::io::Error },
    #[error("the gateway did not start: {said}")]
    NotReady { said: String },
}

impl OwnGateway {
    /// Starts the gateway on this port; 0 takes a free one.
    pub(crate) fn start(directory: &Path, port: u16) -> Result<Self, GatewayError> {
        let files = |source| GatewayError::Files { path: directory.to_owned(), source };
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        certificates::ensure(directory, &names, 30)?;
        write_catalog(directory.join("catalog.binpb")).map_err(files)?;
        token(&directory.join("token")).map_err(files)?;

        let program = program();
        let mut command = Command::new(&program);
        command.args(arguments(directory, &format!("127.0.0.1:{port}")));
        let log = File::create(directory.join("gateway.log")).map_err(files)?;
        let mut child = isolated(&mut command)
            .arg("--stop-at-eof")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|source| GatewayError::Start { program: program.clone(), source })?;
        let Some(address) = ready(&mut child) else {
            let _ = child.wait();
            return Err(GatewayError::NotReady { said: last_words(directory) });
        };
        let listen = address.trim_start_matches("https://").to_owned();
        let mut words = vec![program.display().to_string()];
        words.extend(arguments(directory, &listen));
        Ok(Self { child, directory: directory.to_owned(), address, command: words.join(" ") })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn ca_file(&self) -> PathBuf {
        self.directory.join("ca.pem")
    }

    pub(crate) fn token_file(&self) -> PathBuf {
        self.directory.join("token")
    }

    pub(crate) fn sink(&self) -> PathBuf {
        data(&self.directory).join("sink")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it did, and how to start it again.
    pub(crate) fn ended(&mut self) -> Option<String> {
        let status = self.child.try_wait().ok()??;
        Some(format!("the gateway ended ({status}); start it again with: {}", self.command))
    }

    /// Stops it in order: it watches its standard input.
    pub(crate) fn stop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

impl Drop for OwnGateway {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The `telemetry` command stands beside this one.
fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.with_file_name(format!("telemetry{}", std::env::consts::EXE_SUFFIX))
}

fn data(directory: &Path) -> PathBuf {
    directory.join("gateway")
}

fn arguments(directory: &Path, listen: &str) -> Vec<String> {
    let file = |name: &str| directory.join(name).display().to_string();
    let token = format!("demo={}", file("token"));
    let flags = [
        ("--listen", listen.to_owned()),
        ("--data-dir", data(directory).display().to_string()),
        ("--catalog", file("catalog.binpb")),
        ("--cert", file("gateway.pem")),
        ("--key", file("gateway.key")),
        ("--tenant", token),
    ];
    let flags = flags.into_iter().flat_map(|(flag, value)| [flag.to_owned(), value]);
    std::iter::once("gateway".to_owned()).chain(flags).collect()
}

/// Out of reach of the terminal's Ctrl-C, which is meant for the demo: the
/// last events still have to arrive.
fn isolated(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

/// The address that the gateway prints when it is ready.
fn ready(child: &mut Child) -> Option<String> {
    let mut lines = BufReader::new(child.stdout.take()?).lines();
    lines.find_map(|line| Some(line.ok()?.strip_prefix(READY)?.trim().to_owned()))
}

fn last_words(directory: &Path) -> String {
    let log = directory.join("gateway.log");
    let text = fs::read_to_string(&log).unwrap_or_default();
    let error = text.lines().rev().find_map(|line| line.strip_prefix("error: "));
    error.map_or_else(|| format!("see `{}`", log.display()), str::to_owned)
}

/// A random token, made once.
fn token(path: &Path) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let key = UserKey::generate()?;
    let text: String = key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    write_private(path, &text)
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}

#[cfg(not(unix))]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)
}
