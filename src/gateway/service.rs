//! The two calls of the service: who may call, and the protocol of the
//! stream. Knows messages and callers; what happens to a batch is the
//! intake's business.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use prost::bytes::Bytes;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch},
    task::JoinHandle,
    time::timeout,
};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Status, Streaming};

use super::{
    connections::Admission,
    intake::Intake,
    order::{Line, Place},
    stats::OpenStream,
    tenants::{Caller, Tenants},
    wire::{MAX_MESSAGE_BYTES, Payload, SingleMessage, StreamMessage},
};
use crate::{
    proto::telemetrygateway::v1::{
        RecordEventResponse, RecordEventsRequestMetadata, RecordEventsResponse,
    },
    sink::Tenant,
};

/// The answers of one stream.
pub(super) type Answers = ReceiverStream<Result<RecordEventsResponse, Status>>;

/// What the calls share.
pub(super) struct GatewayService {
    pub(super) tenants: Tenants,
    pub(super) intake: Arc<Intake>,
    pub(super) streams: Arc<Semaphore>,
    pub(super) idle: Duration,
    pub(super) stopping: watch::Receiver<bool>,
}

/// A call that was let in, and what it holds while it lasts.
struct Admitted {
    caller: Caller,
    _permit: OwnedSemaphorePermit,
}

impl GatewayService {
    /// `RecordEvents`: starts the stream's task.
    pub(super) fn record_events(
        &self,
        request: Request<Streaming<StreamMessage>>,
    ) -> Result<Answers, Status> {
        let admitted = self.admit(&request)?;
        // One answer may wait for a slow reader; the next batch is not read
        // before it is taken.
        let (sender, receiver) = mpsc::channel(1);
        let stream = Stream {
            messages: request.into_inner(),
            intake: Arc::clone(&self.intake),
            idle: self.idle,
            stopping: self.stopping.clone(),
            _open: self.intake.stats.open_stream(),
        };
        tokio::spawn(stream.run(admitted, sender));
        Ok(ReceiverStream::new(receiver))
    }

    /// `RecordEvent`: one event, stored when the answer has no error.
    pub(super) async fn record_event(
        &self,
        request: Request<SingleMessage>,
    ) -> Result<RecordEventResponse, Status> {
        let admitted = self.admit(&request)?;
        let SingleMessage { metadata, event } = request.into_inner();
        let tenant = admitted.caller.tenant(&metadata.unwrap_or_default())?;
        let event = event.ok_or_else(|| Status::invalid_argument("the request has no event"))?;
        let answer = self.intake.take(&tenant, vec![event], Line::default().place()).await?;
        match answer.refused_events.into_iter().next() {
            None => Ok(RecordEventResponse {}),
            Some(refused) => Err(Status::invalid_argument(refused.message)),
        }
    }

    fn admit<T>(&self, request: &Request<T>) -> Result<Admitted, Status> {
        let caller = self.tenants.identify(request.metadata())?;
        if let Some(connection) = request.extensions().get::<Admission>() {
            connection.admit();
        }
        let permit = Arc::clone(&self.streams).try_acquire_owned().map_err(|_| {
            Status::unavailable("the gateway serves as many streams as it may; try again later")
        })?;
        Ok(Admitted { caller, _permit: permit })
    }
}

/// Batches of one stream that are read at a time: one is stored, one is checked,
/// one arrives.
const MOST_AT_WORK: usize = 3;

/// Longer than any batch takes; a sum with the present still is a time.
const FOREVER: Duration = Duration::from_secs(86_400 * 365);

