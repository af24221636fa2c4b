//! What it costs to bring events from the queue to a gateway over TLS on
//! loopback: lease, check, send, check again, store, acknowledge, settle.
//! Against the floor: a bare tonic client and server that move the same events
//! and acknowledge them, without a queue, checks or a store. Rounds of all
//! sides take turns, and the medians are compared.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::Path;
use std::time::{Duration, Instant};

use telemetry_sdk::export::ExportConfig;
use telemetry_sdk::gateway::certificates::{self, Certificates};
use telemetry_sdk::gateway::{Gateway, GatewayConfig};
use telemetry_sdk::proto::telemetrygateway::v1::identifier::{self, UnlicensedInstanceIdentifier};
use telemetry_sdk::proto::telemetrygateway::v1::record_events_request::{EventsPayload, Payload};
use telemetry_sdk::proto::telemetrygateway::v1::telemetery_gateway_service_client::TelemeteryGatewayServiceClient;
use telemetry_sdk::proto::telemetrygateway::v1::telemetery_gateway_service_server::{
    TelemeteryGatewayService, TelemeteryGatewayServiceServer,
};
use telemetry_sdk::proto::telemetrygateway::v1::{
    Event, EventParameters, EventSource, Identifier, RecordEventRequest, RecordEventResponse,
    RecordEventsRequest, RecordEventsRequestMetadata, RecordEventsResponse, event_source::Server,
};
use telemetry_sdk::sink::{Form, Outcome, Record, Sink, SinkError};
use telemetry_sdk::{Telemetry, telemetry_event, write_catalog};
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot};
use tokio_stream::wrappers::{ReceiverStream, TcpListenerStream};
use tonic::transport::{self, Certificate, Channel, ClientTlsConfig, Identity, ServerTlsConfig};
use tonic::{Request, Response, Status, Streaming};

#[allow(dead_code)]
#[path = "../tests/support/accepting.rs"]
mod accepting;

/// An event with five numbers.
#[telemetry_event(
    feature = "bench",
    action = "measured",
    owner = "bench-team",
    purpose = "reliability"
)]
struct Measured {
    /// The first number.
    a: f64,
    /// The second number.
    b: f64,
    /// The third number.
    c: f64,
    /// The fourth number.
    d: f64,
    /// The fifth number.
    e: f64,
}

/// Events in a message of the floor: about as many as ours packs into 1 MiB.
const MESSAGE: usize = 5_000;

struct Plan {
    rounds: usize,
    events: usize,
}

const FULL: Plan = Plan { rounds: 5, events: 100_000 };
/// Under `cargo test`: only that it runs.
const QUICK: Plan = Plan { rounds: 1, events: 1_000 };

