//! A text that is not accepted now does not leave, whatever was true when it
//! was queued.

use prost_types::{Struct, Value};
use telemetry_schema::{
    Catalog, EventSchema, FieldSchema, Kind, Privacy, TextReview,
    reviews::{Review, Reviews},
};
use telemetry_sdk::{
    NotAccepted, NotAcceptedReason,
    policy::AcceptedEvents,
    proto::telemetrygateway::v1::{Event, EventUser},
    queue::{EventState, WithheldReason},
};

use crate::{
    place::{self, Place, event, event_of, id, stored},
    support::{accepting::accepting, scripted::Scripted},
};

const REVIEWS: &str = r#"
[[audited]]
feature = "search"
action = "resultsShown"
field = "language"
definition = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
reason = "a closed list"
max_bytes = 8
values = ["go", "rust"]
reviewer = "privacy@example.com"
link = "docs/reviews/12.md"
date = "2026-11-22"
expires = "2028-11-01"

[[audited]]
feature = "old"
action = "resultsShown"
field = "language"
definition = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
reason = "a closed list"
max_bytes = 8
values = ["go", "rust"]
reviewer = "privacy@example.com"
link = "docs/reviews/12.md"
date = "2020-01-01"
expires = "2020-06-01"
"#;

/// The declarations of a program that was built with [`REVIEWS`].
fn catalog() -> Catalog {
    let reviews = Reviews::parse(REVIEWS).expect("reviews");
    Catalog::new(reviews.iter().map(declaration).collect()).expect("two events")
}

fn declaration(review: &Review) -> EventSchema {
    let built = TextReview::from(review);
    let field = FieldSchema::new(&*review.field, Privacy::Audited, Kind::Text);
    let mut shown = place::declared(&review.feature);
    shown.fields.push(FieldSchema { review: Some(built), optional: true, ..field });
    shown
}

/// An application that has accepted these declarations and one without a text,
/// and has these reviews.
fn with_reviews(reviews: &str) -> AcceptedEvents {
    let mut locked = catalog().events().to_vec();
    locked.push(place::declared("other"));
    AcceptedEvents::new(&catalog(), accepting(&locked, reviews)).expect("reviews")
}

fn with_text(mut event: Event, key: &str, text: &str) -> Event {
    let fields = [(key.to_owned(), Value::from(text))].into();
    event.parameters.as_mut().unwrap().private_metadata = Some(Struct { fields });
    event
}

fn text_of(event: &Event) -> Option<&str> {
    let fields = &event.parameters.as_ref()?.private_metadata.as_ref()?.fields;
    match fields["language"].kind.as_ref()? {
        prost_types::value::Kind::StringValue(text) => Some(text),
        _ => None,
    }
}

const NOT_ACCEPTED: EventState = EventState::Withheld(WithheldReason::NotAccepted);
const EXPIRED: EventState = EventState::Withheld(WithheldReason::ReviewExpired);

#[tokio::test]
async fn only_accepted_texts_leave_and_the_others_stay_with_their_reason() {
    let place = Place::new();
    let mut other_version = with_text(event(4), "language", "rust");
    other_version.parameters.as_mut().unwrap().version = 2;
    let mut beside_a_user = with_text(event(5), "language", "rust");
    beside_a_user.user = Some(EventUser { user_id: Some(7), ..Default::default() });
    let events = [
        (event(0), EventState::Exported),
        (with_text(event(1), "language", "rust"), EventState::Exported),
        (with_text(event(2), "language", "secret"), NOT_ACCEPTED),
        (with_text(event(3), "query", "rust"), NOT_ACCEPTED),
        (other_version, NOT_ACCEPTED),
        (beside_a_user, NOT_ACCEPTED),
        (with_text(event_of("other", 6), "language", "rust"), NOT_ACCEPTED),
        (with_text(event_of("old", 7), "language", "rust"), EXPIRED),
        // Without a text, the expired review has nothing to keep back.
        (event_of("old", 8), EventState::Exported),
    ];
    place.queue.insert(events.iter().map(|(event, _)| stored(event)).collect()).unwrap();
    let gateway = Scripted::start(&place.tls).await;
    let mut exporter = place.exporter(&gateway).accepted(with_reviews(REVIEWS));
    exporter.drain().await.unwrap();
    for (n, (_, expected)) in events.iter().enumerate() {
        assert_eq!(place.state(n), *expected, "{n}");
    }
    let received = gateway.received();
    let texts: Vec<_> = received.iter().filter_map(text_of).collect();
    assert_eq!((received.len(), texts), (3, vec!["rust"]));
}

