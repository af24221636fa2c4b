//! The real gateway in a process of its own, which can be killed and started
//! again at the same address.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use super::tls::Tls;

pub(crate) struct GatewayProcess {
    pub(crate) address: SocketAddr,
    tls: Tls,
    child: Option<Child>,
}

impl GatewayProcess {
    /// Starts one that accepts the events of this very program.
    pub(crate) fn start() -> Self {
        let tls = Tls::new();
        let catalog = telemetry_core::linked_catalog().unwrap().encode();
        fs::write(tls.directory().join("catalog.binpb"), catalog).unwrap();
        let mut gateway = Self { address: free_address(), tls, child: None };
        gateway.start_again();
        gateway
    }

    pub(crate) fn start_again(&mut self) {
        let file = |name: &str| self.tls.directory().join(name);
        let mut child = Command::new(env!("CARGO_BIN_EXE_telemetry"))
            .args(["gateway", "--listen", &self.address.to_string(), "--data-dir"])
            .arg(file("data"))
            .arg("--catalog")
            .arg(file("catalog.binpb"))
            .arg("--cert")
            .arg(self.tls.certificate())
            .arg("--key")
            .arg(self.tls.key())
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("gateway: listening on "), "it said `{line}`");
        self.child = Some(child);
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    pub(crate) fn ca(&self) -> PathBuf {
        self.tls.ca()
    }

    /// How often each id stands in the files, over all tenants.
    pub(crate) fn stored_ids(&self) -> BTreeMap<String, usize> {
        let mut times = BTreeMap::new();
        for event in self.stored() {
            *times.entry(event["id"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        times
    }

    /// Every stored line.
    pub(crate) fn stored(&self) -> Vec<serde_json::Value> {
        let mut lines = Vec::new();
        read_below(&self.tls.directory().join("data").join("sink"), &mut lines);
        lines
    }
}

impl Drop for GatewayProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An address at which nobody listens now.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn read_below(directory: &Path, lines: &mut Vec<serde_json::Value>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_below(&path, lines);
        } else if path.extension().is_some_and(|extension| extension == "ndjson") {
            let text = fs::read_to_string(&path).unwrap();
            // A torn last line is not stored yet.
            let whole = text.rfind('\n').map_or("", |end| &text[..end]);
            lines.extend(
                whole.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()),
            );
        }
    }
}
