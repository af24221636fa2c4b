//! A gateway that does as a test tells it, over real TLS, and keeps every
//! byte that it received.

use std::{
    convert::Infallible,
    fs,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use bytes::{Buf as _, Bytes};
use prost::Message as _;
use telemetry_sdk::proto::telemetrygateway::v1::{
    Event, RecordEventsRequest, RecordEventsRequestMetadata, RecordEventsResponse,
    record_events_request::Payload, telemetery_gateway_service_server::SERVICE_NAME,
};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{
    Request, Response, Status, Streaming,
    body::Body,
    codec::{Codec, DecodeBuf, Decoder},
    codegen::{BoxFuture, Service, http},
    server::{Grpc, NamedService, StreamingService},
    transport::{Identity, Server, ServerTlsConfig, server::TcpIncoming},
};
use tonic_prost::{ProstCodec, ProstEncoder};

use super::tls::Tls;

type Answers = ReceiverStream<Result<RecordEventsResponse, Status>>;

/// What to do about a message.
pub(crate) enum Act {
    Answer(RecordEventsResponse),
    /// Read on without an answer.
    Silence,
    Fail(Status),
    /// Close the stream as if all were well.
    End,
}

/// A message with events, as it came.
pub(crate) struct Incoming {
    /// From 0, over the life of the gateway.
    pub(crate) stream: usize,
    /// From 0, within the stream.
    pub(crate) message: usize,
    pub(crate) events: Vec<Event>,
}

impl Incoming {
    pub(crate) fn ids(&self) -> Vec<String> {
        self.events.iter().map(|event| event.id.clone()).collect()
    }

    pub(crate) fn holds(&self, id: &str) -> bool {
        self.events.iter().any(|event| event.id == id)
    }

    /// All of them are stored.
    pub(crate) fn accept(&self) -> Act {
        self.accept_if(|_| true)
    }

    /// Those that the rule takes are stored; no word about the others.
    pub(crate) fn accept_if(&self, rule: impl Fn(&str) -> bool) -> Act {
        let mut succeeded_events = self.ids();
        succeeded_events.retain(|id| rule(id));
        Act::Answer(RecordEventsResponse { succeeded_events, ..Default::default() })
    }
}

/// One stream as it was received.
#[derive(Clone, Default)]
pub(crate) struct Log {
    pub(crate) authorization: Option<String>,
    /// Every message, byte for byte.
    pub(crate) frames: Vec<Bytes>,
}

impl Log {
    pub(crate) fn metadata(&self) -> RecordEventsRequestMetadata {
        match payload(&self.frames[0]) {
            Payload::Metadata(metadata) => metadata,
            Payload::Events(_) => panic!("events before the metadata"),
        }
    }

    /// The messages with events.
    pub(crate) fn batches(&self) -> Vec<Vec<Event>> {
        let events = |frame: &Bytes| match payload(frame) {
            Payload::Events(payload) => payload.events,
            Payload::Metadata(_) => panic!("metadata for a second time"),
        };
        self.frames.iter().skip(1).map(events).collect()
    }
}

fn payload(frame: &Bytes) -> Payload {
    RecordEventsRequest::decode(frame.clone()).unwrap().payload.unwrap()
}

type Script = Arc<dyn Fn(&Incoming) -> Act + Send + Sync>;

struct Shared {
    script: Mutex<Script>,
    /// Instead of opening a stream.
    turned_away: Mutex<Option<Status>>,
    late_headers: bool,
    streams: Mutex<Vec<Log>>,
}

/// The running gateway; it ends with the value, and its connections with it.
pub(crate) struct Scripted {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Scripted {
    /// Accepts everything until it is told otherwise.
    pub(crate) async fn start(tls: &Tls) -> Self {
        Self::start_with(tls, false).await
    }

    /// Sends its headers only with its first answer.
    pub(crate) async fn start_with_late_headers(tls: &Tls) -> Self {
        Self::start_with(tls, true).await
    }

    async fn start_with(tls: &Tls, late_headers: bool) -> Self {
        let shared = Arc::new(Shared {
            script: Mutex::new(Arc::new(Incoming::accept)),
            turned_away: Mutex::default(),
            late_headers,
            streams: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let pem = |path| fs::read(path).unwrap();
        let identity = Identity::from_pem(pem(tls.certificate()), pem(tls.key()));
        let server = Server::builder()
            .tls_config(ServerTlsConfig::new().identity(identity))
            .unwrap()
            .add_service(Routes(Arc::clone(&shared)))
            .serve_with_incoming(TcpIncoming::from(listener));
        let task = tokio::spawn(async { drop(server.await) });
        Self { address, shared, task }
    }

    /// From the next message on.
    pub(crate) fn script(&self, script: impl Fn(&Incoming) -> Act + Send + Sync + 'static) {
        *lock(&self.shared.script) = Arc::new(script);
    }

    /// Opens no stream any more, or opens them again.
    pub(crate) fn turn_away(&self, status: Option<Status>) {
        *lock(&self.shared.turned_away) = status;
    }

    pub(crate) fn streams(&self) -> Vec<Log> {
        lock(&self.shared.streams).clone()
    }

    /// Everything that was received, in order, repeated deliveries too.
    pub(crate) fn received(&self) -> Vec<Event> {
        self.streams().iter().flat_map(Log::batches).flatten().collect()
    }

    pub(crate) fn received_ids(&self) -> Vec<String> {
        self.received().into_iter().map(|event| event.id).collect()
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Clone)]
struct Routes(Arc<Shared>);

impl NamedService for Routes {
    const NAME: &'static str = SERVICE_NAME;
}

impl Service<http::Request<Body>> for Routes {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let shared = Arc::clone(&self.0);
        Box::pin(async move { Ok(Grpc::new(Raw).streaming(RecordEvents(shared), request).await) })
    }
}

struct RecordEvents(Arc<Shared>);

impl StreamingService<Bytes> for RecordEvents {
    type Response = RecordEventsResponse;
    type ResponseStream = Answers;
    type Future = BoxFuture<Response<Answers>, Status>;

    fn call(&mut self, request: Request<Streaming<Bytes>>) -> Self::Future {
        let shared = Arc::clone(&self.0);
        Box::pin(record_events(shared, request))
    }
}

async fn record_events(
    shared: Arc<Shared>,
    request: Request<Streaming<Bytes>>,
) -> Result<Response<Answers>, Status> {
    if let Some(status) = lock(&shared.turned_away).clone() {
        return Err(status);
    }
    let authorization = request.metadata().get("authorization");
    let authorization = authorization.map(|value| value.to_str().unwrap().to_owned());
    let stream = {
        let mut streams = lock(&shared.streams);
        streams.push(Log { authorization, frames: Vec::new() });
        streams.len() - 1
    };
    let (sender, answers) = mpsc::channel(64);
    let (first, answered) = oneshot::channel();
    let late = shared.late_headers;
    tokio::spawn(serve(shared, stream, request.into_inner(), sender, first));
    if late {
        let _ = answered.await;
    }
    Ok(Response::new(ReceiverStream::new(answers)))
}

async fn serve(
    shared: Arc<Shared>,
    stream: usize,
    mut frames: Streaming<Bytes>,
    answers: mpsc::Sender<Result<RecordEventsResponse, Status>>,
    first: oneshot::Sender<()>,
) {
    let mut first = Some(first);
    let mut message = 0;
    while let Ok(Some(frame)) = frames.message().await {
        lock(&shared.streams)[stream].frames.push(frame.clone());
        let Payload::Events(payload) = payload(&frame) else { continue };
        let incoming = Incoming { stream, message, events: payload.events };
        message += 1;
        let script = Arc::clone(&lock(&shared.script));
        let answer = match script(&incoming) {
            Act::Answer(answer) => Ok(answer),
            Act::Silence => continue,
            Act::Fail(status) => Err(status),
            Act::End => return,
        };
        first.take();
        let last = answer.is_err();
        if answers.send(answer).await.is_err() || last {
            return;
        }
    }
}

/// Reads messages as the bytes that they are.
#[derive(Clone, Copy, Default)]
struct Raw;

impl Codec for Raw {
    type Encode = RecordEventsResponse;
    type Decode = Bytes;
    type Encoder = ProstEncoder<RecordEventsResponse>;
    type Decoder = Self;

    fn encoder(&mut self) -> Self::Encoder {
        ProstCodec::<RecordEventsResponse, RecordEventsResponse>::default().encoder()
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Decoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        Ok(Some(buffer.copy_to_bytes(buffer.remaining())))
    }
}
