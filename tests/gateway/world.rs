//! What the tests share: a directory with certificates and a catalog, a
//! running gateway, a client, and events to send.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use prost_types::Timestamp;
use telemetry_schema::{
    Catalog, EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose, TextReview,
    audit::{Allowed, Limits},
};
use telemetry_sdk::{
    gateway::{
        Gateway, GatewayConfig, GatewayError, Stats, TenantConfig,
        certificates::{self, Certificates},
    },
    proto::telemetrygateway::v1::{
        Event, EventParameters, EventSource, Identifier, RecordEventsRequest,
        RecordEventsRequestMetadata, RecordEventsResponse, event_source, identifier,
        record_events_request::{EventsPayload, Payload},
        telemetery_gateway_service_client::TelemeteryGatewayServiceClient,
    },
    sink::Sink,
};
use tempfile::TempDir;
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{
    Request, Status, Streaming,
    metadata::MetadataValue,
    transport::{self, Certificate, Channel, ClientTlsConfig},
};

pub(crate) type Client = TelemeteryGatewayServiceClient<Channel>;

pub(crate) const TENANT: &str = "instance-1";

/// A directory with everything that a gateway needs.
pub(crate) struct World {
    pub(crate) dir: TempDir,
    pub(crate) certificates: Certificates,
}

impl World {
    pub(crate) fn new() -> Self {
        let dir = TempDir::new().expect("a directory");
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certificates =
            certificates::ensure(&dir.path().join("tls"), &names, 30).expect("certificates");
        fs::write(dir.path().join("catalog.bin"), catalog().encode()).expect("written");
        Self { dir, certificates }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn config(&self) -> GatewayConfig {
        let listen = "127.0.0.1:0".parse().expect("an address");
        let Certificates { certificate, key, .. } = &self.certificates;
        let (data, catalog) = (self.path("data"), self.path("catalog.bin"));
        GatewayConfig::new(listen, data, catalog, certificate, key)
    }

    /// A configuration with one tenant, and its token.
    pub(crate) fn config_with_tenant(&self, name: &str) -> (GatewayConfig, String) {
        let token = format!("{name}-0123456789abcdef");
        let token_file = self.path(&format!("{name}.token"));
        fs::write(&token_file, format!("{token}\n")).expect("written");
        let mut config = self.config();
        config.tenants.push(TenantConfig { name: name.into(), token_file });
        (config, token)
    }

    pub(crate) async fn start(&self) -> Running {
        self.start_with(self.config()).await
    }

    pub(crate) async fn start_with(&self, config: GatewayConfig) -> Running {
        Self::serve(Gateway::bind(config).await.expect("a good configuration"))
    }

    /// A gateway that keeps what it accepts in this sink.
    pub(crate) async fn start_storing_in(
        &self,
        config: GatewayConfig,
        sink: impl Sink + 'static,
    ) -> Running {
        let gateway = Gateway::bind_with(config, |_| Ok(Box::new(sink))).await;
        Self::serve(gateway.expect("a good configuration"))
    }

    fn serve(gateway: Gateway) -> Running {
        let (address, stats) = (gateway.local_addr(), gateway.stats());
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(gateway.serve(async { drop(stopped.await) }));
        Running { address, stats, stop, task }
    }

    pub(crate) async fn refused(&self, config: GatewayConfig) -> GatewayError {
        match Gateway::bind(config).await {
            Ok(_) => panic!("the gateway started"),
            Err(error) => error,
        }
    }

    pub(crate) fn tls(&self) -> ClientTlsConfig {
        let ca = fs::read(&self.certificates.ca).expect("the authority");
        ClientTlsConfig::new().ca_certificate(Certificate::from_pem(ca)).domain_name("localhost")
    }

    pub(crate) async fn try_connect(
        &self,
        address: SocketAddr,
    ) -> Result<Client, transport::Error> {
        let endpoint = Channel::from_shared(format!("https://{address}")).expect("an address");
        endpoint.tls_config(self.tls())?.connect().await.map(Client::new)
    }

    pub(crate) async fn connect(&self, address: SocketAddr) -> Client {
        self.try_connect(address).await.expect("a connection")
    }

    /// The stored events of a tenant, one JSON value per line.
    pub(crate) fn stored(&self, tenant: &str) -> Vec<serde_json::Value> {
        let directory = self.path("data").join("sink").join(tenant);
        let mut files: Vec<_> = fs::read_dir(directory)
            .map(|listed| listed.map(|entry| entry.expect("an entry").path()).collect())
            .unwrap_or_default();
        files.sort();
        files.iter().flat_map(|path| lines(path)).collect()
    }

    pub(crate) fn stored_ids(&self, tenant: &str) -> Vec<String> {
        let id = |event: &serde_json::Value| event["id"].as_str().expect("an id").to_owned();
        self.stored(tenant).iter().map(id).collect()
    }
}

fn lines(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).expect("text");
    assert!(text.is_empty() || text.ends_with('\n'), "a torn line");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// A gateway that serves.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) stats: Stats,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), GatewayError>>,
}

impl Running {
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(());
        self.task.await.expect("no panic").expect("a clean end");
    }
}

/// One stream of a client.
pub(crate) struct Session {
    pub(crate) sender: mpsc::Sender<RecordEventsRequest>,
    pub(crate) answers: Streaming<RecordEventsResponse>,
}

impl Session {
    /// A stream that has sent nothing yet.
    pub(crate) async fn bare(client: &mut Client, token: Option<&str>) -> Result<Self, Status> {
        Self::begin(client, token, Vec::new()).await
    }

