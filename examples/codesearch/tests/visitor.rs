//! What the visitor counts is what the features recorded, outcome by outcome.
//! The recorded names are taken from the log; one process, one test.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

use codesearch::index::{Index, Limits};
use codesearch::visitor::{Pace, Visitor, words_from};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static RECORDED: LazyLock<Mutex<BTreeMap<String, u64>>> = LazyLock::new(Mutex::default);

/// Counts the names of outcomes.
struct Recorded;

impl Subscriber for Recorded {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "codesearch::features"
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Name);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Name;

impl Visit for Name {
    fn record_str(&mut self, field: &Field, value: &str) {
        assert_eq!(field.name(), "outcome", "nothing but the name is logged");
        *RECORDED.lock().unwrap().entry(value.to_owned()).or_default() += 1;
    }

    fn record_debug(&mut self, field: &Field, _: &dyn Debug) {
        panic!("{} is logged beside the name", field.name());
    }
}

fn recorded(name: &str) -> u64 {
    RECORDED.lock().unwrap().get(name).copied().unwrap_or_default()
}

fn source() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
}

fn words() -> Vec<String> {
    words_from(&Index::build(source(), Limits::default()).unwrap(), 40)
}

#[tokio::test]
async fn counts_are_what_was_recorded() {
    tracing::subscriber::set_global_default(Recorded).unwrap();
    let service = common::serve(source());
    let mut visitor = Visitor::new(service.address, words()).unwrap();
    let watched = visitor.watch();
    let pace = Pace { requests: Some(120), per_second: None };
    let counts = visitor.run(pace, std::future::pending()).await.unwrap();

    assert_eq!(counts, *watched.borrow());
    assert_eq!(counts.requests, 120);
    assert_eq!(counts.results_shown, recorded("search.resultsShown"));
    assert_eq!(counts.searches_failed, recorded("search.failed"));
    assert_eq!(counts.files_opened, recorded("file.opened"));
    assert_eq!(counts.files_not_found, recorded("file.notFound"));
    assert_eq!(counts.errors_shown, recorded("page.errorShown"));
    assert_eq!(recorded("index.built"), 1);
    // Ten visits of twelve steps each meet every outcome.
    assert_eq!((counts.homes_shown, counts.searches_failed, counts.files_not_found), (10, 10, 10));
    assert_eq!(counts.errors_shown, 20);
    assert!(counts.files_opened >= 20, "{counts:?}");
}
