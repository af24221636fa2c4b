//! A console on loopback with a queue on disk.

use std::time::{SystemTime, UNIX_EPOCH};

use telemetry_sdk::{
    console::{Console, TokenLogin},
    declarations::Declarations,
    queue::{LeaseRequest, NewEvent, Outcome, Queue, QueueLimits, RefusedReason, WithheldReason},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, runtime::Runtime};

use crate::{
    driver::Browser,
    events::{lock, older_search, opened, search},
};

/// A running console.
pub(crate) struct Fixture {
    /// Its queue, opened for writing.
    pub(crate) queue: Queue,
    /// Where it is: scheme, host and port.
    pub(crate) origin: String,
    /// What its administrator was given.
    pub(crate) token: String,
    _runtime: Runtime,
    _directory: TempDir,
}

impl Fixture {
    /// A console of an empty queue, which is given the lock.
    pub(crate) fn empty() -> Self {
        Self::with(lock())
    }

    /// A console of an empty queue, which is given these declarations.
    pub(crate) fn with(declarations: impl Into<Declarations>) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("queue.db");
        let queue = Queue::open(&path, QueueLimits::default()).expect("a queue");
        let (login, token) = TokenLogin::generate().expect("random bytes");
        let console = Console::read_only(path).catalog(declarations).build(login);
        let console = console.expect("a console");
        let runtime = Runtime::new().expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        runtime.spawn(console.serve(listener, std::future::pending()));
        Self { queue, origin, token, _runtime: runtime, _directory: directory }
    }

    /// A console of a queue with events in every state, none of them of a
    /// state that changes by itself.
    pub(crate) fn varied() -> Self {
        let fixture = Self::empty();
        let start = now() - 102_000_000;
        let at = |number: u32| {
            start + i64::from(number) * 1_700_000 + i64::from(number * 7_919 % 997_000)
        };
        let settled: Vec<_> = (1..=40).map(|n| some_event(n, at(n))).collect();
        fixture.insert(settled);
        fixture.settle(40);
        let withheld =
            (41..=46).map(|n| opened(n, at(n)).withheld(WithheldReason::Scope)).collect();
        fixture.insert(withheld);
        fixture.insert((47..=58).map(|n| some_event(n, at(n))).collect());
        fixture.insert(vec![older_search(59, at(59))]);
        let reason = "the gateway at `https://gateway.example` cannot be reached: connection refused; \
                      trying again in 30 s";
        fixture.queue.set_waiting_reason(Some(reason.to_owned())).expect("stored");
        let request = LeaseRequest { max_events: 3, ..LeaseRequest::default() };
        fixture.queue.lease(request).expect("a lease");
        fixture
    }

    /// Stores events.
    pub(crate) fn insert(&self, events: Vec<NewEvent>) {
        let count = events.len();
        assert_eq!(self.queue.insert(events).expect("stored").stored, count);
    }

    /// The oldest events that wait become exported, each eighth is refused.
    fn settle(&self, count: usize) {
        let request = LeaseRequest { max_events: count, ..LeaseRequest::default() };
        let lease = self.queue.lease(request).expect("a lease");
        let refused = || {
            let message =
                "`query_length` is not declared for this event; update the gateway's catalog";
            Outcome::Refused(RefusedReason::Gateway { code: 4, message: message.to_owned() })
        };
        let outcome = |at: usize| if at % 8 == 7 { refused() } else { Outcome::Exported };
        let outcomes = lease
            .events
            .iter()
            .enumerate()
            .map(|(at, e)| (e.id().to_owned(), outcome(at)))
            .collect();
        self.queue.settle(lease.id, outcomes).expect("settled");
    }

    /// Gives the token to the console's login page.
    pub(crate) fn log_in(&self, browser: &Browser) {
        browser.open(&self.page(""));
        browser.type_into("#token", &self.token);
        browser.click("form.token button");
        browser.find("#events");
    }

    /// The address of a page of the console.
    pub(crate) fn page(&self, rest: &str) -> String {
        format!("{}/debug/console{rest}", self.origin)
    }
}

fn some_event(number: u32, at: i64) -> NewEvent {
    if number % 4 == 3 { opened(number, at) } else { search(number, at) }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_micros()).expect("in range")
}