/// The right to read a batch.
struct Turn(#[expect(dead_code, reason = "held, not looked at")] Option<OwnedSemaphorePermit>);

type Taking = JoinHandle<Result<RecordEventsResponse, Status>>;

/// A batch that was read and is not answered.
struct AtWork {
    taking: Taking,
    _turn: Option<Turn>,
}

/// The answer to the first batch, which stays at work until there is one.
async fn next_answer(at_work: &mut VecDeque<AtWork>) -> Result<RecordEventsResponse, Status> {
    let Some(first) = at_work.front_mut() else { return std::future::pending().await };
    let taken = (&mut first.taking).await;
    at_work.pop_front();
    taken.unwrap_or_else(|error| {
        tracing::error!(%error, "taking a batch failed");
        Err(Status::internal("the gateway could not take the batch; nothing of it is acknowledged"))
    })
}

/// One stream of batches.
struct Stream {
    messages: Streaming<StreamMessage>,
    intake: Arc<Intake>,
    idle: Duration,
    stopping: watch::Receiver<bool>,
    _open: OpenStream,
}

impl Stream {
    async fn run(mut self, admitted: Admitted, answers: Sender) {
        if let Err(status) = self.serve(admitted.caller, &answers).await {
            tracing::info!(code = ?status.code(), reason = status.message(), "a stream ended with an error");
            // Who does not read answers does not learn why it was cut off.
            let _ = timeout(self.idle, answers.send(Err(status))).await;
        }
    }

    async fn serve(&mut self, caller: Caller, answers: &Sender) -> Result<(), Status> {
        let Some(first) = self.next(true).await? else { return Ok(()) };
        let tenant = begin(caller, first)?;
        let mut at_work = VecDeque::new();
        let served = self.serve_batches(&tenant, answers, &mut at_work).await;
        // The stream counts as open as long as it costs anything.
        for batch in at_work {
            let _ = batch.taking.await;
        }
        served
    }

    /// Takes batches, stores and answers them in their order, until the sender is
    /// done. While one is stored, the next may be read and checked.
    async fn serve_batches(
        &mut self,
        tenant: &Tenant,
        answers: &Sender,
        at_work: &mut VecDeque<AtWork>,
    ) -> Result<(), Status> {
        let mut line = Line::default();
        loop {
            let turn = self.turn(at_work);
            let may_wait = at_work.is_empty();
            let events = tokio::select! {
                answer = next_answer(at_work), if !may_wait => {
                    self.answer(answers, answer?).await?;
                    continue;
                }
                events = self.next_events(may_wait), if turn.is_some() => events,
            };
            match events {
                Ok(Some(events)) => {
                    let taking = self.begin_batch(tenant, events, line.place());
                    at_work.push_back(AtWork { taking, _turn: turn });
                }
                // What came before is answered, whatever ended the stream.
                ended => {
                    self.answer_all(answers, at_work).await?;
                    return ended.map(drop);
                }
            }
        }
    }

    /// The right to read one more batch. Each stream has it for one at a time;
    /// for more than one, all streams together have it for as many as may be
    /// checked or stored.
    fn turn(&self, at_work: &VecDeque<AtWork>) -> Option<Turn> {
        match at_work.len() {
            0 => Some(Turn(None)),
            MOST_AT_WORK.. => None,
            _ => {
                let ahead = Arc::clone(&self.intake.ahead).try_acquire_owned();
                ahead.ok().map(|permit| Turn(Some(permit)))
            }
        }
    }

    fn begin_batch(&self, tenant: &Tenant, events: Vec<Bytes>, place: Place) -> Taking {
        let (intake, tenant) = (Arc::clone(&self.intake), tenant.clone());
        tokio::spawn(async move { intake.take(&tenant, events, place).await })
    }

    async fn answer_all(
        &self,
        answers: &Sender,
        at_work: &mut VecDeque<AtWork>,
    ) -> Result<(), Status> {
        while !at_work.is_empty() {
            self.answer(answers, next_answer(at_work).await?).await?;
        }
        Ok(())
    }

    /// The events of the next message that has any; none when the sender is
    /// done.
    async fn next_events(&mut self, may_idle: bool) -> Result<Option<Vec<Bytes>>, Status> {
        while let Some(message) = self.next(may_idle).await? {
            match message.payload {
                Some(Payload::Events(batch)) => return Ok(Some(batch.events)),
                Some(Payload::Metadata(_)) => return Err(metadata_again()),
                // A kind of message that a newer sender knows.
                None => {}
            }
        }
        Ok(None)
    }

    /// The next message; none when the sender is done. A sender who waits for
    /// answers is not idle.
    async fn next(&mut self, may_idle: bool) -> Result<Option<StreamMessage>, Status> {
        let idle_for = if may_idle { self.idle } else { FOREVER };
        tokio::select! {
            _ = self.stopping.wait_for(|stopping| *stopping) => Err(Status::unavailable(
                "the gateway is stopping; everything acknowledged is stored, send the rest later",
            )),
            message = timeout(idle_for, self.messages.message()) => {
                message.map_err(|_| idle("no message arrived", self.idle))?.map_err(explain)
            }
        }
    }

    async fn answer(&self, answers: &Sender, answer: RecordEventsResponse) -> Result<(), Status> {
        timeout(self.idle, answers.send(Ok(answer)))
            .await
            .map_err(|_| idle("the last answer was not taken", self.idle))?
            .map_err(|_| Status::cancelled("the sender has gone"))
    }
}

type Sender = mpsc::Sender<Result<RecordEventsResponse, Status>>;

/// The first message says who sends, and nothing else.
fn begin(caller: Caller, first: StreamMessage) -> Result<Tenant, Status> {
    let Some(Payload::Metadata(metadata)) = first.payload else {
        return Err(Status::invalid_argument(
            "the first message of a stream must carry the metadata; send it before the events",
        ));
    };
    let tenant = caller.tenant(&metadata)?;
    tracing::debug!(%tenant, request = request_id(&metadata), "a stream began");
    Ok(tenant)
}

/// The id of the stream for the log, if it is one: free text is not logged.
fn request_id(metadata: &RecordEventsRequestMetadata) -> &str {
    let id = metadata.request_id.as_str();
    let fits = id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits { id } else { "" }
}

fn metadata_again() -> Status {
    Status::invalid_argument(
        "the metadata was sent twice; send it once, as the first message, and open a new stream for another sender",
    )
}

fn idle(what: &str, limit: Duration) -> Status {
    Status::deadline_exceeded(format!(
        "{what} for {} s; open a new stream when there is more to send",
        limit.as_secs_f32()
    ))
}

/// Says what to do about a message that the transport could not take.
fn explain(status: Status) -> Status {
    match status.code() {
        Code::OutOfRange => Status::out_of_range(format!(
            "a message is limited to {MAX_MESSAGE_BYTES} bytes; send smaller batches, and send again what was not acknowledged"
        )),
        _ => status,
    }
}
