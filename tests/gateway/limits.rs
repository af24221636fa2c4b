//! What a sender may cost, and that others are not affected.

use std::{net::SocketAddr, time::Duration};

use prost::{
    Message as _,
    bytes::{Buf as _, BufMut as _, Bytes},
};
use telemetry_schema::put_bytes_field;
use telemetry_sdk::{
    proto::telemetrygateway::v1::{
        Event, RecordEventsRequest, RecordEventsResponse,
        record_events_request::{EventsPayload, Payload},
    },
    sink::{Form, Outcome, Record, Sink, SinkError},
};
use tokio::{io::AsyncReadExt as _, net::TcpStream, time::timeout};
use tonic::Code;

use crate::world::{Session, TENANT, World, event, events, ids, metadata};

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn an_oversized_message_is_refused_and_others_go_on() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut bystander = Session::open(&mut client).await;
    bystander.record(events(0..1)).await.expect("an answer");

    let mut session = Session::open(&mut client).await;
    let status = session.record(events(0..12_000)).await.expect_err("too large");
    assert_eq!(status.code(), Code::OutOfRange);
    assert!(status.message().contains("smaller batches"), "{status}");

    bystander.record(events(1..2)).await.expect("an answer");
    assert_eq!(world.stored_ids(TENANT), ids(&events(0..2)));
    drop((session, bystander));
    gateway.stop().await;
}

#[tokio::test]
async fn a_batch_of_countless_empty_events_is_refused() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    let status = session.record(vec![Event::default(); 20_000]).await.expect_err("too many");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("smaller batches"), "{status}");
    drop(session);
    gateway.stop().await;
}

#[tokio::test]
async fn a_full_message_of_bad_events_has_an_answer_that_clients_can_read() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    let bad = |n: usize| Event { id: format!("{n:050}"), feature: "a.b".into(), ..event(0) };
    let bad: Vec<_> = (0..10_000)
        .map(|n| Event { parameters: None, source: None, timestamp: None, ..bad(n) })
        .collect();
    let answer = session.record(bad).await.expect("an answer");
    assert_eq!(answer.refused_events.len(), 10_000);
    drop(session);
    gateway.stop().await;
}

/// Takes longer to store than a stream may be quiet.
struct Slow;

impl Sink for Slow {
    fn form(&self) -> Form {
        Form::Protobuf
    }

    fn store(&mut self, records: &[Record]) -> Result<Vec<Outcome>, SinkError> {
        std::thread::sleep(Duration::from_millis(400));
        Ok(vec![Outcome::Stored; records.len()])
    }
}

/// Batches that come while one is stored are answered in their order, whatever
/// is wrong with the last; who waits for answers is not quiet.
#[tokio::test]
async fn a_sender_who_waits_for_a_slow_store_is_answered_in_order() {
    let world = World::new();
    let mut config = world.config();
    config.limits.idle = Duration::from_millis(150);
    let gateway = world.start_storing_in(config, Slow).await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    for n in 0..6 {
        session.send(Payload::Events(EventsPayload { events: events(n..n + 1) })).await;
    }
    session.send(Payload::Metadata(metadata())).await;
    for n in 0..6 {
        let answer = timeout(PATIENCE, session.answer()).await.expect("in time").expect("stored");
        assert_eq!(answer.succeeded_events, ids(&events(n..n + 1)));
    }
    let status = timeout(PATIENCE, session.answer()).await.expect("in time").expect_err("twice");
    assert_eq!(status.code(), Code::InvalidArgument);
    gateway.stop().await;
}

#[tokio::test]
async fn a_quiet_stream_ends() {
    let world = World::new();
    let mut config = world.config();
    config.limits.idle = Duration::from_millis(200);
    let gateway = world.start_with(config).await;
    let mut client = world.connect(gateway.address).await;
    for mut session in
        [Session::open(&mut client).await, Session::bare(&mut client, None).await.expect("open")]
    {
        let status = timeout(PATIENCE, session.answer()).await.expect("it ends").expect_err("idle");
        assert_eq!(status.code(), Code::DeadlineExceeded);
        assert!(status.message().contains("open a new stream"), "{status}");
    }
    gateway.stop().await;
}

#[tokio::test]
async fn a_stranger_is_disconnected() {
    let world = World::new();
    let mut config = world.config_with_tenant("acme").0;
    config.limits.admission = Duration::from_millis(200);
    config.limits.connections = 1;
    let gateway = world.start_with(config).await;
    // Says nothing at all, and holds the only connection.
    let mut silent = TcpStream::connect(gateway.address).await.expect("a connection");
    let read = timeout(PATIENCE, silent.read(&mut [0; 16])).await.expect("it ends");
    assert!(matches!(read, Ok(0) | Err(_)));
    // A client without a token gets through now, and is disconnected as well.
    let mut client = world.connect(gateway.address).await;
    assert!(Session::bare(&mut client, None).await.is_err());
    timeout(PATIENCE, world.connect(gateway.address)).await.expect("the place is free again");
    drop(client);
    gateway.stop().await;
}

