//! A disk that is really full, and a file that may not grow: errors for the
//! calls concerned, nothing acknowledged lost, draining goes on, and new
//! events are taken again when there is room, without a restart.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rusqlite::Connection;
use telemetry_sdk::queue::{NewEvent, Queue, QueueError, QueueLimits};

use crate::support::{Place, all, export, id, limits, make_version_5};

const MIB: u64 = 1 << 20;

/// Events that fill a disk quickly, 100 KiB a batch.
fn batch(n: usize) -> Vec<NewEvent> {
    let of = |n: usize| NewEvent::new(id(n), n as i64, "search", "shown", vec![7; 1000]);
    (n * 100..n * 100 + 100).map(of).collect()
}

/// Inserts until there is no room; says how many batches were acknowledged.
fn fill(queue: &Queue) -> usize {
    for n in 0..10_000 {
        match queue.insert(batch(n)) {
            Ok(inserted) => assert_eq!(inserted.stored, 100),
            Err(QueueError::DiskFull { .. }) => return n,
            Err(other) => panic!("{other:?}"),
        }
    }
    panic!("never full")
}

#[test]
fn a_file_that_may_not_grow_fails_like_a_full_disk() {
    let place = Place::new();
    let limits = QueueLimits { max_file_bytes: Some(4 * MIB), ballast_bytes: MIB, ..limits() };
    let queue = place.open_with(limits);
    let kept = fill(&queue);
    assert!(kept > 10, "{kept}");
    assert_eq!(all(&queue).len(), kept * 100);
    assert_eq!(queue.stats().unwrap().queued.events as usize, kept * 100);

    while export(&queue, 100) > 0 {}
    assert_eq!(queue.stats().unwrap().exported.events as usize, kept * 100);
    place.hands.pass(Duration::from_secs(2));
    assert_eq!(queue.clean_up(Duration::ZERO).unwrap() as usize, kept * 100);
    place.hands.pass(Duration::from_secs(2));
    assert_eq!(queue.insert(batch(kept)).unwrap().stored, 100);
}

#[test]
fn one_call_without_room_takes_no_other_with_it() {
    let place = Place::new();
    let queue = place.open_with(QueueLimits { max_file_bytes: Some(4 * MIB), ..limits() });
    let huge = NewEvent::new("huge", 1, "search", "shown", vec![7; 8 * MIB as usize]);
    std::thread::scope(|scope| {
        for producer in 0..8 {
            let (queue, huge) = (queue.clone(), huge.clone());
            scope.spawn(move || {
                for n in 0..20 {
                    let n = producer * 20 + n;
                    let small = NewEvent::new(id(n), 1, "search", "shown", vec![1]);
                    assert_eq!(queue.insert(vec![small]).unwrap().stored, 1);
                    let refused = queue.insert(vec![huge.clone()]);
                    assert!(matches!(refused, Err(QueueError::DiskFull { .. })), "{refused:?}");
                }
            });
        }
    });
    assert_eq!(all(&queue).len(), 160);
}

/// A small file system of its own; where this user may not mount one, none.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: &Path, bytes: u64) -> Option<Self> {
        fs::create_dir(at).unwrap();
        let size = format!("size={bytes}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at);
        mount.output().is_ok_and(|done| done.status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_drained_and_taken_again_without_a_restart() {
    let place = Place::new();
    let at = place.directory.path().join("disk");
    // Without the right to mount, the test of the limited file above makes
    // SQLite fail in the same way.
    let Some(disk) = Disk::mount(&at, 40 * MIB) else { return };
    let clock = std::sync::Arc::clone(&place.hands);
    let limits = QueueLimits { ballast_bytes: 12 * MIB, ..QueueLimits::default() };
    let queue = Queue::open_with_clock(at.join("queue.db"), limits, clock).unwrap();
    fs::write(at.join("other"), vec![1; 8 * MIB as usize]).unwrap();

    let kept = fill(&queue);
    assert!(kept > 10, "{kept}");
    // Not a byte left: settling and deleting need the ballast.
    let mut rest = fs::File::create(at.join("rest")).unwrap();
    while std::io::Write::write_all(&mut rest, &[1; 4096]).is_ok() {}
    assert_eq!(all(&queue).len(), kept * 100);
    while export(&queue, 100) > 0 {}
    assert!(!at.join("queue.db.ballast").exists(), "the ballast was needed");
    assert_eq!(queue.stats().unwrap().exported.events as usize, kept * 100);
    let refused = queue.insert(batch(kept));
    assert!(matches!(refused, Err(QueueError::DiskFull { .. })), "{refused:?}");

    fs::remove_file(at.join("other")).unwrap();
    fs::remove_file(at.join("rest")).unwrap();
    place.hands.pass(Duration::from_secs(1));
    assert_eq!(queue.insert(batch(kept)).unwrap().stored, 100);
    assert_eq!(fs::metadata(at.join("queue.db.ballast")).unwrap().len(), 12 * MIB);
    assert_eq!(all(&queue).len(), (kept + 1) * 100);
    drop(queue);
    drop(disk);
}

#[test]
fn a_full_disk_does_not_keep_an_older_queue_from_being_taken_over() {
    let place = Place::new();
    let at = place.directory.path().join("disk");
    let Some(disk) = Disk::mount(&at, 24 * MIB) else { return };
    let limits = QueueLimits { ballast_bytes: 8 * MIB, ..QueueLimits::default() };
    let open = || {
        let clock = std::sync::Arc::clone(&place.hands);
        Queue::open_with_clock(at.join("queue.db"), limits.clone(), clock)
    };
    // One in each span, so that taking it over writes a row for each.
    let of = |n: usize| NewEvent::new(id(n), (n as i64) << 12, "search", "shown", vec![7]);
    open().unwrap().insert((0..20_000).map(of).collect()).unwrap();
    let older = Connection::open(at.join("queue.db")).unwrap();
    make_version_5(&older);
    older
        .execute_batch(
            "DROP TABLE kind_spans;
             CREATE INDEX events_by_kind ON events (kind, state, recorded_at);
             PRAGMA user_version = 4",
        )
        .unwrap();
    older.close().unwrap();
    let mut rest = fs::File::create(at.join("rest")).unwrap();
    while std::io::Write::write_all(&mut rest, &[1; 4096]).is_ok() {}

    let queue = open().unwrap();
    assert_eq!(queue.stats().unwrap().queued.events, 20_000);
    assert_eq!(export(&queue, 100), 100);
    drop(rest);
    fs::remove_file(at.join("rest")).unwrap();
    place.hands.pass(Duration::from_secs(2));
    assert_eq!(queue.insert(batch(1_000)).unwrap().stored, 100);
    assert_eq!(fs::metadata(at.join("queue.db.ballast")).unwrap().len(), 8 * MIB);
    drop(queue);
    drop(disk);
}
