//! What the tests share: a queue in a directory of its own, events, a clock
//! with two hands that are moved by hand.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::Connection;
use telemetry_sdk::queue::{
    Clock, Lease, LeaseRequest, NewEvent, Outcome, PageRequest, Queue, QueueLimits, StoredEvent,
};
use tempfile::TempDir;

pub(crate) const HOUR: Duration = Duration::from_secs(3600);

#[derive(Default)]
pub(crate) struct Hands {
    wall: AtomicI64,
    monotonic: AtomicU64,
}

impl Hands {
    pub(crate) fn pass(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap();
        self.monotonic.fetch_add(micros, Ordering::SeqCst);
        self.wall.fetch_add(micros as i64, Ordering::SeqCst);
    }

    pub(crate) fn set_wall(&self, micros: i64) {
        self.wall.store(micros, Ordering::SeqCst);
    }

    pub(crate) fn now(&self) -> i64 {
        self.wall()
    }
}

impl Clock for Hands {
    fn wall(&self) -> i64 {
        self.wall.load(Ordering::SeqCst)
    }

    fn monotonic(&self) -> Duration {
        Duration::from_micros(self.monotonic.load(Ordering::SeqCst))
    }
}

pub(crate) struct Place {
    pub(crate) directory: TempDir,
    pub(crate) hands: Arc<Hands>,
}

impl Place {
    pub(crate) fn new() -> Self {
        let hands = Arc::new(Hands::default());
        hands.set_wall(1_700_000_000_000_000);
        Self { directory: tempfile::tempdir().unwrap(), hands }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.directory.path().join("queue.db")
    }

    pub(crate) fn open(&self) -> Queue {
        self.open_with(limits())
    }

    pub(crate) fn open_with(&self, limits: QueueLimits) -> Queue {
        Queue::open_with_clock(self.path(), limits, Arc::clone(&self.hands) as Arc<dyn Clock>)
            .unwrap()
    }
}

/// The default limits with a small ballast, which most tests do not need.
pub(crate) fn limits() -> QueueLimits {
    QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() }
}

pub(crate) fn id(n: usize) -> String {
    format!("00000000-0000-7000-8000-{n:012}")
}

pub(crate) fn event(n: usize) -> NewEvent {
    NewEvent::new(id(n), n as i64, "search", "shown", format!("exportable {n}").into_bytes())
}

pub(crate) fn events(range: std::ops::Range<usize>) -> Vec<NewEvent> {
    range.map(event).collect()
}

pub(crate) fn lease(queue: &Queue, max_events: usize) -> Lease {
    queue.lease(LeaseRequest { max_events, ..LeaseRequest::default() }).unwrap()
}

pub(crate) fn ids(lease: &Lease) -> Vec<String> {
    lease.events.iter().map(|event| event.id().to_owned()).collect()
}

/// Leases up to `max_events` and exports them.
pub(crate) fn export(queue: &Queue, max_events: usize) -> usize {
    let lease = lease(queue, max_events);
    let outcomes = ids(&lease).into_iter().map(|id| (id, Outcome::Exported)).collect();
    queue.settle(lease.id, outcomes).unwrap().exported
}

pub(crate) fn stored(queue: &Queue, id: &str) -> Option<StoredEvent> {
    queue.reader().unwrap().event(id).unwrap()
}

pub(crate) fn all(queue: &Queue) -> Vec<StoredEvent> {
    let request = PageRequest { limit: usize::MAX, ..PageRequest::default() };
    queue.reader().unwrap().page(&request).unwrap()
}

/// Gives a queue the form that it had when leases held events one by one.
pub(crate) fn make_version_5(queue: &Connection) {
    let form = "DROP VIEW overview;
        DROP TABLE held;
        CREATE TABLE leased (
            seq   INTEGER PRIMARY KEY REFERENCES events (seq) ON DELETE CASCADE,
            lease INTEGER NOT NULL
        ) STRICT;
        CREATE VIEW overview AS
        SELECT e.id, l.lease FROM events e LEFT JOIN leased l ON l.seq = e.seq;
        PRAGMA user_version = 5";
    queue.execute_batch(form).unwrap();
}

/// Runs one of the tests of this program again, in a process of its own, as
/// the child that the variable tells it to be.
pub(crate) fn child(test: &str, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]).envs(variables.iter().copied());
    command
}

pub(crate) fn spawn_child(test: &str, variables: &[(&str, &str)]) -> Child {
    child(test, variables).stdout(Stdio::piped()).spawn().unwrap()
}
