//! What an answer changes: exactly the events that it names, as it names them.

use telemetry_sdk::{
    export::{Drained, Failure},
    proto::telemetrygateway::v1::{RecordEventsResponse, RefusedEvent},
    queue::EventState,
};

use crate::{
    place::{Place, fails, id, ids, refused},
    support::scripted::{Act, Incoming, Scripted},
};

fn refusal(id: String, code: i32, message: &str) -> RefusedEvent {
    RefusedEvent { id, code, message: message.into() }
}

#[tokio::test]
async fn only_acknowledged_events_are_exported() {
    let place = Place::with(10);
    let gateway = Scripted::start(&place.tls).await;
    let odd = |id: &str| id.ends_with(['1', '3', '5', '7', '9']);
    gateway.script(move |message| message.accept_if(odd));
    let mut exporter = place.exporter(&gateway);
    let failure = fails(&mut exporter).await;
    assert!(matches!(failure, Failure::Unmentioned), "{failure}");
    for n in 0..10 {
        let expected = if n % 2 == 1 { EventState::Exported } else { EventState::Queued };
        assert_eq!(place.state(n), expected, "event {n}");
    }
    gateway.script(Incoming::accept);
    let drained = exporter.drain().await.unwrap();
    assert_eq!(drained, Drained { exported: 5, refused: 0 });
}

#[tokio::test]
async fn a_refused_event_keeps_the_words_of_the_gateway_and_is_not_exported() {
    let place = Place::with(3);
    let gateway = Scripted::start(&place.tls).await;
    gateway.script(|message| {
        let refused = refusal(id(1), 5, "a value\u{1b}[2J is\nnot finite");
        // Said twice, and as stored besides: the refusal holds.
        Act::Answer(RecordEventsResponse {
            succeeded_events: message.ids(),
            refused_events: vec![refused.clone(), refusal(id(1), 6, "again"), refused],
        })
    });
    let drained = place.exporter(&gateway).drain().await.unwrap();
    assert_eq!(drained, Drained { exported: 2, refused: 1 });
    // On one line, and no terminal takes it for a command.
    assert_eq!(place.state(1), refused(5, "a value [2J is not finite"));
    assert_eq!(place.counts(), [0, 2, 1, 0]);
}

#[tokio::test]
async fn made_up_and_repeated_ids_change_nothing() {
    let place = Place::with(4);
    let gateway = Scripted::start(&place.tls).await;
    gateway.script(|message| {
        let made_up = [String::new(), "not-an-id".into(), id(999), id(3).to_uppercase()];
        let known = [id(0), id(0), id(1), id(0)];
        Act::Answer(RecordEventsResponse {
            succeeded_events: known.into_iter().chain(made_up.clone()).collect(),
            refused_events: made_up
                .into_iter()
                .chain([id(2), id(2)])
                .filter(|id| message.holds(id) || id.len() != 36)
                .map(|id| refusal(id, 1, "no"))
                .collect(),
        })
    });
    let failure = fails(&mut place.exporter(&gateway)).await;
    assert!(matches!(failure, Failure::Unmentioned), "{failure}");
    assert_eq!(place.counts(), [1, 2, 1, 0]);
    assert_eq!(place.state(3), EventState::Queued);
}

#[tokio::test]
async fn an_id_counts_for_an_event_that_was_sent_before_and_not_for_a_later_one() {
    let place = Place::with(300);
    let gateway = Scripted::start(&place.tls).await;
    gateway.script(|message| match message.message {
        // Nobody can have stored what was not sent yet.
        0 => Act::Answer(RecordEventsResponse {
            succeeded_events: ids(100..300),
            ..Default::default()
        }),
        // Late, but true.
        1 => Act::Answer(RecordEventsResponse {
            succeeded_events: ids(0..200),
            ..Default::default()
        }),
        _ => Act::Answer(RecordEventsResponse::default()),
    });
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    let _ = place.exporter_with(config).drain().await;
    // The first lease was over when its events were named.
    for n in [0, 99, 200, 299] {
        assert_eq!(place.state(n), EventState::Queued, "event {n}");
    }
    assert_eq!(gateway.received_ids(), ids(0..100), "a silent gateway gets no more");
}

#[tokio::test]
async fn an_event_that_is_never_mentioned_blocks_nobody_and_is_refused_in_the_end() {
    let place = Place::with(300);
    let gateway = Scripted::start(&place.tls).await;
    gateway.script(|message| message.accept_if(|it| it != id(0)));
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    let mut exporter = place.exporter_with(config);
    fails(&mut exporter).await;
    assert_eq!(place.counts(), [1, 299, 0, 0]);
    let times = gateway.received_ids().iter().filter(|it| **it == id(0)).count();
    assert_eq!(times, 1, "tried once in a drain");

    // The others that were stored after it count once. Alone it may wait for ever: nothing shows that the gateway works.
    for _ in 0..30 {
        fails(&mut exporter).await;
    }
    assert_eq!(place.state(0), EventState::Queued);
    // While others are stored, each drain is an attempt.
    for n in 300..307 {
        place.fill(n..n + 1);
        fails(&mut exporter).await;
        assert_eq!(place.state(0), EventState::Queued, "too soon, at {n}");
    }
    place.fill(307..308);
    let drained = exporter.drain().await.unwrap();
    assert_eq!(drained, Drained { exported: 1, refused: 1 });
    assert!(place.state(0).to_string().contains("neither stored nor refused"));
}
