//! One stream to the gateway: who we are, first and once, then messages, and
//! an answer for each.

use std::{collections::VecDeque, time::Duration};

use bytes::Bytes;
use http::Uri;
use prost::Message as _;
use telemetry_core::id::EventId;
use tokio::{sync::mpsc, task::JoinHandle, time::timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming, client::Grpc, codegen::http::uri::PathAndQuery};

use super::{
    ExportConfig, Failure, Identity,
    answered::Answered,
    connect,
    messages::{Message, pack},
    raw::RawCodec,
};
use crate::{
    proto::telemetrygateway::v1::{
        Identifier, RecordEventsRequest, RecordEventsRequestMetadata, RecordEventsResponse,
        identifier::{self, LicensedInstanceIdentifier, UnlicensedInstanceIdentifier},
        record_events_request::Payload,
    },
    queue::ExportableEvent,
};

const PATH: &str = "/telemetrygateway.v1.TelemeteryGatewayService/RecordEvents";

/// How many messages may be under way without an answer: enough to keep the
/// gateway busy, few enough to bound memory on both sides.
const WINDOW: usize = 4;

/// How long the end of a stream in order may take. Everything is answered by
/// then, so nothing depends on it.
const GOODBYE: Duration = Duration::from_secs(2);

type Answers = Streaming<RecordEventsResponse>;

/// An open stream.
#[derive(Debug)]
pub(super) struct Session {
    address: Uri,
    /// The longest wait for an answer.
    patience: Duration,
    out: mpsc::Sender<Bytes>,
    answers: Opening,
}

/// The answers come once the gateway has sent its headers, which some send
/// only with their first answer: until then messages must flow without them.
#[derive(Debug)]
enum Opening {
    Waiting(JoinHandle<Result<Response<Answers>, Status>>),
    Open(Box<Answers>),
    Failed,
}

/// Why a delivery stopped, and where.
#[derive(Debug)]
pub(super) struct Stopped {
    pub(super) failure: Failure,
    /// How many events stood in messages that were answered.
    pub(super) answered: usize,
    /// How many are in the message at fault, which comes right behind those.
    /// None when there was no connection.
    pub(super) at_fault: usize,
}

impl Session {
    /// Connects and says who is sending; none of that, not even a token, if
    /// nothing may leave any more when the gateway is reached. A certificate of
    /// the client belongs to the connection and has been shown by then.
    pub(super) async fn open(
        config: &ExportConfig,
        instance_id: &str,
        may_leave: impl Fn() -> bool,
    ) -> Result<Option<Self>, Failure> {
        let mut grpc = Grpc::new(connect::connect(config).await?);
        let ready = timeout(config.timeout, grpc.ready()).await;
        let ready = ready.map_err(|_| Failure::NoAnswer(config.timeout))?;
        ready.map_err(|error| Failure::of_connection(&config.address, &error))?;
        if !may_leave() {
            return Ok(None);
        }
        // Room for the introduction and all that may be under way: handing
        // over a message never waits.
        let (out, messages) = mpsc::channel(1 + WINDOW);
        let mut request = Request::new(ReceiverStream::new(messages));
        if let Some(token) = connect::token(config)? {
            request.metadata_mut().insert("authorization", token);
        }
        out.try_send(introduction(&config.identity, instance_id)).expect("the channel is empty");
        let opening = tokio::spawn(async move {
            grpc.streaming(request, PathAndQuery::from_static(PATH), RawCodec).await
        });
        let (address, patience) = (config.address.clone(), config.timeout);
        Ok(Some(Self { address, patience, out, answers: Opening::Waiting(opening) }))
    }

    /// Sends events, for as long as `may_leave` says so, and collects what the
    /// gateway says about each. Gives the number of those whose messages were
    /// answered: all, unless it was told to stop.
    ///
    /// One by one, an event travels with no other behind it, so that a failure
    /// is known to be about this one.
    pub(super) async fn deliver<'e>(
        &mut self,
        events: &'e [ExportableEvent],
        limit: usize,
        may_leave: impl Fn() -> bool,
        answered: &mut Answered<'e>,
    ) -> Result<usize, Stopped> {
        let window = if limit == 1 { 1 } else { WINDOW };
        let mut messages = pack(events, limit);
        let mut under_way: VecDeque<&'e [ExportableEvent]> = VecDeque::new();
        let mut done = 0;
        loop {
            while under_way.len() < window
                && may_leave()
                && let Some(Message { bytes, events }) = messages.next()
            {
                answered.sent(events);
                under_way.push_back(events);
                // A closed channel means that the stream has failed; the
                // answer that is read next tells why.
                let _ = self.out.try_send(bytes);
            }
            let Some(message) = under_way.pop_front() else { return Ok(done) };
            match self.answer().await {
                Ok(answer) => answered.take(message, answer),
                Err(failure) => {
                    return Err(Stopped { failure, answered: done, at_fault: message.len() });
                }
            }
            done += message.len();
        }
    }

    /// Ends the stream in order, so that the gateway sees no broken one.
    pub(super) async fn finish(mut self) {
        let (closed, _) = mpsc::channel(1);
        self.out = closed;
        let _ = timeout(GOODBYE.min(self.patience), self.next_answer()).await;
    }

    async fn answer(&mut self) -> Result<RecordEventsResponse, Failure> {
        match timeout(self.patience, self.next_answer()).await {
            Ok(Ok(Some(answer))) => Ok(answer),
            Ok(Ok(None)) => Err(Failure::Ended),
            Ok(Err(status)) => Err(Failure::of_status(&status, &self.address)),
            Err(_) => Err(Failure::NoAnswer(self.patience)),
        }
    }

    async fn next_answer(&mut self) -> Result<Option<RecordEventsResponse>, Status> {
        if let Opening::Waiting(opening) = &mut self.answers {
            let opened = opening.await;
            // A finished task must not be polled again, whatever it returned.
            self.answers = Opening::Failed;
            let opened = opened.map_err(|error| Status::from_error(error.into()))?;
            self.answers = Opening::Open(Box::new(opened?.into_inner()));
        }
        match &mut self.answers {
            Opening::Open(answers) => answers.message().await,
            Opening::Waiting(_) | Opening::Failed => Ok(None),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Opening::Waiting(opening) = &self.answers {
            opening.abort();
        }
    }
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
