//! The command: what it prints, how it stops, what it says when it cannot
//! start.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod common;

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use common::{send, tree};

/// Serves a tree, with the data in a hidden directory of it.
fn command(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codesearch"));
    command
        .arg("serve")
        .arg("--data-dir")
        .arg(root.join(".data"))
        .env_remove("RUST_LOG")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Ends the process when a test fails in between.
struct Ended(Option<Child>);

impl Drop for Ended {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn announced_address(child: &mut Child) -> SocketAddr {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("listening on http://").unwrap();
    address.trim_end().trim_end_matches('/').parse().unwrap()
}

fn fails(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn serves_until_it_is_told_to_end() {
    let root = tree(&[("a.rs", "needle")]);
    for signal in ["INT", "TERM"] {
        let child = command(root.path())
            .arg(root.path())
            .args(["--listen", "127.0.0.1:0"])
            .spawn()
            .unwrap();
        let mut running = Ended(Some(child));
        let child = running.0.as_mut().unwrap();
        let address = announced_address(child);
        assert_eq!(send(address, "GET", "/search?q=needle", "*/*").status, 200);
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        let status = running.0.take().unwrap().wait().unwrap();
        assert!(status.success(), "SIG{signal}: {status}");
    }
}

#[test]
fn a_missing_directory_and_a_busy_port_are_named() {
    let root = tree(&[("a.rs", "needle")]);
    let missing = command(root.path()).arg(root.path().join("missing")).output().unwrap();
    assert!(fails(&missing).contains("name a directory with source code"));

    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = busy.local_addr().unwrap().to_string();
    let taken =
        command(root.path()).arg(root.path()).args(["--listen", &address]).output().unwrap();
    assert!(fails(&taken).contains("choose another port"));
}