    /// A stream that has sent its metadata.
    pub(crate) async fn open(client: &mut Client) -> Self {
        let first = vec![Payload::Metadata(metadata())];
        Self::begin(client, None, first).await.expect("a stream")
    }

    /// A stream whose first messages are on their way before the call is
    /// answered: some servers answer nothing before their first response.
    pub(crate) async fn begin(
        client: &mut Client,
        token: Option<&str>,
        first: Vec<Payload>,
    ) -> Result<Self, Status> {
        let (sender, receiver) = mpsc::channel(16);
        for payload in first {
            let message = RecordEventsRequest { payload: Some(payload) };
            sender.try_send(message).expect("room for the first messages");
        }
        let mut request = Request::new(ReceiverStream::new(receiver));
        if let Some(token) = token {
            request.metadata_mut().insert("authorization", bearer(token));
        }
        let answers = client.record_events(request).await?.into_inner();
        Ok(Self { sender, answers })
    }

    pub(crate) async fn send(&self, payload: Payload) {
        // A stream that has ended refuses; the answer says why.
        let _ = self.sender.send(RecordEventsRequest { payload: Some(payload) }).await;
    }

    pub(crate) async fn answer(&mut self) -> Result<RecordEventsResponse, Status> {
        self.answers.message().await.map(|answer| answer.expect("an answer"))
    }

    pub(crate) async fn record(
        &mut self,
        events: Vec<Event>,
    ) -> Result<RecordEventsResponse, Status> {
        self.send(Payload::Events(EventsPayload { events })).await;
        self.answer().await
    }
}

pub(crate) fn bearer(token: &str) -> MetadataValue<tonic::metadata::Ascii> {
    format!("Bearer {token}").parse().expect("printable")
}

pub(crate) fn metadata() -> RecordEventsRequestMetadata {
    let instance = identifier::UnlicensedInstanceIdentifier {
        instance_id: TENANT.into(),
        external_url: String::new(),
    };
    let identifier = identifier::Identifier::UnlicensedInstance(instance);
    RecordEventsRequestMetadata {
        request_id: "018f3b1c-7d2a-7c3e-9a4b-0123456789ab".into(),
        identifier: Some(Identifier { identifier: Some(identifier) }),
    }
}

/// The n-th event, good in every respect.
pub(crate) fn event(n: u64) -> Event {
    let metadata: BTreeMap<_, _> =
        [("result_count", 7.0), ("latency_ms", 12.5), ("engine", 2.0), ("ratio", 0.25)]
            .map(|(key, value)| (key.to_owned(), value))
            .into();
    Event {
        id: format!("018f3b1c-7d2a-7c3e-9a4b-{n:012x}"),
        timestamp: Some(Timestamp { seconds: 1_700_000_000, nanos: 5_000_000 }),
        feature: "search".into(),
        action: "resultsShown".into(),
        source: Some(EventSource {
            server: Some(event_source::Server { version: "1.2.3".into() }),
            client: None,
        }),
        parameters: Some(EventParameters { version: 1, metadata, ..Default::default() }),
        ..Default::default()
    }
}

pub(crate) fn events(numbers: std::ops::Range<u64>) -> Vec<Event> {
    numbers.map(event).collect()
}

pub(crate) fn ids(events: &[Event]) -> Vec<String> {
    events.iter().map(|event| event.id.clone()).collect()
}

fn field(key: &str, kind: Kind, optional: bool) -> FieldSchema {
    let privacy = if kind == Kind::Text { Privacy::Private } else { Privacy::Metadata };
    let description = "What it means.".to_owned();
    FieldSchema { description, optional, ..FieldSchema::new(key, privacy, kind) }
}

/// A text that may be `go` or `rust`, beside nobody.
fn language() -> FieldSchema {
    let values = Allowed::Values(vec!["go".into(), "rust".into()]);
    let review = TextReview {
        limits: Limits::new(8, values).expect("limits"),
        with_user: false,
        definition: format!("sha256:{}", "0".repeat(64)).parse().expect("a hash"),
        reason: "A closed list.".into(),
        reviewer: "privacy@example.com".into(),
        link: "docs/reviews/12.md".into(),
        date: "2020-01-01".parse().expect("a date"),
        expires: "2020-06-01".parse().expect("a date"),
    };
    let field = field("language", Kind::Text, true);
    FieldSchema { privacy: Privacy::Audited, review: Some(review), ..field }
}

pub(crate) fn catalog() -> Catalog {
    let code = |code, name: &str| EnumCode { code, name: name.into(), description: "One.".into() };
    let engine = EnumSchema {
        field: 2,
        name: "Engine".into(),
        description: "Which engine.".into(),
        codes: vec![code(1, "Indexed"), code(2, "Unindexed")],
    };
    let shown = EventSchema {
        version: 1,
        description: "Results were shown.".into(),
        owner: "search-team".into(),
        declared_by: "tests::Search".into(),
        fields: vec![
            field("result_count", Kind::U32, false),
            field("latency_ms", Kind::Duration, false),
            field("engine", Kind::Enum, false),
            field("repo_count", Kind::U32, true),
            field("ratio", Kind::F64, false),
            field("query", Kind::Text, false),
            language(),
        ],
        enums: vec![engine],
        ..EventSchema::new("search", "resultsShown", Purpose::ProductImprovement)
    };
    Catalog::new(vec![shown]).expect("one event")
}
