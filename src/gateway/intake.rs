//! One batch, from encoded events to the answer: check each by itself, store
//! the good ones, and only then acknowledge them. Knows the rules, the store
//! and the counters; nothing of streams or callers.

use std::{sync::Arc, time::Instant};

use prost::{Message as _, bytes::Bytes};
use tokio::{sync::Semaphore, time::sleep};
use tonic::Status;

use super::{
    line::json_line,
    order::{Place, Stage},
    pace::Pace,
    stats::Stats,
    store::StoreHandle,
};
use crate::{
    json::JsonError,
    proto::telemetrygateway::v1::{Event, RecordEventsResponse, RefusalCode, RefusedEvent},
    sink::{Form, Outcome, Record, Tenant},
    validate::{self, Refusal, Rules},
};

/// The most events of one batch. Keeps the answer, which names each of them,
/// below the 4 MiB that gRPC clients accept.
pub(super) const MAX_BATCH_EVENTS: usize = 16_384;

/// Takes batches in.
pub(super) struct Intake {
    pub(super) rules: Arc<Rules>,
    pub(super) form: Form,
    pub(super) store: StoreHandle,
    pub(super) stats: Stats,
    pub(super) pace: Pace,
    /// Batches that may be in memory, decoded, at a time.
    pub(super) batches: Semaphore,
    /// Batches that streams may have read while one of theirs is at work.
    pub(super) ahead: Arc<Semaphore>,
    /// Without configured tenants all senders share one allowance.
    pub(super) shared_pace: bool,
}

/// What became of a batch before it is stored.
#[derive(Default)]
struct Checked {
    records: Vec<Record>,
    refused: Vec<RefusedEvent>,
}

impl Intake {
    /// Checks a batch and stores it behind the one before. The answer names the
    /// events that are durable and those that never will be.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` for too many events, `UNAVAILABLE` when the store
    /// failed: nothing of the batch is acknowledged.
    pub(super) async fn take(
        &self,
        tenant: &Tenant,
        events: Vec<Bytes>,
        mut place: Place,
    ) -> Result<RecordEventsResponse, Status> {
        if events.len() > MAX_BATCH_EVENTS {
            return Err(Status::invalid_argument(format!(
                "a batch is limited to {MAX_BATCH_EVENTS} events; send smaller batches"
            )));
        }
        let shared = (!self.shared_pace).then_some(tenant);
        sleep(self.pace.charge(shared, events.len(), Instant::now())).await;
        place.behind(Stage::Admitted).await;
        let _permit = self.batches.acquire().await.map_err(|_| stopped())?;
        place.reach(Stage::Admitted);
        let checked = self.check(tenant, events).await?;
        for refused in &checked.refused {
            self.stats.count_refused(refused.code());
        }
        place.behind(Stage::HandedIn).await;
        let succeeded_events = self.store(checked.records, &place).await?;
        Ok(RecordEventsResponse { succeeded_events, refused_events: checked.refused })
    }

    /// Checks away from the threads that serve the network: a full batch takes
    /// tens of milliseconds.
    async fn check(&self, tenant: &Tenant, events: Vec<Bytes>) -> Result<Checked, Status> {
        let (rules, form, tenant) = (Arc::clone(&self.rules), self.form, tenant.clone());
        let check = move || {
            let mut checked = Checked::default();
            for event in events {
                match accept(&rules, form, &tenant, &event) {
                    Ok(record) => checked.records.push(record),
                    Err(refusal) => checked.refused.push(refused(&event, refusal)),
                }
            }
            checked
        };
        tokio::task::spawn_blocking(check).await.map_err(|error| {
            tracing::error!(%error, "checking a batch failed");
            Status::internal("the gateway could not check the batch; nothing of it is stored")
        })
    }

    async fn store(&self, records: Vec<Record>, place: &Place) -> Result<Vec<String>, Status> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let ids = records.iter().map(|record| record.id.clone()).collect();
        let handed_in = || place.reach(Stage::HandedIn);
        let outcomes = self.store.store(records, handed_in).await.map_err(|_| {
            self.stats.count_failed_batch();
            Status::unavailable(
                "the gateway could not store the batch; nothing of it is acknowledged, send it again later",
            )
        })?;
        let stored = outcomes.iter().filter(|outcome| **outcome == Outcome::Stored).count();
        self.stats.count_stored(stored, outcomes.len() - stored);
        Ok(ids)
    }
}

fn stopped() -> Status {
    Status::unavailable("the gateway is stopping; send the batch again later")
}

fn accept(rules: &Rules, form: Form, tenant: &Tenant, bytes: &Bytes) -> Result<Record, Refusal> {
    let event = rules.check(bytes)?;
    let rendered = render(form, &event)?;
    Ok(Record { tenant: tenant.clone(), id: event.id, event: rendered })
}

fn render(form: Form, event: &Event) -> Result<Vec<u8>, Refusal> {
    match form {
        Form::Protobuf => Ok(event.encode_to_vec()),
        Form::JsonLine => json_line(event).map_err(unrenderable),
    }
}

/// What was checked can be rendered; if not, the rules have a gap, and the
/// event is refused rather than the batch.
fn unrenderable(_: JsonError) -> Refusal {
    Refusal {
        code: RefusalCode::Unspecified,
        message: "the event has no JSON form; report this to the gateway's operator".into(),
    }
}

fn refused(event: &Bytes, refusal: Refusal) -> RefusedEvent {
    RefusedEvent {
        id: validate::id_of(event),
        code: refusal.code.into(),
        message: refusal.message.into_owned(),
    }
}
