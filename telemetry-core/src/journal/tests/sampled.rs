//! Sampled events in a journal of files: as many as declared are written, the
//! others are counted, and whoever reads the journal later knows the rate.

use std::collections::BTreeMap;

use super::kept::{Place, counts, kill, take};
use crate::{Context, Recorder, UserKey, telemetry_event, wire};

/// One of four is recorded.
#[telemetry_event(
    feature = "journal",
    action = "sampled",
    owner = "core",
    purpose = "reliability",
    sample = 0.25
)]
struct Sampled {
    /// How often.
    count: u64,
}

/// What `Event.sample_rate` of 0.25 is on the wire: field 1001, a double.
const QUARTER: [u8; 10] = [0xc9, 0x3e, 0, 0, 0, 0, 0, 0, 0xd0, 0x3f];

const RECORDED: u64 = 4_000;

/// Six and a half standard deviations around a quarter: outside once in 10^10
/// runs.
fn is_a_quarter(kept: u64) -> bool {
    kept.abs_diff(RECORDED / 4) <= 179
}

#[test]
fn what_is_left_out_is_not_written_and_not_lost() {
    let place = Place::new();
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    let user = UserKey::generate().expect("random bytes").user(7);
    for count in 0..RECORDED {
        let context = Context::builder().user(user).build();
        let _entered = (count % 64 == 0).then(|| context.enter());
        recorder.record(Sampled { count });
    }
    let (recorded, sampled_out) = (journal.recorded(), journal.sampled_out());
    assert_eq!((recorded + sampled_out, journal.losses().total()), (RECORDED, 0));
    assert!(is_a_quarter(recorded), "{recorded} of {RECORDED}");
    let counts = counts(&take(&journal));
    assert_eq!(counts.len() as u64, recorded);
    assert!(counts.is_sorted_by(|a, b| a < b), "in their order, each once");
}

#[test]
fn the_next_start_knows_the_rate_from_the_journal() {
    let place = Place::new();
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    (0..RECORDED).for_each(|count| recorder.record(Sampled { count }));
    let recorded = journal.recorded();
    drop(recorder);
    kill(&place, journal);

    let next = place.open();
    assert_eq!(next.recover(&BTreeMap::new()).expect("readable"), 1);
    let batch = take(&next);
    assert_eq!(batch.entries().len() as u64, recorded);
    let source = wire::Source::new("2.0.0").expect("a version");
    for entry in batch.entries() {
        let mut bytes = Vec::new();
        wire::put_event(&mut bytes, &batch, entry, &source);
        assert!(bytes.ends_with(&QUARTER), "{bytes:?}");
    }
}
