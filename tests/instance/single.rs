//! Single events that are switched off at run time: not recorded, not kept, also
//! in another process and after a start; and nothing changes for the others.

use std::collections::BTreeMap;

use telemetry_sdk::{SwitchError, Telemetry, declarations::Declarations, policy::Mode, switches};

use crate::{
    events::{Asked, searched},
    place::{PATIENCE, Place},
    switches::Other,
};

/// One event of each feature.
fn record(telemetry: &Telemetry) {
    telemetry.recorder().record(searched(1));
    telemetry.recorder().record(Asked { number: 1 });
}

/// How many of each feature the queue has.
fn kept(place: &Place) -> BTreeMap<String, usize> {
    let mut kept = BTreeMap::new();
    place.stored().into_iter().for_each(|event| *kept.entry(event.feature).or_default() += 1);
    kept
}

fn counts<const N: usize>(all: [(&str, usize); N]) -> BTreeMap<String, usize> {
    all.into_iter().map(|(feature, count)| (feature.to_owned(), count)).collect()
}

#[test]
fn an_event_that_is_switched_off_is_neither_recorded_nor_kept() {
    let place = Place::new();
    let telemetry = place.start();
    record(&telemetry);
    telemetry.flush(PATIENCE).unwrap();
    // One of each waits in the queue, one in the journal.
    record(&telemetry);
    telemetry.set_recorded("search", Some("done"), false).unwrap();
    record(&telemetry);
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(kept(&place), counts([("cody.chat", 3)]));
    let status = telemetry.status().unwrap();
    assert_eq!(status.recorded, 5);
    assert_eq!(status.not_recorded.iter().collect::<Vec<_>>(), [("search", Some("done"))]);
    let purged: u64 = status.queue.losses.iter().map(|loss| loss.lost.events).sum();
    assert_eq!(purged + status.discarded, 2, "{status:?}");
    drop(telemetry);

    // It is remembered, and so is a whole feature.
    let telemetry = place.start();
    record(&telemetry);
    telemetry.set_recorded("cody", None, false).unwrap();
    record(&telemetry);
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(kept(&place), counts([]));

    telemetry.set_recorded("search", Some("done"), true).unwrap();
    telemetry.set_recorded("cody", None, true).unwrap();
    record(&telemetry);
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(kept(&place), counts([("cody.chat", 1), ("search", 1)]));
    assert!(telemetry.status().unwrap().not_recorded.is_empty());
}

#[test]
fn a_name_that_nobody_declares_is_refused_with_those_that_are_near() {
    let place = Place::new();
    let telemetry = place.start();
    for (feature, action, near) in [
        ("serch", None, "`search`"),
        ("search", Some("don"), "`search.done`"),
        ("cody.chat", Some("askd"), "`cody.chat.asked`"),
    ] {
        let error = telemetry.set_recorded(feature, action, false).unwrap_err();
        assert!(matches!(error, SwitchError::Unknown(_)), "{error}");
        assert!(error.to_string().contains(near), "{error}");
    }
    telemetry.set_recorded("search", None, false).unwrap();
    let error = telemetry.set_recorded("search", Some("done"), true).unwrap_err();
    assert!(matches!(error, SwitchError::WholeFeature { .. }), "{error}");
    let off = telemetry.status().unwrap().not_recorded;
    assert_eq!(off.iter().collect::<Vec<_>>(), [("search", None)]);
}

#[test]
fn a_mode_and_an_event_are_switched_by_themselves() {
    let place = Place::new();
    let telemetry = place.start();
    telemetry.set_recorded("search", None, false).unwrap();
    telemetry.set_mode(Mode::Off).unwrap();
    telemetry.set_recorded("search", None, true).unwrap();
    record(&telemetry);
    assert_eq!(telemetry.status().unwrap().mode, Mode::Off);
    telemetry.set_recorded("cody", None, false).unwrap();
    telemetry.set_mode(Mode::Local).unwrap();
    record(&telemetry);
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(kept(&place), counts([("search", 1)]));
}

#[test]
fn another_process_learns_it_and_keeps_its_own_mode() {
    let place = Place::new();
    let declared = || Declarations::from(telemetry_sdk::linked_catalog().unwrap());
    // A mode of an earlier run is none of the next one's business.
    place.start().set_mode("on".parse().unwrap()).unwrap();
    let mut other = Other::start(&place);
    other.ask("record 10");
    let off = |recorded| {
        switches::set_recorded(&place.path(), &declared(), "search", None, recorded).unwrap();
    };
    off(false);
    other.wait_for("off", "search");
    other.ask("record 10");
    other.ask("flush");
    assert_eq!(kept(&place), counts([]));
    assert_eq!((other.ask("recorded"), other.ask("mode")), ("10".into(), "local".into()));
    off(true);
    other.wait_for("off", "");
    other.ask("record 10");
    other.ask("flush");
    assert_eq!(kept(&place), counts([("search", 10)]));
    other.kill();
}
