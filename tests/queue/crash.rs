//! A writer that is killed in the middle of its work has lost nothing that it
//! acknowledged, and stored nothing in part.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Child;
use std::thread;

use telemetry_sdk::queue::{Outcome, Queue};

use crate::support::{Place, all, event, ids, lease, limits, spawn_child};

const ROUNDS: usize = 20;
/// The child hands in this many events at once.
const BATCH: usize = 7;

#[test]
fn a_killed_writer_loses_nothing_that_it_acknowledged() {
    let place = Place::new();
    let mut acknowledged = HashSet::new();
    for round in 0..ROUNDS {
        let (base, path) = ((round * 1_000_000).to_string(), place.path());
        let variables = [("QUEUE", path.to_str().unwrap()), ("BASE", &base)];
        let child = spawn_child("crash::child_inserts_and_exports", &variables);
        // Another number of acknowledgements each round, so that the kill
        // meets another moment.
        acknowledged.extend(kill_after(child, 3 + round * 5));
        check(&place, &acknowledged);
    }
    assert!(acknowledged.len() >= ROUNDS);
}

/// Reads acknowledgements, kills, and reads what was still in the pipe.
fn kill_after(mut child: Child, lines: usize) -> Vec<String> {
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut heard: Vec<_> = output.by_ref().take(lines).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    heard.extend(output);
    // The kill may have cut the last line: the dot is its end.
    let whole = |line: String| Some(line.strip_prefix("ack ")?.strip_suffix('.')?.to_owned());
    heard.into_iter().filter_map(whole).collect()
}

fn check(place: &Place, acknowledged: &HashSet<String>) {
    let queue = Queue::open(place.path(), limits()).unwrap();
    let stored = all(&queue);
    let ids: HashSet<_> = stored.iter().map(|event| event.id.clone()).collect();
    assert_eq!(ids.len(), stored.len());
    let lost: Vec<_> = acknowledged.difference(&ids).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    for event in &stored {
        assert_eq!(event.local.as_deref(), Some(event.id.as_bytes()), "half an event");
    }
    assert_eq!(stored.len() % BATCH, 0, "half a batch");
    let stats = queue.stats().unwrap();
    assert_eq!(stats.leased.events, 0);
    assert_eq!((stats.queued.events + stats.exported.events) as usize, stored.len());
    let integrity = rusqlite::Connection::open(place.path()).unwrap();
    let said: String = integrity.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(said, "ok");
}

/// Waits for `line`; what follows it stays unread.
pub(crate) fn wait_for_line(child: &mut Child, line: &str) {
    let mut output = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    assert!(output.any(|said| said.unwrap() == line), "the child never said {line:?}");
}

/// Not a test by itself: the writer that is killed, in a process of its own.
#[test]
fn child_inserts_and_exports() {
    let Ok(path) = std::env::var("QUEUE") else { return };
    let base: usize = std::env::var("BASE").unwrap().parse().unwrap();
    let queue = Queue::open(path, limits()).unwrap();
    for thread in 0..3 {
        let queue = queue.clone();
        thread::spawn(move || insert_for_ever(&queue, base + thread * 100_000));
    }
    loop {
        let lease = lease(&queue, 10);
        let exported = ids(&lease).into_iter().map(|id| (id, Outcome::Exported)).collect();
        queue.settle(lease.id, exported).unwrap();
    }
}

fn insert_for_ever(queue: &Queue, from: usize) {
    for first in (from..).step_by(BATCH) {
        let batch: Vec<_> = (first..first + BATCH).map(event).collect();
        let ids: Vec<_> = batch.iter().map(|event| event.id.clone()).collect();
        let with_local = batch.into_iter().map(|event| {
            let local = event.id.clone().into_bytes();
            event.with_local(local)
        });
        assert_eq!(queue.insert(with_local.collect()).unwrap().stored, BATCH);
        let lines: String = ids.iter().map(|id| format!("ack {id}.\n")).collect();
        // One write for all, past the test harness's own capture.
        std::io::stdout().write_all(lines.as_bytes()).unwrap();
    }
}
