//! The policy is applied again when an event is sent, also one that changes
//! while the export runs.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use telemetry_sdk::{
    policy::Mode,
    queue::{EventState, WithheldReason},
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};
use tonic::Status;

use crate::{
    place::{Place, event_of, fails, id, padded, stored},
    support::scripted::{Act, Incoming, Scripted},
};

/// Long enough for the queue to have the next lease ready.
const READY: std::time::Duration = std::time::Duration::from_millis(100);

fn mode(text: &str) -> Mode {
    text.parse().unwrap()
}

/// Even numbers belong to `search`, odd ones to `cody`.
fn mixed(place: &Place, events: usize) {
    let feature = |n| if n % 2 == 0 { "search" } else { "cody.chat" };
    place.queue.insert((0..events).map(|n| stored(&event_of(feature(n), n))).collect()).unwrap();
}

#[tokio::test]
async fn what_was_queued_under_another_mode_does_not_leave() {
    for (text, sent) in [("local", 0), ("off", 0), ("on:search", 5), ("on:cody", 5)] {
        let place = Place::new();
        mixed(&place, 10);
        // As if it changed between the queue and the exporter.
        place.mode.set(mode(text));
        let gateway = Scripted::start(&place.tls).await;
        place.exporter(&gateway).drain().await.unwrap();
        assert_eq!(gateway.received().len(), sent, "{text}");
        assert_eq!(place.counts(), [0, sent as u64, 0, 10 - sent as u64], "{text}");
    }
}

#[tokio::test]
async fn a_narrower_scope_withholds_with_its_reason_and_a_wider_one_releases() {
    let place = Place::new();
    mixed(&place, 4);
    place.mode.set(mode("on:search"));
    let gateway = Scripted::start(&place.tls).await;
    let mut exporter = place.exporter(&gateway);
    exporter.drain().await.unwrap();
    assert_eq!(place.state(0), EventState::Exported);
    assert_eq!(place.state(1), EventState::Withheld(WithheldReason::Scope));
    place.mode.set(mode("on"));
    place.queue.apply_policy(&|_, _| telemetry_sdk::queue::Disposition::Queue).unwrap();
    exporter.drain().await.unwrap();
    assert_eq!(place.counts(), [0, 4, 0, 0]);
}