#[test]
fn a_review_counts_only_if_it_is_the_one_that_the_event_was_built_with() {
    use NotAcceptedReason::{Missing, OtherDefinition, OtherTerms};
    let reasons = |reviews: &str| -> Vec<_> {
        with_reviews(reviews).not_accepted().iter().map(|it| it.reason).collect()
    };
    assert_eq!(reasons(REVIEWS), []);
    for (old, new, reason) in [
        ("max_bytes = 8", "max_bytes = 9", OtherTerms),
        ("\"rust\"]", "\"rust\", \"zig\"]", OtherTerms),
        ("values = [\"go\", \"rust\"]", "pattern = \"go|rust\"", OtherTerms),
        ("max_bytes = 8", "max_bytes = 8\nwith_user = true", OtherTerms),
        ("2028-11-01", "2028-11-02", OtherTerms),
        ("sha256:1", "sha256:2", OtherDefinition),
        ("\"language\"", "\"dialect\"", Missing),
        ("\"resultsShown\"", "\"failed\"", Missing),
    ] {
        assert_eq!(reasons(&REVIEWS.replacen(old, new, 1)), [reason], "{new}");
    }
    // Who decided, and why, may be said otherwise.
    assert_eq!(reasons(&REVIEWS.replace("a closed list", "names nobody")), []);
}

#[test]
fn an_audited_text_without_a_review_is_not_accepted() {
    let mut claimed = catalog().events().to_vec();
    for event in &mut claimed {
        event.fields.iter_mut().for_each(|field| field.review = None);
    }
    let catalog = Catalog::new(claimed).expect("two events");
    let accepted = accepting(self::catalog().events(), REVIEWS);
    let accepted = AcceptedEvents::new(&catalog, accepted).expect("reviews");
    let unreviewed = |it: &&NotAccepted| it.reason == NotAcceptedReason::Unreviewed;
    assert_eq!(accepted.not_accepted().iter().filter(unreviewed).count(), 2);
}

#[tokio::test]
async fn no_review_means_that_the_whole_event_stays() {
    {
        let place = Place::new();
        let events = [event(0), with_text(event(1), "language", "rust"), event_of("other", 2)];
        place.queue.insert(events.iter().map(stored).collect()).unwrap();
        let gateway = Scripted::start(&place.tls).await;
        let accepted = with_reviews("");
        assert_eq!(accepted.not_accepted().len(), 2);
        place.exporter(&gateway).accepted(accepted).drain().await.unwrap();
        assert_eq!([0, 1].map(|n| place.state(n)), [NOT_ACCEPTED, NOT_ACCEPTED]);
        assert_eq!(place.state(2), EventState::Exported);
    }
}

#[tokio::test]
async fn an_exporter_that_was_told_of_nothing_sends_nothing() {
    let place = Place::new();
    let events = [event(0), with_text(event(1), "language", "rust")];
    place.queue.insert(events.iter().map(stored).collect()).unwrap();
    let gateway = Scripted::start(&place.tls).await;
    let mut exporter = place.bare_exporter(place.config(gateway.address));
    exporter.drain().await.unwrap();
    assert_eq!([0, 1].map(|n| place.state(n)), [NOT_ACCEPTED, NOT_ACCEPTED]);
    assert!(gateway.received().is_empty());
}

#[tokio::test]
async fn texts_that_stay_hold_up_nothing_and_leave_once_they_are_accepted() {
    let place = Place::new();
    let kept = (0..250).map(|n| stored(&with_text(event(n), "language", "rust")));
    place.queue.insert(kept.collect()).unwrap();
    place.fill(250..251);
    let gateway = Scripted::start(&place.tls).await;
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    let mut exporter = place.exporter_with(config);
    exporter.drain().await.unwrap();
    assert_eq!(place.counts(), [0, 1, 0, 250]);
    assert_eq!(place.row(0).id, id(0));

    // The next start, of a build that accepts them.
    let accepted = with_reviews(REVIEWS);
    let mode = place.mode.get();
    let decide = |feature: &str, action: &str| accepted.disposition(&mode, feature, action);
    place.queue.apply_policy(&decide).unwrap();
    place.exporter(&gateway).accepted(accepted).drain().await.unwrap();
    assert_eq!(place.counts(), [0, 251, 0, 0]);
}
