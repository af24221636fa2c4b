//! Names that are gone, several sources, and the texts of older versions.

use prost::Message as _;
use prost_types::{Struct, Value};
use telemetry_schema::{
    Catalog, EventSchema, FieldSchema, Kind, Privacy, Purpose, TextReview,
    audit::{Allowed, Limits},
    lock::{Declared, Lock},
};

use super::{Event, EventParameters, Refusal, RefusalCode, Rules, good};
use crate::{declarations::Declarations, proto::telemetrygateway::v1::EventUser};

fn number(key: &str) -> FieldSchema {
    FieldSchema { description: "d".into(), ..FieldSchema::new(key, Privacy::Metadata, Kind::F64) }
}

fn text(key: &str, values: &[&str], with_user: bool) -> FieldSchema {
    let values = Allowed::Values(values.iter().map(|value| (*value).to_owned()).collect());
    let review = TextReview {
        limits: Limits::new(8, values).expect("limits"),
        with_user,
        definition: format!("sha256:{}", "0".repeat(64)).parse().expect("a hash"),
        reason: "r".into(),
        reviewer: "r".into(),
        link: "l".into(),
        date: "2020-01-01".parse().expect("a date"),
        expires: "2020-06-01".parse().expect("a date"),
    };
    let field = FieldSchema::new(key, Privacy::Audited, Kind::Text);
    FieldSchema { description: "d".into(), optional: true, review: Some(review), ..field }
}

fn schema(action: &str, version: i32, fields: Vec<FieldSchema>) -> EventSchema {
    EventSchema {
        version,
        description: "d".into(),
        owner: "o".into(),
        fields,
        ..EventSchema::new("search", action, Purpose::Reliability)
    }
}

fn accept(lock: &Lock, event: &EventSchema) -> Lock {
    Lock::merge_accept(lock, &[Declared::from(event)])
}

fn event(action: &str, version: i32, key: &str) -> Event {
    let metadata = [(key.to_owned(), 1.0)].into();
    let parameters = Some(EventParameters { version, metadata, ..Default::default() });
    Event { action: action.into(), parameters, ..good() }
}

fn judged(rules: &Rules, event: &Event) -> Result<Event, Refusal> {
    rules.check(&event.encode_to_vec().into())
}

fn code(rules: &Rules, action: &str, version: i32, key: &str) -> Option<RefusalCode> {
    judged(rules, &event(action, version, key)).err().map(|refusal| refusal.code)
}

#[test]
fn an_event_is_taken_under_the_name_before_a_rename_as_it_was_then() {
    let lock = accept(&Lock::default(), &schema("shown", 1, vec![number("a")]));
    let lock = accept(&lock, &schema("shown", 2, vec![number("b")]));
    let renamed = EventSchema {
        renamed_from: Some("search.shown".into()),
        ..schema("resultsShown", 3, vec![number("c")])
    };
    let rules = Rules::new(accept(&lock, &renamed));
    assert_eq!(code(&rules, "shown", 1, "a"), None);
    assert_eq!(code(&rules, "shown", 2, "b"), None);
    assert_eq!(code(&rules, "shown", 2, "c"), Some(RefusalCode::UnknownKey), "of the new name");
    assert_eq!(code(&rules, "shown", 3, "c"), Some(RefusalCode::NewerVersion));
    assert_eq!(code(&rules, "resultsShown", 3, "c"), None);
    assert_eq!(code(&rules, "resultsShown", 3, "b"), Some(RefusalCode::UnknownKey));
}

#[test]
fn a_removed_event_is_taken_as_it_was_accepted_last() {
    let mut lock = accept(&Lock::default(), &schema("shown", 1, vec![number("a")]));
    lock.remove("search.shown").expect("it is there");
    let rules = Rules::new(lock);
    assert_eq!(code(&rules, "shown", 1, "a"), None);
    assert_eq!(code(&rules, "shown", 1, "b"), Some(RefusalCode::UnknownKey));
    assert_eq!(code(&rules, "shown", 2, "a"), Some(RefusalCode::NewerVersion));
    assert_eq!(code(&rules, "failed", 1, "a"), Some(RefusalCode::UnknownEvent));
}

#[test]
fn one_source_that_takes_the_event_is_enough_and_the_best_one_speaks() {
    let catalog = |version, key| {
        Catalog::new(vec![schema("shown", version, vec![number(key)])]).expect("one event")
    };
    let old = Declarations::from(catalog(1, "a"));
    let new = || Declarations::from(catalog(3, "c"));
    for both in [old.clone().and(new()), new().and(old)] {
        let rules = Rules::new(both);
        assert_eq!(code(&rules, "shown", 1, "a"), None);
        assert_eq!(code(&rules, "shown", 3, "c"), None);
        assert_eq!(code(&rules, "shown", 2, "c"), None, "older than the one that knows it");
        assert_eq!(code(&rules, "shown", 3, "a"), Some(RefusalCode::UnknownKey), "version 1's key");
        assert_eq!(code(&rules, "shown", 2, "a"), Some(RefusalCode::UnknownKey));
        let newer = judged(&rules, &event("shown", 4, "c")).expect_err("nobody knows it");
        assert_eq!(newer.code, RefusalCode::NewerVersion);
    }
}

#[test]
fn a_refused_version_names_the_newest_that_is_known_and_never_its_own() {
    let rules = Rules::new(Catalog::new(vec![schema("shown", 41, vec![])]).expect("one event"));
    let refusal = judged(&rules, &event("shown", 7_654_321, "a")).expect_err("newer");
    assert!(refusal.message.contains("newer version") && refusal.message.contains("41"));
    assert!(!refusal.message.contains("7654321") && refusal.message.len() <= 200, "{refusal}");
}

/// The key `gone` leaves with version 2; `language` stays, and its list with it.
#[test]
fn a_text_of_an_older_version_is_judged_by_its_last_review() {
    let both = vec![text("language", &["go", "rust"], true), text("gone", &["yes"], false)];
    let lock = accept(&Lock::default(), &schema("shown", 1, both));
    let lock = accept(&lock, &schema("shown", 2, vec![text("language", &["go"], true)]));
    let rules = Rules::new(lock);
    let sent = |version, key: &str, value: &str, user: bool| {
        let private_metadata =
            Some(Struct { fields: [(key.to_owned(), Value::from(value))].into() });
        let user = user.then(|| EventUser { user_id: Some(1), ..Default::default() });
        let parameters = Some(EventParameters { version, private_metadata, ..Default::default() });
        let event = Event { parameters, user, ..event("shown", version, "a") };
        judged(&rules, &event).err().map(|refusal| refusal.code)
    };
    assert_eq!(sent(1, "language", "go", false), None);
    assert_eq!(sent(1, "gone", "yes", false), None, "removed since, and still of version 1");
    assert_eq!(sent(1, "language", "rust", false), Some(RefusalCode::InvalidValue), "not any more");
    assert_eq!(sent(2, "gone", "yes", false), Some(RefusalCode::ForbiddenPart));
    assert_eq!(
        sent(1, "language", "go", true),
        Some(RefusalCode::ForbiddenPart),
        "`gone` forbids it"
    );
    assert_eq!(sent(2, "language", "go", true), None);
    assert_eq!(sent(3, "language", "go", false), Some(RefusalCode::NewerVersion));
}
