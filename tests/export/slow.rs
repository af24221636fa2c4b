//! A gateway that takes longer over a lease than leases last.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use telemetry_sdk::{
    export::{Drained, Exporter},
    queue::Clock,
};

use crate::{
    place::{Place, fails, ids},
    support::scripted::{Act, Incoming, Scripted},
};

const MINUTE: Duration = Duration::from_secs(60);

/// More than the tests need: a drain that never ends is ended by the gateway.
const ENOUGH: usize = 20;

/// Time that passes when it is told to.
#[derive(Default)]
struct Hand(AtomicU64);

impl Hand {
    fn pass(&self, time: Duration) {
        self.0.fetch_add(time.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for Hand {
    fn wall(&self) -> i64 {
        1_700_000_000_000_000
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

fn slow(
    place: &Place,
    gateway: &Scripted,
    delay: impl Fn(&Incoming) + Send + Sync + 'static,
) -> Exporter {
    gateway.script(move |message: &Incoming| {
        // The next lease is taken meanwhile, and before the time passes.
        std::thread::sleep(Duration::from_millis(100));
        delay(message);
        if message.message < ENOUGH { message.accept() } else { Act::End }
    });
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    place.exporter_with(config)
}

#[tokio::test]
async fn a_lease_that_waits_for_its_turn_stays() {
    let hand = Arc::new(Hand::default());
    let place = Place::with_clock(Arc::clone(&hand) as Arc<dyn Clock>);
    place.fill(0..400);
    let gateway = Scripted::start(&place.tls).await;
    let mut exporter = slow(&place, &gateway, move |_| hand.pass(10 * MINUTE));
    let drained = exporter.drain().await;
    assert_eq!(gateway.received_ids(), ids(0..400), "each once, in order");
    assert_eq!(drained.unwrap(), Drained { exported: 400, refused: 0 });
    assert_eq!(place.counts(), [0, 400, 0, 0]);
}

/// The queue's time jumps: the lease under way is nobody's when it is settled.
#[tokio::test]
async fn a_drain_that_lost_its_lease_ends_and_the_next_one_goes_on() {
    let hand = Arc::new(Hand::default());
    let place = Place::with_clock(Arc::clone(&hand) as Arc<dyn Clock>);
    place.fill(0..400);
    let gateway = Scripted::start(&place.tls).await;
    let jump = move |it: &Incoming| {
        if (it.stream, it.message) == (0, 0) {
            hand.pass(120 * MINUTE);
        }
    };
    let mut exporter = slow(&place, &gateway, jump);
    let failure = fails(&mut exporter).await;
    assert!(failure.to_string().contains("given back"), "{failure}");
    let [queued, exported, ..] = place.counts();
    let next = exporter.drain().await.unwrap();
    assert_eq!((queued, exported + next.exported as u64), (next.exported as u64, 400));
    assert_eq!(place.counts(), [0, 400, 0, 0]);
}

/// The gateway takes longer than a lease holds: what waited meanwhile is leased
/// again before it is sent.
#[tokio::test]
async fn a_lease_that_waited_for_long_is_taken_again() {
    let place = Place::with(300);
    let gateway = Scripted::start(&place.tls).await;
    let hold = Duration::from_secs(1);
    let delay = move |it: &Incoming| {
        if it.message == 0 {
            std::thread::sleep(hold * 3 / 2);
        }
    };
    let mut exporter = slow(&place, &gateway, delay).holding(hold);
    let drained = exporter.drain().await;
    assert_eq!(gateway.received_ids(), ids(0..300), "each once, in order");
    assert_eq!(drained.unwrap(), Drained { exported: 300, refused: 0 });
    assert_eq!(place.counts(), [0, 300, 0, 0]);
}
