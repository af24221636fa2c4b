//! Events from client applications: a browser, an editor. Each is checked by
//! itself against the catalog, and what is good is queued like any other
//! event, however bad its neighbours are.
//!
//! Here lives what is taken from a client and what is not. What a client says
//! in words (texts, names, ids) never reaches the part of an event that can
//! leave: names are those of the catalog and of a declared list, ids are made
//! here, private values go to the local part, and marketing tracking is not
//! even kept. Nothing of an event may be logged from here.

mod billing;
mod check;
mod id;
mod names;
mod refusal;
mod sampling;

use std::{collections::BTreeMap, sync::Arc, time::UNIX_EPOCH};

use telemetry_core::{Context, journal::SwitchedOff};

use self::check::Checker;
pub(super) use self::refusal::Refused;
pub use self::{billing::Billing, names::ClientName};
use super::state::{Instance, State};
use crate::{
    drain,
    policy::Mode,
    queue::{Inserted, NewEvent, QueueError},
};

/// The most events of one request.
pub(super) const MAX_EVENTS: usize = 1_000;

/// An event as a client sent it; nothing of it is believed yet.
#[derive(Default, Clone)]
pub(super) struct Sent {
    /// Nanoseconds since 1970-01-01 UTC.
    pub(super) timestamp: Option<i128>,
    pub(super) feature: String,
    pub(super) action: String,
    pub(super) client: String,
    pub(super) client_version: Option<String>,
    pub(super) version: i32,
    pub(super) metadata: Vec<(String, SentValue)>,
    pub(super) private: Option<serde_json::Value>,
    pub(super) billing: Option<(String, String)>,
    pub(super) interaction: Option<String>,
    pub(super) id: Option<String>,
}

/// A value that may be a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SentValue {
    Number(f64),
    /// The name of another type of JSON.
    Other(&'static str),
}

/// What a console takes from clients.
#[derive(Debug, Clone, Default)]
pub(super) struct Accepted {
    pub(super) clients: Vec<ClientName>,
    pub(super) billing: Vec<Billing>,
}

/// Why nothing of a request was stored. A client may send all of it again.
#[derive(Debug, thiserror::Error)]
pub(super) enum RecordError {
    #[error("no events provided")]
    NoEvents,
    #[error("at most {MAX_EVENTS} events can be sent at once; send fewer")]
    TooMany,
    #[error("not allowed to record events; sign in first")]
    NotAllowed,
    #[error("this console only reads; send the events to the instance itself")]
    ReadOnly,
    #[error("telemetry is switched off on this instance; nothing was recorded")]
    Off,
    #[error("the events cannot be stored right now; send them again later")]
    NotStored(#[source] QueueError),
    #[error("the instance's queue is full; {0} of the events were not kept, send fewer")]
    Full(usize),
}

/// What became of one event, or why it is refused.
pub(super) type Outcome = Result<Taken, Refused>;

/// What became of a good event.
pub(super) enum Taken {
    /// It has this id from now on.
    Recorded(String),
    /// Its declaration says to record a share of them, and this one is not in it.
    SampledOut,
}

/// Checks the events and queues the good ones, durably on return. There is one
/// outcome for each event, in their order.
pub(super) async fn record(
    state: &Arc<State>,
    context: Option<&Context>,
    events: Vec<Sent>,
) -> Result<Vec<Outcome>, RecordError> {
    let instance = state.instance.as_ref().ok_or(RecordError::ReadOnly)?;
    let context = context.ok_or(RecordError::NotAllowed)?;
    if events.is_empty() {
        return Err(RecordError::NoEvents);
    }
    if events.len() > MAX_EVENTS {
        return Err(RecordError::TooMany);
    }
    let (mode, off) = (instance.mode.get(), instance.mode.switched_off());
    if mode == Mode::Off {
        return Err(RecordError::Off);
    }
    let linked = state.linked.as_ref().ok_or(RecordError::ReadOnly)?;
    let now = UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos().cast_signed());
    let checker = Checker::new(linked, &state.accepted, instance, context, &mode, now);
    let checked: Vec<_> = events.into_iter().map(|event| checker.check(event)).collect();
    let counts = counts(&checked);
    let (outcomes, good) = divide(checked);
    let sampled_out = outcomes.iter().filter(|it| matches!(it, Ok(Taken::SampledOut)));
    sampled_out.for_each(|_| instance.journal.count_sampled_out());
    let inserted = store(instance, (mode, off), good, counts).await?;
    match inserted.dropped {
        0 => Ok(outcomes),
        dropped => Err(RecordError::Full(dropped)),
    }
}

/// An event that is to be queued, or that was sampled out.
type Checked = Result<Option<NewEvent>, Refused>;

fn divide(checked: Vec<Checked>) -> (Vec<Outcome>, Vec<NewEvent>) {
    let mut good = Vec::new();
    let outcome = |event: Checked| {
        let Some(event) = event? else { return Ok(Taken::SampledOut) };
        let id = event.id.clone();
        good.push(event);
        Ok(Taken::Recorded(id))
    };
    let outcomes = checked.into_iter().map(outcome).collect();
    (outcomes, good)
}

/// How many events were refused for each reason.
fn counts(checked: &[Checked]) -> Vec<(&'static str, u64)> {
    let mut counts = BTreeMap::new();
    for refused in checked.iter().filter_map(|event| event.as_ref().err()) {
        *counts.entry(refused.reason.as_str()).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

async fn store(
    instance: &Instance,
    under: (Mode, Arc<SwitchedOff>),
    good: Vec<NewEvent>,
    refused: Vec<(&'static str, u64)>,
) -> Result<Inserted, RecordError> {
    let queue = instance.queue.clone();
    let (now, accepted) = (instance.mode.clone(), instance.accepted.clone());
    let (mode, off) = under;
    let work = move || {
        if !refused.is_empty() {
            queue.count_client_refusals(refused)?;
        }
        let inserted = queue.insert(good)?;
        // What was switched meanwhile was applied to the queue without these.
        if now.get() != mode || now.switched_off() != off {
            drain::apply(&queue, &now, &accepted)?;
        }
        Ok(inserted)
    };
    let stored = tokio::task::spawn_blocking(work).await.expect("the queue does not panic");
    stored.map_err(|error| {
        tracing::warn!(%error, "events of a client cannot be queued");
        RecordError::NotStored(error)
    })
}
