//! The gateway is killed in the middle of its work, again and again: what it
//! acknowledged is in the files exactly once, and nothing is there twice.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::world::{Session, TENANT, World, events, ids};

const ROUNDS: u64 = 6;
const BATCH: u64 = 50;
const BATCHES: u64 = 400;

/// A gateway in a process of its own; killed when dropped.
struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    fn start(world: &World) -> Self {
        let config = world.config();
        let mut child = Command::new(env!("CARGO_BIN_EXE_telemetry"))
            .args(["gateway", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(&config.data_dir)
            .arg("--catalog")
            .arg(&config.catalogs[0])
            // One setting from the environment, as operators may do it.
            .env("TELEMETRY_GATEWAY_CERT", &config.certificate)
            .arg("--key")
            .arg(&config.key)
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("gateway: listening on https://");
        let address = address.expect("the address").parse().expect("an address");
        Self { child, address }
    }

    fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends batches until the gateway dies; the ids that it acknowledged.
async fn send(world: &World, address: SocketAddr, first: u64) -> Vec<String> {
    let mut acknowledged = Vec::new();
    let Ok(mut client) = world.try_connect(address).await else { return acknowledged };
    let mut session = Session::open(&mut client).await;
    for batch in 0..BATCHES {
        let from = first + batch * BATCH;
        match session.record(events(from..from + BATCH)).await {
            Ok(answer) => acknowledged.extend(answer.succeeded_events),
            Err(_) => break,
        }
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_acknowledged_survives_a_kill_and_is_stored_once() {
    let world = World::new();
    let mut acknowledged = BTreeSet::new();
    for round in 0..ROUNDS {
        let mut gateway = Process::start(&world);
        let (address, first) = (gateway.address, round * BATCH * 20);
        let (_, sent) = tokio::join!(
            async {
                tokio::time::sleep(Duration::from_millis(150 + 70 * round)).await;
                gateway.kill();
            },
            send(&world, address, first)
        );
        acknowledged.extend(sent);
    }
    assert!(!acknowledged.is_empty(), "the kill came before anything happened");

    // After the last restart everything is sent again.
    let mut gateway = Process::start(&world);
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    let last = (ROUNDS - 1) * BATCH * 20 + BATCHES * BATCH;
    for from in (0..last).step_by(1_000) {
        let sent = events(from..(from + 1_000).min(last));
        let answer = session.record(sent.clone()).await.expect("an answer");
        assert_eq!(answer.succeeded_events, ids(&sent));
    }
    gateway.kill();

    let stored = world.stored_ids(TENANT);
    let distinct: BTreeSet<_> = stored.iter().cloned().collect();
    assert_eq!(stored.len(), distinct.len(), "an event was stored twice");
    assert_eq!(distinct, ids(&events(0..last)).into_iter().collect(), "an event was lost");
    assert!(acknowledged.is_subset(&distinct));
}

#[tokio::test(flavor = "multi_thread")]
async fn right_after_a_kill_the_next_start_finds_what_was_acknowledged() {
    let world = World::new();
    for round in 0..ROUNDS {
        let mut gateway = Process::start(&world);
        let address = gateway.address;
        let (_, acknowledged) = tokio::join!(
            async {
                tokio::time::sleep(Duration::from_millis(250)).await;
                gateway.kill();
            },
            send(&world, address, round * BATCH * BATCHES)
        );
        // The start cuts what was never acknowledged.
        Process::start(&world).kill();
        let stored: BTreeSet<_> = world.stored_ids(TENANT).into_iter().collect();
        assert!(acknowledged.iter().all(|id| stored.contains(id)), "round {round}");
    }
}

#[cfg(unix)]
#[test]
fn a_polite_stop_has_exit_status_0() {
    let world = World::new();
    let mut gateway = Process::start(&world);
    let pid = gateway.child.id().to_string();
    let killed = Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs");
    assert!(killed.success());
    assert_eq!(gateway.child.wait().expect("gone").code(), Some(0));
}
