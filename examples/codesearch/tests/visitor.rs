//! What the visitor counts is what the features recorded, outcome by outcome.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod common;

use std::path::Path;

use codesearch::index::{Index, Limits};
use codesearch::visitor::{Pace, Visitor, words_from};
use telemetry_core::{linked_catalog, testing::Capture};

fn source() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
}

fn words() -> Vec<String> {
    words_from(&Index::build(source(), Limits::default()).unwrap(), 40)
}

#[tokio::test]
async fn counts_are_what_was_recorded() {
    let capture = Capture::new();
    let service = common::serve_and_record(source(), Limits::default(), &capture);
    let mut visitor = Visitor::new(service.address, words()).unwrap();
    let watched = visitor.watch();
    let pace = Pace { requests: Some(120), per_second: None };
    let counts = visitor.run(pace, std::future::pending()).await.unwrap();

    let recorded = |feature, action| capture.of(feature, action).len() as u64;
    assert_eq!(counts, *watched.borrow());
    assert_eq!(counts.requests, 120);
    assert_eq!(counts.results_shown, recorded("search", "resultsShown"));
    assert_eq!(counts.searches_failed, recorded("search", "failed"));
    assert_eq!(counts.files_opened, recorded("file", "opened"));
    assert_eq!(counts.files_not_found, recorded("file", "notFound"));
    assert_eq!(counts.errors_shown, recorded("page", "errorShown"));
    assert_eq!(recorded("index", "built"), 1);
    // Ten visits of twelve steps each meet every outcome.
    assert_eq!((counts.homes_shown, counts.searches_failed, counts.files_not_found), (10, 10, 10));
    assert_eq!(counts.errors_shown, 20);
    assert!(counts.files_opened >= 20, "{counts:?}");
    let missed = capture.never_recorded(&linked_catalog().unwrap()).len();
    assert_eq!(missed, 0, "every declared event was recorded");
}

#[tokio::test]
async fn the_language_leaves_as_its_review_says() {
    let capture = Capture::new();
    let service = common::serve_and_record(source(), Limits::default(), &capture);
    service.get("/search?q=counts_are&lang=rust");
    service.get("/search?q=counts_are");
    let shown = capture.of("search", "resultsShown");
    assert_eq!(shown[0].audited("language"), Some("rust"));
    assert_eq!(shown[1].audited("language"), None);
    assert_eq!(capture.losses().total(), 0);
}

#[tokio::test]
async fn queries_and_paths_stay() {
    let capture = Capture::new();
    let service = common::serve_and_record(source(), Limits::default(), &capture);
    service.get("/search?q=counts_are");
    service.get("/file?path=no/such/secret.rs");
    let shown = capture.of("search", "resultsShown");
    assert_eq!(shown[0].private("query"), Some("counts_are"));
    let missing = capture.of("file", "notFound");
    assert_eq!(missing[0].private("path"), Some("no/such/secret.rs"));
    for (event, text) in [(&shown[0], "counts_are"), (&missing[0], "secret")] {
        let leaves = event.wire.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        assert!(!leaves, "{text}");
    }
}
