//! Why events wait: said while they do, forgotten when they do not.

use std::time::Duration;

use telemetry_sdk::{ExportIncomplete, Telemetry, policy::Mode};

use crate::{
    events::searched,
    place::{PATIENCE, Place, export, export_when_asked, states},
    support::{
        process::free_address,
        scripted::{Act, Incoming, Scripted},
        tls::Tls,
    },
};

fn waits_for(telemetry: &Telemetry) -> Option<String> {
    telemetry.status().unwrap().queue.waiting.map(|waiting| waiting.text)
}

/// Looks again and again until it is so.
async fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never: {what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_fails_says_why_and_one_that_succeeds_forgets_it() {
    let (place, tls) = (Place::new(), Tls::new());
    let gateway = Scripted::start(&tls).await;
    gateway.script(|_| Act::Fail(tonic::Status::unavailable("the disk is full here")));
    let config = export_when_asked(gateway.address, tls.ca());
    let telemetry = place.builder().export(config).start().unwrap();
    telemetry.recorder().record(searched(1));
    let error = telemetry.export_now(PATIENCE).unwrap_err();
    assert!(matches!(error, ExportIncomplete::Waiting(_)), "{error}");
    assert!(error.to_string().contains("the disk is full here"), "{error}");
    assert_eq!(waits_for(&telemetry).unwrap(), error.to_string()["events wait: ".len()..]);
    assert_eq!(states(&place.stored()), ["queued"]);

    // Asking again works however long the back-off is.
    for _ in 0..8 {
        assert!(telemetry.export_now(PATIENCE).is_err());
    }
    gateway.script(Incoming::accept);
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(waits_for(&telemetry), None);
    assert_eq!(states(&place.stored()), ["exported"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_failures_it_tries_again_by_itself() {
    let (place, tls) = (Place::new(), Tls::new());
    let gateway = Scripted::start(&tls).await;
    gateway.turn_away(Some(tonic::Status::unavailable("not yet")));
    let config = export(gateway.address, tls.ca());
    let telemetry = place.builder().export(config).start().unwrap();
    telemetry.recorder().record(searched(1));
    telemetry.flush(PATIENCE).unwrap();
    until("a reason", || waits_for(&telemetry).is_some_and(|why| why.contains("not yet"))).await;
    gateway.turn_away(None);
    until("exported", || states(&place.stored()) == ["exported"]).await;
    until("no reason", || waits_for(&telemetry).is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_does_not_outlive_what_it_was_about() {
    let (place, tls) = (Place::new(), Tls::new());
    let config = export_when_asked(free_address(), tls.ca());
    let telemetry = place.builder().export(config).start().unwrap();
    telemetry.recorder().record(searched(1));
    assert!(telemetry.export_now(PATIENCE).is_err());
    assert!(waits_for(&telemetry).unwrap().contains("cannot be reached"));
    // Nothing waits any more: everything is kept here.
    telemetry.set_mode(Mode::Local).unwrap();
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(waits_for(&telemetry), None);

    telemetry.set_mode("on".parse().unwrap()).unwrap();
    assert!(telemetry.export_now(PATIENCE).is_err());
    telemetry.shutdown(PATIENCE).unwrap();
    // Nor does the next start wait for a gateway that it does not have.
    let telemetry = place.builder().start().unwrap();
    assert_eq!(waits_for(&telemetry), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_takes_too_long_goes_on() {
    let (place, tls) = (Place::new(), Tls::new());
    let gateway = Scripted::start(&tls).await;
    gateway.script(|message| {
        std::thread::sleep(Duration::from_millis(700));
        message.accept()
    });
    let config = export_when_asked(gateway.address, tls.ca());
    let telemetry = place.builder().export(config).start().unwrap();
    telemetry.recorder().record(searched(1));
    telemetry.flush(PATIENCE).unwrap();
    let error = telemetry.export_now(Duration::from_millis(100)).unwrap_err();
    assert!(matches!(error, ExportIncomplete::Deadline), "{error}");
    until("exported", || states(&place.stored()) == ["exported"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_waits_for_no_gateway() {
    let (place, tls) = (Place::new(), Tls::new());
    let gateway = Scripted::start(&tls).await;
    gateway.script(|_| Act::Silence);
    let mut config = export(gateway.address, tls.ca());
    config.timeout = Duration::from_secs(3600);
    let telemetry = place.builder().export(config).start().unwrap();
    telemetry.recorder().record(searched(1));
    telemetry.flush(PATIENCE).unwrap();
    until("the event is on its way", || !gateway.received().is_empty()).await;
    // Would take an hour.
    telemetry.shutdown(PATIENCE).unwrap();

    gateway.script(Incoming::accept);
    let config = export_when_asked(gateway.address, tls.ca());
    let telemetry = place.builder().export(config).start().unwrap();
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(states(&place.stored()), ["exported"]);
}