#[tokio::test]
async fn an_admitted_connection_stays() {
    let world = World::new();
    let (mut config, token) = world.config_with_tenant("acme");
    config.limits.admission = Duration::from_millis(100);
    let gateway = world.start_with(config).await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::bare(&mut client, Some(&token)).await.expect("a stream");
    tokio::time::sleep(Duration::from_millis(500)).await;
    session.send(Payload::Metadata(metadata())).await;
    session.record(events(0..1)).await.expect("still there");
    drop((session, client));
    gateway.stop().await;
}

#[tokio::test]
async fn further_streams_are_told_to_come_later() {
    let world = World::new();
    let mut config = world.config();
    config.limits.streams = 1;
    let gateway = world.start_with(config).await;
    let mut client = world.connect(gateway.address).await;
    let mut first = Session::open(&mut client).await;
    first.record(events(0..1)).await.expect("an answer");
    let status = Session::bare(&mut client, None).await.err().expect("refused");
    assert_eq!(status.code(), Code::Unavailable);
    drop(first.sender);
    assert!(first.answers.message().await.expect("no error").is_none());
    gateway.stop().await;
}

#[tokio::test]
async fn limits_of_zero_are_refused() {
    let world = World::new();
    let mut config = world.config();
    config.limits.streams = 0;
    let text = world.refused(config).await.to_string();
    assert!(text.contains("`streams`"), "{text}");
}

/// Sends a message that was not made by the generated types.
async fn send_raw(world: &World, address: SocketAddr, messages: Vec<Vec<u8>>) -> Vec<u8> {
    use tonic::{client::Grpc, codegen::http::uri::PathAndQuery};
    let endpoint = tonic::transport::Channel::from_shared(format!("https://{address}"));
    let endpoint = endpoint.expect("good").tls_config(world.tls()).expect("good");
    let mut grpc = Grpc::new(endpoint.connect().await.expect("a connection"));
    grpc.ready().await.expect("ready");
    let path =
        PathAndQuery::from_static("/telemetrygateway.v1.TelemeteryGatewayService/RecordEvents");
    let messages = tokio_stream::iter(messages.into_iter().map(Bytes::from));
    let answers = grpc.streaming(tonic::Request::new(messages), path, Raw).await;
    let mut answers = answers.expect("a stream").into_inner();
    answers.message().await.expect("no error").expect("an answer").to_vec()
}

/// Bytes as they are.
struct Raw;

impl tonic::codec::Codec for Raw {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;
    fn encoder(&mut self) -> Self {
        Self
    }
    fn decoder(&mut self) -> Self {
        Self
    }
}

impl tonic::codec::Encoder for Raw {
    type Item = Bytes;
    type Error = tonic::Status;
    fn encode(
        &mut self,
        item: Bytes,
        out: &mut tonic::codec::EncodeBuf<'_>,
    ) -> Result<(), tonic::Status> {
        out.put(item);
        Ok(())
    }
}

impl tonic::codec::Decoder for Raw {
    type Item = Bytes;
    type Error = tonic::Status;
    fn decode(
        &mut self,
        from: &mut tonic::codec::DecodeBuf<'_>,
    ) -> Result<Option<Bytes>, tonic::Status> {
        Ok(Some(from.copy_to_bytes(from.remaining())))
    }
}

fn metadata_message() -> Vec<u8> {
    let payload = Some(Payload::Metadata(metadata()));
    RecordEventsRequest { payload }.encode_to_vec()
}

#[tokio::test]
async fn unknown_fields_are_skipped_and_damage_stays_with_its_event() {
    let world = World::new();
    let gateway = world.start().await;

    let mut first = metadata_message();
    put_bytes_field(&mut first, 2_000, b"from the future");
    let mut unknown = Vec::new();
    put_bytes_field(&mut unknown, 3, b"a kind of message from the future");

    let mut good = event(1).encode_to_vec();
    put_bytes_field(&mut good, 999, b"from the future");
    // An id, then a feature that is not text.
    let damaged = b"\x0a\x05bad-1\x1a\x02\xff\xfe";
    let mut batch = Vec::new();
    for event in [&good[..], damaged, &event(2).encode_to_vec()] {
        put_bytes_field(&mut batch, 1, event);
    }
    put_bytes_field(&mut batch, 77, b"from the future");
    let mut message = Vec::new();
    put_bytes_field(&mut message, 2, &batch);

    let answer = send_raw(&world, gateway.address, vec![first, unknown, message]).await;
    let answer = RecordEventsResponse::decode(&*answer).expect("an answer");
    assert_eq!(answer.succeeded_events, ids(&events(1..3)));
    assert_eq!(answer.refused_events.len(), 1);
    assert_eq!(answer.refused_events[0].id, "bad-1");
    assert_eq!(world.stored_ids(TENANT), ids(&events(1..3)));
    gateway.stop().await;
}
