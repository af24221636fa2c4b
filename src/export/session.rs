//! One stream to the gateway: the metadata first and once, then messages, and
//! an answer for each.

use std::collections::{HashMap, VecDeque};

use bytes::Bytes;
use prost::Message as _;
use telemetry_core::id::EventId;
use tokio::{sync::mpsc, task::JoinHandle, time::timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming, client::Grpc, codegen::http::uri::PathAndQuery};

use super::{
    ExportConfig, Failure, Identity, connect,
    messages::{Message, pack},
    raw::RawCodec,
};
use crate::{
    proto::telemetrygateway::v1::{
        Identifier, RecordEventsRequest, RecordEventsRequestMetadata, RecordEventsResponse,
        identifier::{self, LicensedInstanceIdentifier, UnlicensedInstanceIdentifier},
        record_events_request::Payload,
    },
    queue::{ExportableEvent, Outcome, RefusedReason},
};

const PATH: &str = "/telemetrygateway.v1.TelemeteryGatewayService/RecordEvents";

/// How many messages may be under way without an answer: enough to keep the
/// gateway busy, few enough to bound memory on both sides.
const WINDOW: usize = 4;

type Answers = Streaming<RecordEventsResponse>;

/// An open stream.
pub(super) struct Session<'c> {
    config: &'c ExportConfig,
    out: mpsc::Sender<Bytes>,
    answers: Opening,
}

/// The answers come once the gateway has sent its headers, which some send
/// only with their first answer: until then messages must flow without them.
enum Opening {
    Waiting(JoinHandle<Result<Response<Answers>, Status>>),
    Open(Answers),
    Failed,
}

/// What the gateway said about the events of one delivery.
#[derive(Debug, Default)]
pub(super) struct Answered {
    pub(super) outcomes: HashMap<String, Outcome>,
    /// Sent and answered, but in neither list.
    pub(super) unmentioned: Vec<String>,
}

/// Why a delivery stopped, and with how many events in the message at fault.
pub(super) struct Stopped {
    pub(super) failure: Failure,
    pub(super) message_events: usize,
}

impl<'c> Session<'c> {
    /// Connects and says who is sending.
    pub(super) async fn open(config: &'c ExportConfig, instance_id: &str) -> Result<Self, Failure> {
        let channel = connect::connect(config).await?;
        let (out, messages) = mpsc::channel(WINDOW);
        let mut request = Request::new(ReceiverStream::new(messages));
        if let Some(token) = connect::token(config)? {
            request.metadata_mut().insert("authorization", token);
        }
        out.try_send(introduction(&config.identity, instance_id)).expect("the channel is empty");
        let opening = tokio::spawn(async move {
            let mut grpc = Grpc::new(channel);
            grpc.ready().await.map_err(|error| Status::from_error(error.into()))?;
            grpc.streaming(request, PathAndQuery::from_static(PATH), RawCodec).await
        });
        Ok(Self { config, out, answers: Opening::Waiting(opening) })
    }

    /// Sends events and collects what the gateway says about each. What was
    /// answered before a failure stays in `answered`.
    pub(super) async fn deliver(
        &mut self,
        events: &[ExportableEvent],
        limit: usize,
        answered: &mut Answered,
    ) -> Result<(), Stopped> {
        let mut messages = pack(events, limit);
        let mut under_way: VecDeque<&[ExportableEvent]> = VecDeque::new();
        loop {
            while under_way.len() < WINDOW
                && let Some(message) = messages.next()
            {
                let Message { bytes, events } = message;
                under_way.push_back(events);
                // A closed channel means that the stream has failed; the
                // answer that is read next tells why.
                let _ = timeout(self.config.timeout, self.out.send(bytes)).await;
            }
            let Some(sent) = under_way.pop_front() else { return Ok(()) };
            match self.answer().await {
                Ok(answer) => take(sent, answer, answered),
                Err(failure) => return Err(Stopped { failure, message_events: sent.len() }),
            }
        }
    }

    /// Ends the stream in order, so that the gateway sees no broken one.
    pub(super) async fn finish(mut self) {
        let (closed, _) = mpsc::channel(1);
        self.out = closed;
        let _ = self.answer().await;
    }

    async fn answer(&mut self) -> Result<RecordEventsResponse, Failure> {
        let patience = self.config.timeout;
        match timeout(patience, self.next_answer()).await {
            Ok(Ok(Some(answer))) => Ok(answer),
            Ok(Ok(None)) => Err(Failure::Ended),
            Ok(Err(status)) => Err(Failure::of_status(&status, &self.config.address)),
            Err(_) => Err(Failure::NoAnswer(patience)),
        }
    }

    async fn next_answer(&mut self) -> Result<Option<RecordEventsResponse>, Status> {
        if let Opening::Waiting(opening) = &mut self.answers {
            let opened = opening.await;
            // A finished task must not be polled again, whatever it returned.
            self.answers = Opening::Failed;
            let opened = opened.map_err(|error| Status::internal(error.to_string()))?;
            self.answers = Opening::Open(opened?.into_inner());
        }
        match &mut self.answers {
            Opening::Open(answers) => answers.message().await,
            Opening::Waiting(_) | Opening::Failed => Ok(None),
        }
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        if let Opening::Waiting(opening) = &self.answers {
            opening.abort();
        }
    }
}

/// Sorts an answer. Only events of this very message are settled: an id that
/// was not sent with it is made up, and changes nothing.
fn take(sent: &[ExportableEvent], answer: RecordEventsResponse, answered: &mut Answered) {
    let mut open: HashMap<&str, ()> = sent.iter().map(|event| (event.id(), ())).collect();
    for refused in answer.refused_events {
        if open.remove(refused.id.as_str()).is_some() {
            let reason = RefusedReason::Gateway { code: refused.code, message: refused.message };
            answered.outcomes.insert(refused.id, Outcome::Refused(reason));
        }
    }
    for id in answer.succeeded_events {
        if open.remove(id.as_str()).is_some() {
            answered.outcomes.insert(id, Outcome::Exported);
        }
    }
    answered.unmentioned.extend(open.into_keys().map(str::to_owned));
}

fn introduction(identity: &Identity, instance_id: &str) -> Bytes {
    let instance_id = match identity.instance_id.as_str() {
        "" => instance_id.to_owned(),
        given => given.to_owned(),
    };
    let external_url = identity.external_url.clone();
    let identifier = match &identity.license_key {
        Some(license) => identifier::Identifier::LicensedInstance(LicensedInstanceIdentifier {
            license_key: license.clone(),
            instance_id,
            external_url,
        }),
        None => identifier::Identifier::UnlicensedInstance(UnlicensedInstanceIdentifier {
            instance_id,
            external_url,
        }),
    };
    let metadata = RecordEventsRequestMetadata {
        request_id: EventId::generate().to_string(),
        identifier: Some(Identifier { identifier: Some(identifier) }),
    };
    let request = RecordEventsRequest { payload: Some(Payload::Metadata(metadata)) };
    request.encode_to_vec().into()
}
