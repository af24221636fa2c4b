//! A gateway that fails at an event, and one that fails at everything: the
//! first must not stop the others, the second must not cost a single event.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use telemetry_sdk::{export::Failure, queue::EventState};
use tonic::{Code, Status};

use crate::{
    place::{Place, fails, id},
    support::{
        cable::Cable,
        scripted::{Act, Incoming, Scripted},
    },
};

/// Fails whenever a message holds one of these events.
fn fails_at(
    poison: &'static [usize],
    code: Code,
) -> impl Fn(&Incoming) -> Act + Send + Sync + 'static {
    move |message| match poison.iter().find(|n| message.holds(&id(**n))) {
        Some(_) => Act::Fail(Status::new(code, "cannot read this")),
        None => message.accept(),
    }
}

#[tokio::test]
async fn neighbours_of_a_poisonous_event_leave_and_it_alone_is_refused_with_evidence() {
    for code in [Code::InvalidArgument, Code::Internal, Code::Unknown] {
        let place = Place::with(2_000);
        let gateway = Scripted::start(&place.tls).await;
        gateway.script(fails_at(&[0, 777, 1_999], code));
        let mut exporter = place.exporter(&gateway);
        let failure = fails(&mut exporter).await;
        assert!(failure.to_string().contains("cannot read this"), "{failure}");
        assert_eq!(place.counts(), [3, 1_997, 0, 0], "{code:?}");
        assert!(gateway.streams().len() < 60, "{} streams", gateway.streams().len());

        // That it fails again and again proves nothing.
        for _ in 0..10 {
            fails(&mut exporter).await;
        }
        assert_eq!(place.counts(), [3, 1_997, 0, 0], "{code:?}");
        // That it takes others meanwhile does.
        place.fill(2_000..2_001);
        let _ = exporter.drain().await;
        place.fill(2_001..2_002);
        exporter.drain().await.unwrap();
        assert_eq!(place.counts(), [0, 1_999, 3, 0], "{code:?}");
        for n in [0, 777, 1_999] {
            let state = place.state(n).to_string();
            assert!(state.contains("fails at this event alone") && state.contains("cannot read"));
        }
    }
}

#[tokio::test]
async fn a_poisonous_event_that_is_taken_in_the_end_is_exported() {
    let place = Place::with(100);
    let gateway = Scripted::start(&place.tls).await;
    gateway.script(fails_at(&[50], Code::Internal));
    let mut exporter = place.exporter(&gateway);
    fails(&mut exporter).await;
    place.fill(100..101);
    fails(&mut exporter).await;
    gateway.script(Incoming::accept);
    exporter.drain().await.unwrap();
    assert_eq!(place.counts(), [0, 101, 0, 0]);
}

#[tokio::test]
async fn a_gateway_that_rejects_everything_costs_no_event() {
    for code in [Code::InvalidArgument, Code::Internal, Code::FailedPrecondition, Code::DataLoss] {
        let place = Place::with(500);
        let gateway = Scripted::start(&place.tls).await;
        gateway.script(move |_| Act::Fail(Status::new(code, "everything is wrong")));
        let mut exporter = place.exporter(&gateway);
        for _ in 0..20 {
            let failure = fails(&mut exporter).await;
            assert!(matches!(&failure, Failure::Rejected(said) if said == "everything is wrong"));
        }
        assert_eq!(place.counts(), [500, 0, 0, 0], "{code:?}");
        gateway.script(Incoming::accept);
        exporter.drain().await.unwrap();
        assert_eq!(place.counts(), [0, 500, 0, 0], "{code:?}");
    }
}

/// A full disk at the gateway: well at first, then every message fails.
#[tokio::test]
async fn a_gateway_that_falls_ill_and_recovers_costs_no_event() {
    let place = Place::with(1_000);
    let gateway = Scripted::start(&place.tls).await;
    let messages = Arc::new(AtomicUsize::new(0));
    gateway.script(move |message| match messages.fetch_add(1, Ordering::SeqCst) % 16 {
        0..4 => message.accept(),
        _ => Act::Fail(Status::internal("no space left")),
    });
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    let mut exporter = place.exporter_with(config);
    for _ in 0..100 {
        if exporter.drain().await.is_ok() {
            break;
        }
    }
    assert_eq!(place.counts()[2], 0, "an event was refused for the gateway's illness");
    gateway.script(Incoming::accept);
    exporter.drain().await.unwrap();
    assert_eq!(place.counts(), [0, 1_000, 0, 0]);
}

/// A suspect is tried last, and then the connection breaks: that is no
/// evidence against it.
#[tokio::test]
async fn a_broken_connection_is_no_evidence_against_a_suspect() {
    let place = Place::with(10);
    let gateway = Scripted::start(&place.tls).await;
    let cable = Arc::new(Cable::to(gateway.address).await);
    gateway.script(fails_at(&[5], Code::InvalidArgument));
    let mut exporter = place.exporter_with(place.config(cable.address));
    fails(&mut exporter).await;

    let (cut, breaks) = (Arc::clone(&cable), Arc::new(AtomicBool::new(true)));
    let still = Arc::clone(&breaks);
    gateway.script(move |message| {
        if still.load(Ordering::SeqCst) && message.holds(&id(5)) {
            cut.cut();
            return Act::Silence;
        }
        message.accept()
    });
    for n in 10..25 {
        place.fill(n..n + 1);
        let failure = fails(&mut exporter).await;
        assert!(!matches!(failure, Failure::Rejected(_)), "{failure}");
        assert_eq!(place.state(n), EventState::Exported, "others need not wait");
        assert_eq!(place.state(5), EventState::Queued);
    }
    breaks.store(false, Ordering::SeqCst);
    exporter.drain().await.unwrap();
    assert_eq!(place.counts(), [0, 25, 0, 0]);
}

/// The gateway dies of an event, each time: nobody says that it is the
/// event's fault, but the others get through.
#[tokio::test]
async fn an_event_that_breaks_the_connection_holds_up_nobody_for_long() {
    let place = Place::with(64);
    let gateway = Scripted::start(&place.tls).await;
    gateway.script(|message| match message.holds(&id(20)) {
        true => Act::End,
        false => message.accept(),
    });
    let mut exporter = place.exporter(&gateway);
    for _ in 0..10 {
        let failure = fails(&mut exporter).await;
        assert!(matches!(failure, Failure::Ended), "{failure}");
    }
    assert_eq!(place.counts(), [1, 63, 0, 0]);
}

#[tokio::test]
async fn a_damaged_row_is_refused_never_sent_and_no_failure() {
    let place = Place::new();
    let row = |n: usize, bytes: Vec<u8>| {
        telemetry_sdk::queue::NewEvent::new(id(n), n as i64, "search", "resultsShown", bytes)
    };
    let good = crate::place::stored(&crate::place::event(1)).exportable.to_vec();
    let another = crate::place::stored(&crate::place::event_of("cody", 2)).exportable.to_vec();
    // No protobuf, another event's bytes, another feature than the policy was
    // asked about.
    let rows = [row(0, vec![0xff; 40]), row(1, another.clone()), row(2, another), row(3, good)];
    place.queue.insert(rows.into()).unwrap();
    let gateway = Scripted::start(&place.tls).await;
    let drained = place.exporter(&gateway).drain().await.unwrap();
    assert_eq!((drained.exported, drained.refused), (0, 4));
    for n in 0..4 {
        assert_eq!(place.state(n).to_string(), "refused(undecodable)");
    }
    assert!(gateway.received().is_empty());
}
