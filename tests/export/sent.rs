//! What leaves: the stored bytes, in messages of bounded size, after one
//! introduction.

use bytes::Bytes;
use prost::Message as _;
use telemetry_sdk::{
    context::InteractionId,
    export::Drained,
    proto::telemetrygateway::v1::identifier::{
        Identifier, LicensedInstanceIdentifier, UnlicensedInstanceIdentifier,
    },
    queue::NewEvent,
};

use crate::{
    place::{INSTANCE, Place, event, id, ids, padded, stored},
    support::scripted::Scripted,
};

const LIMIT: usize = 1024 * 1024;

/// The events of a message, as bytes.
#[derive(Clone, PartialEq, prost::Message)]
struct RawRequest {
    #[prost(message, optional, tag = "2")]
    events: Option<RawPayload>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct RawPayload {
    #[prost(bytes = "bytes", repeated, tag = "1")]
    events: Vec<Bytes>,
}

fn raw_events(gateway: &Scripted) -> Vec<Bytes> {
    let streams = gateway.streams();
    let frames = streams.iter().flat_map(|stream| stream.frames.iter().skip(1));
    let events = |frame: &Bytes| RawRequest::decode(frame.clone()).unwrap().events.unwrap().events;
    frames.flat_map(events).collect()
}

#[tokio::test]
async fn the_bytes_that_leave_are_those_that_are_stored() {
    let place = Place::new();
    // Fields that this program does not know, and a map in another order than
    // it would write: encoding again would change both.
    let unknown = [&event(1).encode_to_vec()[..], &[0xfa, 0x7f, 2, b'h', b'i']].concat();
    let mut reversed = event(2);
    let metadata = std::mem::take(&mut reversed.parameters.as_mut().unwrap().metadata);
    let head = reversed.encode_to_vec();
    let entry = |key: &str| {
        let double = [&[0x11][..], &1.5f64.to_le_bytes()].concat();
        let body = [&[0x0a, key.len() as u8], key.as_bytes(), &double].concat();
        [&[0x2a, body.len() as u8], &body[..]].concat()
    };
    assert_eq!(metadata.len(), 1);
    let parameters = [entry("z"), entry("a")].concat();
    let reversed = [&head[..], &[0x32, parameters.len() as u8], &parameters].concat();
    let stored = [event(0).encode_to_vec(), unknown, reversed];
    let rows = stored.iter().enumerate().map(|(n, bytes)| {
        NewEvent::new(id(n), n as i64, "search", "resultsShown", bytes.clone())
            .with_local(b"what the user typed".to_vec())
    });
    place.queue.insert(rows.collect()).unwrap();

    let gateway = Scripted::start(&place.tls).await;
    place.exporter(&gateway).drain().await.unwrap();
    assert_eq!(raw_events(&gateway), stored);
    let streams = gateway.streams();
    let frames: Vec<u8> = streams.iter().flat_map(|log| log.frames.concat()).collect();
    let typed = b"what the user typed";
    assert!(!frames.windows(typed.len()).any(|window| window == typed));
}

#[tokio::test]
async fn an_instance_says_who_it_is_first_and_once() {
    let place = Place::with(250);
    let gateway = Scripted::start(&place.tls).await;
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    config.identity.external_url = "https://code.example.com".into();
    place.exporter_with(config.clone()).drain().await.unwrap();

    place.fill(250..251);
    config.identity.license_key = Some("license".into());
    config.token_file = Some(place.tls.file("token", "secret-token\n"));
    place.exporter_with(config).drain().await.unwrap();

    let streams = gateway.streams();
    let [first, second] = &streams[..] else { panic!("{} streams", streams.len()) };
    // Reading them as events fails if there is a second introduction.
    assert_eq!(first.batches().concat().len(), 250);
    let (instance_id, external_url) = (INSTANCE.to_owned(), "https://code.example.com".to_owned());
    let unlicensed = UnlicensedInstanceIdentifier {
        instance_id: instance_id.clone(),
        external_url: external_url.clone(),
    };
    let licensed =
        LicensedInstanceIdentifier { license_key: "license".into(), instance_id, external_url };
    let who = |log: &crate::support::scripted::Log| log.metadata().identifier.unwrap().identifier;
    assert_eq!(who(first), Some(Identifier::UnlicensedInstance(unlicensed)));
    assert_eq!(who(second), Some(Identifier::LicensedInstance(licensed)));
    assert_eq!(first.authorization, None);
    assert_eq!(second.authorization.as_deref(), Some("Bearer secret-token"));
    let requests = [first.metadata().request_id, second.metadata().request_id];
    assert_ne!(requests[0], requests[1]);
    for request in requests {
        assert!(
            request.len() == 36 && request.parse::<InteractionId>().is_ok(),
            "{request} is no UUID"
        );
    }
}

#[tokio::test]
async fn messages_stay_below_their_limit_and_nothing_is_left() {
    let place = Place::with(12_000);
    // Large ones among them: two do not fit into one message.
    let large = (12_000..12_008).map(|n| padded(n, 600_000));
    place.queue.insert(large.collect()).unwrap();
    place.fill(12_008..12_100);

    let gateway = Scripted::start(&place.tls).await;
    let drained = place.exporter(&gateway).drain().await.unwrap();
    assert_eq!(drained, Drained { exported: 12_100, refused: 0 });
    assert_eq!(place.counts(), [0, 12_100, 0, 0]);
    assert_eq!(gateway.received_ids(), ids(0..12_100));
    let streams = gateway.streams();
    assert_eq!(streams.len(), 1, "one stream for all leases");
    assert!(streams[0].frames.iter().all(|frame| frame.len() < LIMIT));
    // Filled, not one event each.
    assert!(streams[0].frames.len() < 30, "{} messages", streams[0].frames.len());
}

#[tokio::test]
async fn an_event_that_no_message_can_hold_is_refused_and_blocks_nobody() {
    let place = Place::new();
    let oversized = NewEvent::new(id(0), 0, "search", "resultsShown", vec![0; LIMIT]);
    place.queue.insert(vec![oversized]).unwrap();
    place.fill(1..3);
    let gateway = Scripted::start(&place.tls).await;
    let drained = place.exporter(&gateway).drain().await.unwrap();
    assert_eq!(drained, Drained { exported: 2, refused: 1 });
    assert_eq!(place.state(0).to_string(), "refused(oversized)");
    assert_eq!(gateway.received_ids(), ids(1..3));
}

#[tokio::test]
async fn an_empty_queue_needs_no_gateway() {
    let place = Place::new();
    let nobody = "127.0.0.1:1".parse().unwrap();
    let drained = place.exporter_with(place.config(nobody)).drain().await.unwrap();
    assert_eq!(drained, Drained::default());
}

#[tokio::test]
async fn events_that_arrive_during_a_drain_leave_with_it() {
    let place = Place::with(300);
    let gateway = Scripted::start(&place.tls).await;
    let queue = place.queue.clone();
    gateway.script(move |message| {
        if message.message == 0 {
            queue.insert((300..310).map(|n| stored(&event(n))).collect()).unwrap();
        }
        message.accept()
    });
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    place.exporter_with(config).drain().await.unwrap();
    assert_eq!(place.counts(), [0, 310, 0, 0]);
}
