//! The whole chain with the real gateway, which is killed, stopped and cut
//! off: nothing is lost, nothing is stored twice.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use telemetry_sdk::{ExportIncomplete, Telemetry};

use crate::{
    events::searched,
    place::{PATIENCE, Place, export, export_when_asked},
    support::{cable::Cable, process::GatewayProcess},
};

const ROUNDS: u64 = 12;

/// Everything that was recorded, once.
fn recorded(place: &Place) -> BTreeMap<String, usize> {
    place.stored().into_iter().map(|event| (event.id, 1)).collect()
}

#[test]
fn a_gateway_that_is_killed_again_and_again_costs_nothing() {
    let (place, mut gateway) = (Place::new(), GatewayProcess::start());
    let mut config = export(gateway.address, gateway.ca());
    config.batch_size = 500;
    let telemetry = place.builder().export(config).start().unwrap();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| record_until(&telemetry, &done));
        for round in 0..ROUNDS {
            thread::sleep(Duration::from_millis(fastrand::u64(20..250)));
            gateway.kill();
            thread::sleep(Duration::from_millis(round % 3 * 60));
            gateway.start_again();
        }
        done.store(true, Ordering::SeqCst);
    });
    telemetry.export_now(PATIENCE).unwrap();
    let status = telemetry.status().unwrap();
    assert_eq!(status.losses.total(), 0);
    assert_eq!(status.queue.exported.events, status.recorded);
    let recorded = recorded(&place);
    assert_eq!(recorded.len() as u64, status.recorded);
    assert!(recorded.len() > 1_000, "only {} events", recorded.len());
    assert_eq!(gateway.stored_ids(), recorded);
}

fn record_until(telemetry: &Telemetry, done: &AtomicBool) {
    let recorder = telemetry.recorder();
    for number in 0.. {
        recorder.record(searched(number));
        if number % 20 == 0 {
            thread::sleep(Duration::from_millis(2));
            if done.load(Ordering::SeqCst) {
                return;
            }
        }
    }
}

#[test]
fn while_the_gateway_is_away_the_reason_is_told() {
    let (place, mut gateway) = (Place::new(), GatewayProcess::start());
    let config = export_when_asked(gateway.address, gateway.ca());
    let telemetry = place.builder().export(config).start().unwrap();
    gateway.kill();
    (0..50).for_each(|number| telemetry.recorder().record(searched(number)));
    let error = telemetry.export_now(PATIENCE).unwrap_err();
    assert!(matches!(error, ExportIncomplete::Waiting(_)), "{error}");
    let waiting = telemetry.status().unwrap().queue.waiting.unwrap().text;
    for words in ["cannot be reached", "localhost", "check that it runs"] {
        assert!(waiting.contains(words), "{waiting}");
    }
    gateway.start_again();
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(telemetry.status().unwrap().queue.waiting, None);
    assert_eq!(gateway.stored_ids(), recorded(&place));
}

/// The gateway stores, its acknowledgements get lost, everything is sent
/// again.
#[tokio::test(flavor = "multi_thread")]
async fn lost_acknowledgements_make_no_duplicates() {
    let (place, gateway) = (Place::new(), GatewayProcess::start());
    let cable = Cable::to(gateway.address).await;
    let mut config = export_when_asked(cable.address, gateway.ca());
    config.timeout = Duration::from_millis(700);
    let telemetry = place.builder().export(config).start().unwrap();
    for round in 0..4u64 {
        cable.lose_answers(true);
        (0..200).for_each(|number| telemetry.recorder().record(searched(round * 200 + number)));
        let error = telemetry.export_now(PATIENCE).unwrap_err();
        assert!(matches!(error, ExportIncomplete::Waiting(_)), "{error}");
        let status = telemetry.status().unwrap();
        assert_eq!(status.queue.exported.events, round * 200, "acknowledged after all");
        assert_eq!(gateway.stored().len() as u64, (round + 1) * 200, "stored all the same");
        cable.lose_answers(false);
        telemetry.export_now(PATIENCE).unwrap();
    }
    assert_eq!(gateway.stored_ids(), recorded(&place));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cable_that_is_cut_anywhere_costs_nothing() {
    let (place, gateway) = (Place::new(), GatewayProcess::start());
    let cable = Cable::to(gateway.address).await;
    let config = export_when_asked(cable.address, gateway.ca());
    let telemetry = place.builder().export(config).start().unwrap();
    for round in 0..12u64 {
        (0..500).for_each(|number| telemetry.recorder().record(searched(round * 500 + number)));
        cable.cut_next_after(fastrand::u64(100..80_000));
        let _ = telemetry.export_now(PATIENCE);
    }
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(gateway.stored_ids(), recorded(&place));
    assert_eq!(telemetry.status().unwrap().queue.exported.events, 6_000);
}
