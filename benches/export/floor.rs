//! The floor: a bare tonic client and server over TLS. Messages are as large as
//! ours; the server decodes them and acknowledges each event by its id.

use std::{path::Path, time::Instant};

use telemetry_sdk::proto::telemetrygateway::v1::{
    Event, EventParameters, EventSource, Identifier, RecordEventRequest, RecordEventResponse,
    RecordEventsRequest, RecordEventsRequestMetadata, RecordEventsResponse,
    event_source::Server,
    identifier::{self, UnlicensedInstanceIdentifier},
    record_events_request::{EventsPayload, Payload},
    telemetery_gateway_service_client::TelemeteryGatewayServiceClient,
    telemetery_gateway_service_server::{TelemeteryGatewayService, TelemeteryGatewayServiceServer},
};
use tokio::{runtime::Runtime, sync::mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{
    Request, Response, Status, Streaming,
    transport::{
        self, Certificate, Channel, ClientTlsConfig, Identity, ServerTlsConfig, server::TcpIncoming,
    },
};

use crate::pipeline::{gateway::tls, place};

/// About as many bytes as ours packs into a message.
const MESSAGE: usize = 1024 * 1024 - 1024;

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

/// Seconds for so many events with so many fields.
pub(crate) fn send(events: usize, fields: usize) -> f64 {
    let directory = place::directory();
    let files = tls(directory.path());
    let read = |path: &Path| std::fs::read(path).unwrap();
    let identity = Identity::from_pem(read(&files.certificate), read(&files.key));
    let ca = Certificate::from_pem(read(&files.ca));
    Runtime::new().unwrap().block_on(async {
        let channel = connect(serve(identity).await, ca).await;
        // Bytes of an event: 120, and 15 for each field.
        let size = MESSAGE / (120 + 15 * fields);
        let numbers: Vec<_> = (0..events).collect();
        let batches = numbers.chunks(size).map(|numbers| message(numbers, fields)).collect();
        let start = Instant::now();
        deliver(channel, batches, events).await;
        start.elapsed().as_secs_f64()
    })
}

/// Serves on a free port, which it tells.
async fn serve(identity: Identity) -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = transport::Server::builder()
        .tls_config(ServerTlsConfig::new().identity(identity))
        .unwrap()
        .add_service(TelemeteryGatewayServiceServer::new(Echo))
        // Otherwise each side waits for the other's delayed acknowledgements.
        .serve_with_incoming(TcpIncoming::from(listener).with_nodelay(Some(true)));
    tokio::spawn(server);
    port
}

async fn connect(port: u16, ca: Certificate) -> Channel {
    let address = format!("https://localhost:{port}");
    let tls = ClientTlsConfig::new().ca_certificate(ca);
    Channel::from_shared(address).unwrap().tls_config(tls).unwrap().connect().await.unwrap()
}

async fn deliver(channel: Channel, batches: Vec<RecordEventsRequest>, events: usize) {
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

fn message(numbers: &[usize], fields: usize) -> RecordEventsRequest {
    let events = numbers.iter().map(|n| event(*n, fields)).collect();
    RecordEventsRequest { payload: Some(Payload::Events(EventsPayload { events })) }
}

fn event(n: usize, fields: usize) -> Event {
    let metadata = (0..fields).map(|field| (format!("s{field:02}"), n as f64)).collect();
    Event {
        id: format!("01a2047a-8003-7374-8eac-{n:012x}"),
        timestamp: Some(prost_types::Timestamp { seconds: 1_700_000_000, nanos: 1 }),
        feature: "bench".to_owned(),
        action: "five".to_owned(),
        source: Some(EventSource {
            server: Some(Server { version: "0.0.0".to_owned() }),
            client: None,
        }),
        parameters: Some(EventParameters { metadata, ..EventParameters::default() }),
        ..Event::default()
    }
}
