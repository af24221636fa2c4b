//! The messages of the service as the gateway reads them: the events of a
//! batch stay encoded until each is looked at by itself. So one damaged event
//! does not make its batch unreadable, and a batch of empty events (two bytes
//! each on the wire, hundreds in memory) cannot fill the memory.
//!
//! The field numbers are those of `protocol/`; a test compares the two. Also
//! the routing that generated code would do, since that is bound to the
//! generated messages.

use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
};

use prost::bytes::Bytes;
use tonic::{
    Request, Response, Status, Streaming,
    body::Body,
    codegen::{BoxFuture, Service, http},
    server::{Grpc, NamedService, StreamingService, UnaryService},
};
use tonic_prost::ProstCodec;

use super::service::{Answers, GatewayService};
use crate::proto::telemetrygateway::v1::{
    RecordEventResponse, RecordEventsRequestMetadata, RecordEventsResponse,
    telemetery_gateway_service_server::SERVICE_NAME,
};

/// The most bytes of one message: senders keep below 1 MiB, some add a frame.
pub(super) const MAX_MESSAGE_BYTES: usize = (1 << 20) + (64 << 10);

/// `RecordEventsRequest`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct StreamMessage {
    #[prost(oneof = "Payload", tags = "1, 2")]
    pub(super) payload: Option<Payload>,
}

/// What a message of the stream carries.
#[derive(Clone, PartialEq, prost::Oneof)]
pub(super) enum Payload {
    #[prost(message, tag = "1")]
    Metadata(RecordEventsRequestMetadata),
    #[prost(message, tag = "2")]
    Events(Batch),
}

/// `RecordEventsRequest.EventsPayload`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Batch {
    #[prost(bytes = "bytes", repeated, tag = "1")]
    pub(super) events: Vec<Bytes>,
}

/// `RecordEventRequest`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct SingleMessage {
    #[prost(message, optional, tag = "1")]
    pub(super) metadata: Option<RecordEventsRequestMetadata>,
    #[prost(bytes = "bytes", optional, tag = "2")]
    pub(super) event: Option<Bytes>,
}

/// The routes of `TelemeteryGatewayService`.
#[derive(Clone)]
pub(super) struct Routes(pub(super) Arc<GatewayService>);

impl NamedService for Routes {
    const NAME: &'static str = SERVICE_NAME;
}

impl Service<http::Request<Body>> for Routes {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let service = Arc::clone(&self.0);
        let method = request.uri().path().strip_prefix('/').and_then(|path| path.split_once('/'));
        match method {
            Some((SERVICE_NAME, "RecordEvents")) => Box::pin(async move {
                let mut grpc =
                    Grpc::new(ProstCodec::default()).max_decoding_message_size(MAX_MESSAGE_BYTES);
                Ok(grpc.streaming(RecordEvents(service), request).await)
            }),
            Some((SERVICE_NAME, "RecordEvent")) => Box::pin(async move {
                let mut grpc =
                    Grpc::new(ProstCodec::default()).max_decoding_message_size(MAX_MESSAGE_BYTES);
                Ok(grpc.unary(RecordEvent(service), request).await)
            }),
            _ => Box::pin(async {
                Ok(Status::unimplemented("the gateway has no such method").into_http())
            }),
        }
    }
}

struct RecordEvents(Arc<GatewayService>);

impl StreamingService<StreamMessage> for RecordEvents {
    type Response = RecordEventsResponse;
    type ResponseStream = Answers;
    type Future = BoxFuture<Response<Answers>, Status>;

    fn call(&mut self, request: Request<Streaming<StreamMessage>>) -> Self::Future {
        let service = Arc::clone(&self.0);
        Box::pin(async move { service.record_events(request).map(Response::new) })
    }
}

struct RecordEvent(Arc<GatewayService>);

impl UnaryService<SingleMessage> for RecordEvent {
    type Response = RecordEventResponse;
    type Future = BoxFuture<Response<RecordEventResponse>, Status>;

    fn call(&mut self, request: Request<SingleMessage>) -> Self::Future {
        let service = Arc::clone(&self.0);
        Box::pin(async move { service.record_event(request).await.map(Response::new) })
    }
}

#[cfg(test)]
mod tests {
    use prost::Message as _;

    use super::*;
    use crate::proto::telemetrygateway::v1::{
        Event, RecordEventRequest, RecordEventsRequest,
        record_events_request::{EventsPayload, Payload as Generated},
    };

    #[test]
    fn the_messages_are_those_of_the_contract() {
        let event = |id: &str| Event { id: id.into(), ..Default::default() };
        let encoded = |id| Bytes::from(event(id).encode_to_vec());
        let metadata = RecordEventsRequestMetadata { request_id: "r".into(), identifier: None };

        let events = vec![event("1"), event("2")];
        let sent = Generated::Events(EventsPayload { events });
        let sent = RecordEventsRequest { payload: Some(sent) }.encode_to_vec();
        let read = Payload::Events(Batch { events: vec![encoded("1"), encoded("2")] });
        assert_eq!(StreamMessage::decode(&*sent), Ok(StreamMessage { payload: Some(read) }));

        let sent = RecordEventsRequest { payload: Some(Generated::Metadata(metadata.clone())) };
        let read = StreamMessage { payload: Some(Payload::Metadata(metadata.clone())) };
        assert_eq!(StreamMessage::decode(&*sent.encode_to_vec()), Ok(read));

        let metadata = Some(metadata);
        let sent = RecordEventRequest { metadata: metadata.clone(), event: Some(event("1")) };
        let read = SingleMessage { metadata, event: Some(encoded("1")) };
        assert_eq!(SingleMessage::decode(&*sent.encode_to_vec()), Ok(read));
    }
}