fn main() {
    let plan = if std::env::args().any(|arg| arg == "--bench") { FULL } else { QUICK };
    let (mut discarding, mut durable, mut floor) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.rounds {
        floor.push(bare(plan.events));
        discarding.push(ours(plan.events, true));
        durable.push(ours(plan.events, false));
    }
    let floor = median(floor);
    println!("{:<44}{:>12}{:>8}", "events/s over TLS, queue to gateway", "events/s", "floor/");
    let lines =
        [("to a discarding sink", median(discarding)), ("to the durable store", median(durable))];
    for (name, rate) in lines {
        println!("{name:<44}{rate:>12.0}{:>8.2}", floor / rate);
    }
    println!("{:<44}{floor:>12.0}", "floor: bare tonic, no queue, no checks");
    let json = serde_json::json!({
        "bench": "export", "floor": floor, "discarding": lines[0].1, "durable": lines[1].1,
    });
    println!("{json}");
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

fn rate(events: usize, elapsed: Duration) -> f64 {
    events as f64 / elapsed.as_secs_f64()
}

/// Accepts everything and keeps nothing.
struct Discard;

impl Sink for Discard {
    fn form(&self) -> Form {
        Form::Protobuf
    }

    fn store(&mut self, records: &[Record]) -> Result<Vec<Outcome>, SinkError> {
        Ok(vec![Outcome::Stored; records.len()])
    }
}

fn ours(events: usize, discard: bool) -> f64 {
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let directory = directory.path();
    let files = tls(directory);
    let catalog = directory.join("catalog.binpb");
    write_catalog(&catalog).unwrap();
    let runtime = Runtime::new().unwrap();
    let listen = "127.0.0.1:0".parse().unwrap();
    let config = GatewayConfig::new(
        listen,
        directory.join("gateway"),
        catalog,
        files.certificate,
        files.key,
    );
    let gateway = runtime.block_on(async {
        if discard {
            Gateway::bind_with(config, |_| Ok(Box::new(Discard))).await.unwrap()
        } else {
            Gateway::bind(config).await.unwrap()
        }
    });
    let address = format!("https://localhost:{}", gateway.local_addr().port());
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = runtime.spawn(gateway.serve(async { drop(stopped.await) }));

    let elapsed = export(events, directory, &address, &files.ca);
    drop(stop);
    runtime.block_on(serving).unwrap().unwrap();
    rate(events, elapsed)
}

fn export(events: usize, directory: &Path, address: &str, ca: &Path) -> Duration {
    let mut config = ExportConfig::new(address).unwrap();
    config.ca_file = Some(ca.to_owned());
    config.interval = Duration::from_secs(3_600);
    let telemetry = Telemetry::builder(accepting::all_linked())
        .data_dir(directory.join("instance"))
        .export(config)
        .journal_capacity(events)
        .start()
        .unwrap();
    // The drain at the start, of an empty queue, is over.
    telemetry.export_now(Duration::from_secs(60)).unwrap();
    let recorder = telemetry.recorder::<Measured>();
    for n in 0..events {
        let n = n as f64;
        recorder.record(Measured { a: n, b: n + 0.5, c: -n, d: 1e9, e: 0.25 });
    }
    telemetry.flush(Duration::from_secs(60)).unwrap();
    let start = Instant::now();
    telemetry.export_now(Duration::from_secs(600)).unwrap();
    let elapsed = start.elapsed();
    assert_eq!(telemetry.status().unwrap().queue.exported.events, events as u64);
    elapsed
}

fn tls(directory: &Path) -> Certificates {
    certificates::ensure(directory, &["localhost".to_owned()], 1).unwrap()
}

/// Acknowledges whatever arrives.
struct Echo;

#[tonic::async_trait]
impl TelemeteryGatewayService for Echo {
    type RecordEventsStream = ReceiverStream<Result<RecordEventsResponse, Status>>;

    async fn record_events(
        &self,
        request: Request<Streaming<RecordEventsRequest>>,
    ) -> Result<Response<Self::RecordEventsStream>, Status> {
        let (answers, stream) = mpsc::channel(4);
        tokio::spawn(async move {
            let mut requests = request.into_inner();
            while let Ok(Some(message)) = requests.message().await {
                let Some(Payload::Events(batch)) = message.payload else { continue };
                let ids = batch.events.into_iter().map(|event| event.id).collect();
                let answer = RecordEventsResponse { succeeded_events: ids, refused_events: vec![] };
                answers.send(Ok(answer)).await.unwrap();
            }
        });
        Ok(Response::new(ReceiverStream::new(stream)))
    }

    async fn record_event(
        &self,
        _: Request<RecordEventRequest>,
    ) -> Result<Response<RecordEventResponse>, Status> {
        Ok(Response::new(RecordEventResponse {}))
    }
}

fn bare(events: usize) -> f64 {
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let files = tls(directory.path());
    let read = |path: &Path| std::fs::read(path).unwrap();
    let identity = Identity::from_pem(read(&files.certificate), read(&files.key));
    let ca = Certificate::from_pem(read(&files.ca));
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = transport::Server::builder()
            .tls_config(ServerTlsConfig::new().identity(identity))
            .unwrap()
            .add_service(TelemeteryGatewayServiceServer::new(Echo))
            .serve_with_incoming(TcpListenerStream::new(listener));
        tokio::spawn(server);
        let channel = Channel::from_shared(format!("https://localhost:{port}"))
            .unwrap()
            .tls_config(ClientTlsConfig::new().ca_certificate(ca))
            .unwrap()
            .connect()
            .await
            .unwrap();
        let batches: Vec<_> =
            (0..events).collect::<Vec<_>>().chunks(MESSAGE).map(message).collect();
        let start = Instant::now();
        send(channel, batches, events).await;
        rate(events, start.elapsed())
    })
}

async fn send(channel: Channel, batches: Vec<RecordEventsRequest>, events: usize) {
    let (out, requests) = mpsc::channel(4);
    tokio::spawn(async move {
        out.send(introduction()).await.unwrap();
        for batch in batches {
            out.send(batch).await.unwrap();
        }
    });
    let mut client =
        TelemeteryGatewayServiceClient::new(channel).max_decoding_message_size(usize::MAX);
    let answers = client.record_events(ReceiverStream::new(requests)).await.unwrap();
    let mut answers = answers.into_inner();
    let mut acknowledged = 0;
    while acknowledged < events {
        acknowledged += answers.message().await.unwrap().unwrap().succeeded_events.len();
    }
}

fn introduction() -> RecordEventsRequest {
    let identifier = identifier::Identifier::UnlicensedInstance(UnlicensedInstanceIdentifier {
        instance_id: "bench".to_owned(),
        external_url: String::new(),
    });
    let metadata = RecordEventsRequestMetadata {
        request_id: "bench".to_owned(),
        identifier: Some(Identifier { identifier: Some(identifier) }),
    };
    RecordEventsRequest { payload: Some(Payload::Metadata(metadata)) }
}

fn message(numbers: &[usize]) -> RecordEventsRequest {
    let events = numbers.iter().map(|n| event(*n)).collect();
    RecordEventsRequest { payload: Some(Payload::Events(EventsPayload { events })) }
}

fn event(n: usize) -> Event {
    let metadata = ["a", "b", "c", "d", "e"].map(|key| (key.to_owned(), n as f64)).into();
    Event {
        id: format!("01a2047a-8003-7374-8eac-{n:012x}"),
        timestamp: Some(prost_types::Timestamp { seconds: 1_700_000_000, nanos: 1 }),
        feature: "bench".to_owned(),
        action: "measured".to_owned(),
        source: Some(EventSource {
            server: Some(Server { version: "0.0.0-bench".to_owned() }),
            client: None,
        }),
        parameters: Some(EventParameters { metadata, ..EventParameters::default() }),
        ..Event::default()
    }
}
