//! Files that somebody or something changed: opening them never panics, what
//! is whole is taken, and what is not is counted.

use std::{collections::BTreeMap, fs};

use proptest::prelude::*;

use super::{
    super::Journal,
    kept::{Counted, Place, counts, kill, take},
};
use crate::Recorder;

const EVENTS: u64 = 200;

/// A directory as a killed process leaves it.
fn left_behind() -> Place {
    let place = Place::new();
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    (0..EVENTS).for_each(|count| recorder.record(Counted { count }));
    drop(recorder);
    kill(&place, journal);
    place
}

/// All that is recovered, and how many damaged places were counted.
fn recovered(place: &Place) -> (Vec<u64>, u64) {
    let journal: Journal = place.open();
    journal.recover(&BTreeMap::new()).expect("a readable directory");
    let mut all = Vec::new();
    loop {
        let batch = take(&journal);
        all.extend(counts(&batch));
        journal.stored(batch.entries().len());
        if batch.entries().is_empty() {
            return (all, journal.losses().damaged);
        }
    }
}

/// The one segment that holds events, and the two other files.
fn file(place: &Place, name: &str) -> std::path::PathBuf {
    let named = |path: &std::path::PathBuf| {
        let text = path.to_string_lossy();
        // One may have been made, and not allocated yet.
        let is_used = || {
            let bytes = fs::read(path).unwrap_or_default();
            bytes.first_chunk().is_some_and(|magic| *magic != [0; 8])
        };
        if name == "segment" { text.contains("/0000") && is_used() } else { text.ends_with(name) }
    };
    place.files().into_iter().find(named).expect("the file")
}

#[test]
fn an_undamaged_directory_is_recovered_whole() {
    assert_eq!(recovered(&left_behind()), (Vec::from_iter(0..EVENTS), 0));
}

#[test]
fn without_the_clock_file_the_segments_tell_the_time() {
    let place = left_behind();
    fs::remove_file(file(&place, "process")).expect("the file");
    assert_eq!(recovered(&place), (Vec::from_iter(0..EVENTS), 0));
}

#[test]
fn without_its_declaration_an_event_is_lost_and_counted() {
    let place = left_behind();
    fs::remove_file(file(&place, "schemas")).expect("the file");
    assert_eq!(recovered(&place), (vec![], EVENTS));
}

#[test]
fn what_a_newer_release_wrote_is_left_alone() {
    for name in ["segment", "process"] {
        let place = left_behind();
        let file = file(&place, name);
        let mut bytes = fs::read(&file).expect("the file");
        bytes[0] = 9;
        fs::write(&file, &bytes).expect("the file");
        assert_eq!(recovered(&place), (vec![], 0), "{name}");
        assert_eq!(fs::read(&file).expect("still there"), bytes, "{name}");
    }
}

#[test]
fn a_header_that_was_lost_costs_no_event() {
    let place = left_behind();
    let file = file(&place, "segment");
    let mut bytes = fs::read(&file).expect("the file");
    bytes[7] ^= 0xff;
    bytes[70] ^= 0xff;
    fs::write(&file, &bytes).expect("the file");
    assert_eq!(recovered(&place), (Vec::from_iter(0..EVENTS), 1));
}

/// How many files are damaged; in the long form the environment says how many.
fn cases() -> u32 {
    let said = std::env::var("TELEMETRY_SOAK_FILES").ok();
    said.map_or(48, |files| files.parse().expect("TELEMETRY_SOAK_FILES is a number"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn whatever_was_done_to_a_file_nothing_panics_and_nothing_is_made_up(
        name in prop::sample::select(vec!["segment", "process", "schemas"]),
        keep in prop_oneof![Just(usize::MAX), 0..20_000_usize],
        noise in prop::collection::vec((0..20_000_usize, any::<u8>()), 0..20),
    ) {
        let place = left_behind();
        let file = file(&place, name);
        let mut bytes = fs::read(&file).expect("the file");
        bytes.truncate(keep);
        for (at, byte) in noise {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        fs::write(&file, bytes).expect("the file");
        let (all, _) = recovered(&place);
        prop_assert!(all.is_sorted_by(|a, b| a < b) && all.iter().all(|count| *count < EVENTS));
    }
}