/// One lease, many messages: the switch is thrown at the second.
#[tokio::test]
async fn a_mode_that_changes_in_the_middle_of_a_lease_stops_what_was_not_sent() {
    let place = Place::new();
    // About ten fit into a message.
    place.queue.insert((0..120).map(|n| padded(n, 100_000)).collect()).unwrap();
    let gateway = Scripted::start(&place.tls).await;
    let (shared, seen) = (place.mode.clone(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&seen);
    gateway.script(move |message: &Incoming| {
        if counted.fetch_add(1, Ordering::SeqCst) == 1 {
            shared.set(mode("local"));
        }
        message.accept()
    });
    place.exporter(&gateway).drain().await.unwrap();
    let [queued, exported, refused, withheld] = place.counts();
    assert_eq!((queued, refused, exported + withheld), (0, 0, 120));
    assert_eq!(exported as usize, gateway.received().len(), "what was sent is known");
    // What was under way at that moment, no more.
    assert!(seen.load(Ordering::SeqCst) <= 6, "{} messages", seen.load(Ordering::SeqCst));
    assert_eq!(place.state(119), EventState::Withheld(WithheldReason::Local));
    assert_eq!(place.row(0).id, id(0));
}

/// The next lease is checked while the one before is sent: what was found then
/// does not hold any more when it is its turn.
#[tokio::test]
async fn a_mode_that_changes_keeps_back_the_lease_that_was_checked_ahead() {
    let place = Place::with(300);
    let gateway = Scripted::start(&place.tls).await;
    let shared = place.mode.clone();
    gateway.script(move |message: &Incoming| {
        std::thread::sleep(READY);
        shared.set(mode("local"));
        message.accept()
    });
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    place.exporter_with(config).drain().await.unwrap();
    assert_eq!(gateway.received().len(), 100);
    assert_eq!(place.counts(), [0, 100, 0, 200]);
    assert_eq!(place.state(150), EventState::Withheld(WithheldReason::Local));
}

/// What was purged in between is in memory, checked under the same mode.
#[tokio::test]
async fn what_was_purged_does_not_leave_when_the_mode_is_as_before() {
    let place = Place::with(300);
    let gateway = Scripted::start(&place.tls).await;
    let (shared, queue) = (place.mode.clone(), place.queue.clone());
    gateway.script(move |message: &Incoming| {
        std::thread::sleep(READY);
        shared.set(mode("off"));
        queue.purge_waiting().unwrap();
        shared.set(mode("on"));
        message.accept()
    });
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    place.exporter_with(config).drain().await.unwrap();
    assert_eq!(gateway.received().len(), 100, "those that were under way");
    assert_eq!(place.counts(), [0; 4]);
}

#[tokio::test]
async fn nobody_is_told_who_we_are_once_nothing_may_leave() {
    let place = Place::with(10);
    let gateway = Scripted::start(&place.tls).await;
    let shared = place.mode.clone();
    // The exporter would look for the event at fault, over a new stream.
    gateway.script(move |_| {
        shared.set(mode("local"));
        Act::Fail(Status::invalid_argument("no"))
    });
    place.exporter(&gateway).drain().await.unwrap();
    assert_eq!(gateway.streams().len(), 1);
    assert_eq!(place.counts(), [0, 0, 0, 10]);
}

/// The connection takes its time, and the mode changes meanwhile.
#[tokio::test]
async fn a_mode_that_changes_while_a_connection_is_made_tells_nobody_who_we_are() {
    for (text, counts) in [("local", [0, 0, 0, 10]), ("on:cody", [0, 5, 0, 5])] {
        let place = Place::new();
        mixed(&place, 10);
        let gateway = Scripted::start(&place.tls).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let config = place.config(listener.local_addr().unwrap());
        let (shared, to) = (place.mode.clone(), gateway.address);
        let relay = tokio::spawn(async move {
            loop {
                let (mut client, _) = listener.accept().await.unwrap();
                if shared.get() == mode("on") {
                    shared.set(mode(text));
                }
                let mut server = TcpStream::connect(to).await.unwrap();
                tokio::spawn(async move { copy_bidirectional(&mut client, &mut server).await });
            }
        });
        place.exporter_with(config).drain().await.unwrap();
        assert_eq!(place.counts(), counts, "{text}");
        // What may leave goes over a stream of its own, opened under that mode.
        assert_eq!(gateway.streams().len(), usize::from(counts[1] > 0), "{text}");
        relay.abort();
    }
}

#[tokio::test]
async fn what_was_leased_ahead_of_a_failure_is_kept_back_too() {
    let place = Place::with(300);
    let gateway = Scripted::start(&place.tls).await;
    let shared = place.mode.clone();
    gateway.script(move |_| {
        std::thread::sleep(READY);
        shared.set(mode("local"));
        Act::Fail(Status::unavailable("later"))
    });
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    fails(&mut place.exporter_with(config)).await;
    assert_eq!(place.counts(), [0, 0, 0, 300]);
}

#[tokio::test]
async fn a_mode_that_changes_there_and_back_leaves_nothing_behind() {
    let place = Place::new();
    place.queue.insert((0..60).map(|n| padded(n, 100_000)).collect()).unwrap();
    let gateway = Scripted::start(&place.tls).await;
    let (shared, seen) = (place.mode.clone(), AtomicUsize::new(0));
    gateway.script(move |message: &Incoming| {
        std::thread::sleep(READY);
        if seen.fetch_add(1, Ordering::SeqCst) == 0 {
            shared.set(mode("local"));
            shared.set(mode("on"));
        }
        message.accept()
    });
    place.exporter(&gateway).drain().await.unwrap();
    assert_eq!(place.counts(), [0, 60, 0, 0]);
}
