//! What is recorded, kept and exported in which mode, also when it changes.

use std::time::Duration;

use telemetry_sdk::{StartError, Telemetry, policy::Mode, queue::LossReason};

use crate::{
    events::{Asked, searched},
    place::{PATIENCE, Place, export_when_asked, states},
    support::{scripted::Scripted, tls::Tls},
};

fn mode(text: &str) -> Mode {
    text.parse().unwrap()
}

/// One event of each feature.
fn record(telemetry: &Telemetry, number: u64) {
    telemetry.recorder().record(searched(number));
    telemetry.recorder().record(Asked { number });
    telemetry.flush(PATIENCE).unwrap();
}

/// What the queue holds, as words.
fn kept(place: &Place) -> Vec<String> {
    states(&place.stored())
}

#[test]
fn local_keeps_and_off_neither_records_nor_keeps() {
    let place = Place::new();
    let telemetry = place.builder().mode(Mode::Local).start().unwrap();
    record(&telemetry, 1);
    assert_eq!(kept(&place), ["withheld(local)", "withheld(local)"]);

    telemetry.set_mode(Mode::Off).unwrap();
    record(&telemetry, 2);
    assert!(kept(&place).is_empty());
    let status = telemetry.status().unwrap();
    assert_eq!(status.recorded, 2, "off records nothing");
    let [loss] = &status.queue.losses[..] else { panic!("{:?}", status.queue.losses) };
    assert_eq!((loss.reason, loss.lost.events), (LossReason::Purged, 2));

    // Also when it is off from the start.
    telemetry.set_mode(Mode::Local).unwrap();
    record(&telemetry, 3);
    telemetry.shutdown(PATIENCE).unwrap();
    let telemetry = place.builder().mode(Mode::Off).start().unwrap();
    record(&telemetry, 4);
    telemetry.shutdown(PATIENCE).unwrap();
    assert!(kept(&place).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_withholds_and_a_wider_one_releases() {
    let (place, tls) = (Place::new(), Tls::new());
    let gateway = Scripted::start(&tls).await;
    let config = export_when_asked(gateway.address, tls.ca());
    let telemetry = place.builder().export(config.clone()).mode(mode("on:search")).start().unwrap();
    record(&telemetry, 1);
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(kept(&place), ["exported", "withheld(scope)"]);

    telemetry.set_mode(mode("on:cody.*")).unwrap();
    record(&telemetry, 2);
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(kept(&place), ["exported", "exported", "withheld(scope)", "exported"]);

    telemetry.set_mode(Mode::Local).unwrap();
    record(&telemetry, 3);
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(gateway.received().len(), 3);
    telemetry.shutdown(PATIENCE).unwrap();

    // Released by a start, too.
    let telemetry = place.builder().export(config).start().unwrap();
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(kept(&place), ["exported"; 6]);
    assert_eq!(gateway.received().len(), 6);
}

/// Off must hold for what is on its way from memory to the queue at that
/// moment, and on must not leave it behind.
#[tokio::test(flavor = "multi_thread")]
async fn a_mode_that_changes_while_events_are_stored_holds_for_them() {
    let (place, tls) = (Place::new(), Tls::new());
    let gateway = Scripted::start(&tls).await;
    let config = export_when_asked(gateway.address, tls.ca());
    let telemetry = place.builder().export(config).mode(Mode::Local).start().unwrap();
    for round in 0..20 {
        let recorder = telemetry.recorder();
        (0..2_000).for_each(|number| recorder.record(searched(number)));
        let storing = std::thread::scope(|scope| {
            let storing = scope.spawn(|| telemetry.flush(PATIENCE));
            std::thread::sleep(Duration::from_millis(round));
            telemetry.set_mode(mode("on")).unwrap();
            storing.join().unwrap()
        });
        storing.unwrap();
        let queue = telemetry.status().unwrap().queue;
        assert_eq!(queue.withheld.events, 0, "left behind in round {round}");

        (0..2_000).for_each(|number| recorder.record(searched(number)));
        let storing = std::thread::scope(|scope| {
            let storing = scope.spawn(|| telemetry.flush(PATIENCE));
            std::thread::sleep(Duration::from_millis(round));
            telemetry.set_mode(Mode::Off).unwrap();
            storing.join().unwrap()
        });
        storing.unwrap();
        let status = telemetry.status().unwrap();
        let held = status.queue.queued.events + status.queue.withheld.events;
        assert_eq!(held, 0, "kept in round {round} although it is off");
        let purged: u64 = status.queue.losses.iter().map(|loss| loss.lost.events).sum();
        assert_eq!(status.recorded, purged + status.discarded, "not accounted for");
        telemetry.set_mode(Mode::Local).unwrap();
    }
    assert!(gateway.received().is_empty());
}

#[test]
fn on_without_an_address_is_told_at_the_start() {
    let place = Place::new();
    for text in ["on", "on:search"] {
        let error = place.builder().mode(mode(text)).start().unwrap_err();
        assert!(matches!(error, StartError::NoAddress(_)), "{error}");
        assert!(error.to_string().contains("set the address, or the mode `local`"), "{error}");
    }
    assert!(!place.path().exists(), "nothing was made");
}
