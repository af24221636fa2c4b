//! Sets the clock of the system while events are recorded, so it is run by
//! `./x clock` alone: everything else on the machine sees that clock too.

#![cfg(target_os = "linux")]
#![forbid(unsafe_code)]

use std::{
    collections::BTreeMap,
    ops::Range,
    thread,
    time::{Duration, Instant, SystemTime},
};

use rustix::time::{ClockId, Timespec, clock_settime};
use telemetry_core::{
    Recorder,
    id::EventId,
    journal::{Batch, Entry, Journal},
    telemetry_event,
    wire::{self, Source},
};

/// Something happened.
#[telemetry_event(feature = "clock", action = "ticked", owner = "core", purpose = "reliability")]
struct Ticked {
    /// Which one.
    number: u32,
}

/// How exact the time of an event is.
const EXACT: Duration = Duration::from_millis(1);
/// How long the journal may take to learn of a step, for which one thread is
/// woken. Until then an event may have the time from before.
const NOTICED: Duration = Duration::from_millis(50);
/// By how many milliseconds the clock is set, one after the other. Zero in all.
const STEPS: [i64; 6] = [3_000, -5_000, 40, -10, 60_000, -58_030];

/// Sets the clock so many milliseconds forward.
fn step(milliseconds: i64) {
    let by = Duration::from_millis(milliseconds.unsigned_abs());
    let now = since_epoch();
    let then = if milliseconds < 0 { now - by } else { now + by };
    let (tv_sec, tv_nsec) = (then.as_secs() as i64, then.subsec_nanos().into());
    clock_settime(ClockId::Realtime, Timespec { tv_sec, tv_nsec })
        .expect("setting the clock takes root");
}

fn since_epoch() -> Duration {
    SystemTime::UNIX_EPOCH.elapsed().expect("a time after 1970")
}

/// Puts the clock back where it would be without the test, also when that fails.
struct Restored {
    clock: Duration,
    since: Instant,
}

impl Drop for Restored {
    fn drop(&mut self) {
        let should = self.clock + self.since.elapsed();
        let (tv_sec, tv_nsec) = (should.as_secs() as i64, should.subsec_nanos().into());
        clock_settime(ClockId::Realtime, Timespec { tv_sec, tv_nsec }).ok();
    }
}

/// When an event was recorded, by the system's clock.
struct Expected {
    between: Range<Duration>,
    /// By how much it may be wrong besides.
    slack: Duration,
}

/// The time that each event got. A batch is in the order of these times, which
/// is another one when the clock was set back.
fn recorded(journal: &Journal) -> BTreeMap<usize, Duration> {
    let source = Source::new("1.2.3").expect("a version");
    let (mut batch, mut wire) = (Batch::default(), Vec::new());
    journal.take(&mut batch, Duration::ZERO);
    let number = |entry: &Entry| {
        wire.clear();
        wire::put_event(&mut wire, &batch, entry, &source);
        let at = wire.windows(7).position(|it| it == b"number\x11").expect("the key") + 7;
        let number = f64::from_le_bytes(*wire[at..].first_chunk().expect("a double"));
        (number as usize, entry.recorded_at())
    };
    batch.entries().iter().map(number).collect()
}

#[test]
#[ignore = "sets the clock of the system"]
fn times_are_exact_whenever_the_clock_is_set() {
    let directory = std::env::temp_dir().join(format!("telemetry-clock-{}", EventId::generate()));
    let journal = Journal::open(&directory, 100_000, "1.2.3").expect("a journal");
    let recorder = Recorder::new(&journal);
    let _restored = Restored { clock: since_epoch(), since: Instant::now() };
    let mut expected = Vec::new();
    let mut record = |slack| {
        let before = since_epoch();
        recorder.record(Ticked { number: expected.len() as u32 });
        expected.push(Expected { between: before..since_epoch(), slack });
        thread::sleep(Duration::from_millis(2));
    };
    for milliseconds in STEPS {
        (0..200).for_each(|_| record(Duration::ZERO));
        step(milliseconds);
        let stepped = Instant::now();
        while stepped.elapsed() < NOTICED {
            record(Duration::from_millis(milliseconds.unsigned_abs()));
        }
    }
    (0..200).for_each(|_| record(Duration::ZERO));
    let recorded = recorded(&journal);
    assert_eq!(recorded.len(), expected.len(), "all are in the batch");
    for (number, Expected { between, slack }) in expected.iter().enumerate() {
        let (at, slack) = (recorded[&number], EXACT + *slack);
        let near = between.start.saturating_sub(slack)..between.end + slack;
        assert!(near.contains(&at), "event {number} has {at:?}, but was recorded in {between:?}");
    }
    drop(journal);
    std::fs::remove_dir_all(directory).ok();
}
