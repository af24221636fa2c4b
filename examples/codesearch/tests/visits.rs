//! When a visitor stops, and what it says when it cannot go on.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod common;

use std::net::TcpListener;
use std::num::NonZeroU32;

use codesearch::index::{Index, Limits};
use codesearch::visitor::{Counts, Pace, VisitError, Visitor, words_from};
use common::{serve, tree};

fn words(words: &[&str]) -> Vec<String> {
    words.iter().copied().map(str::to_owned).collect()
}

#[test]
fn words_stand_in_the_tree_and_are_the_same_each_time() {
    let root = tree(&[("a.rs", "fn alpha(beta: u8) {}"), ("b.rs", "let gamma_2 = 4444; x é")]);
    let index = Index::build(root.path(), Limits::default()).unwrap();
    assert_eq!(words_from(&index, 10), ["alpha", "beta", "gamma_2"]);
    assert_eq!(words_from(&index, 2), ["alpha", "beta"]);
}

#[tokio::test]
async fn a_visitor_stops_when_told_to() {
    let root = tree(&[("a.rs", "needle")]);
    let service = serve(root.path());
    let mut visitor = Visitor::new(service.address, words(&["needle"])).unwrap();
    let mut watched = visitor.watch();
    let pace = Pace { requests: None, per_second: NonZeroU32::new(1_000) };
    let after_ten = async move {
        watched.wait_for(|counts| counts.requests >= 10).await.unwrap();
    };
    let counts = visitor.run(pace, after_ten).await.unwrap();
    assert!(counts.requests >= 10);
}

#[tokio::test]
async fn a_visitor_told_to_stop_beforehand_asks_nothing() {
    let root = tree(&[("a.rs", "needle")]);
    let service = serve(root.path());
    let mut visitor = Visitor::new(service.address, words(&["needle"])).unwrap();
    let counts = visitor.run(Pace::default(), async {}).await.unwrap();
    assert_eq!(counts, Counts::default());
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_named() {
    // Bound and let go again: nobody listens there.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut visitor = Visitor::new(address, words(&["needle"])).unwrap();
    let error = visitor.run(Pace::default(), std::future::pending()).await.unwrap_err();
    assert!(matches!(error, VisitError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains(&address.to_string()));
}

#[test]
fn a_visitor_needs_words() {
    let address = "127.0.0.1:1".parse().unwrap();
    assert!(matches!(Visitor::new(address, Vec::new()), Err(VisitError::NoWords)));
}
