//! The figures of the queue.

use async_graphql::SimpleObject;

use super::scalars::DateTime;
use crate::console::state::State;
use crate::queue::{ClientRefusal, Loss, Stats, WaitingReason};

/// The figures of the queue at one moment.
#[derive(SimpleObject)]
#[graphql(name = "TelemetryStatus")]
pub(super) struct Status {
    /// Events that wait, without those being sent.
    queued: u64,
    /// Events being sent right now.
    leased: u64,
    /// Events that left and are still within retention.
    exported: u64,
    /// Events that will not be sent.
    refused: u64,
    /// Events that policy keeps back.
    withheld: u64,
    /// When the oldest event that waits was recorded.
    oldest_waiting_at: Option<DateTime>,
    /// Events that this program recorded since its start; null for a console
    /// that only reads.
    recorded: Option<u64>,
    /// How many of them were lost before they could be queued.
    lost: Option<u64>,
    /// Why recorded events are not being queued, if they are not.
    problem: Option<String>,
    /// Why events wait right now.
    waiting_because: Option<String>,
    /// Since when that holds.
    waiting_since: Option<DateTime>,
    /// What was given up, by reason.
    losses: Vec<Count>,
    /// What client applications sent and this instance refused, by reason.
    client_refusals: Vec<Count>,
}

/// How many events, for one reason.
#[derive(SimpleObject)]
#[graphql(name = "TelemetryCount")]
struct Count {
    /// A word of a closed list.
    reason: String,
    /// How many events, since the queue was made.
    events: u64,
    /// The latest time.
    last_at: DateTime,
}

impl Status {
    pub(super) fn of(state: &State, stats: &Stats, refusals: Vec<ClientRefusal>) -> Self {
        let waiting: Option<&WaitingReason> = stats.waiting.as_ref();
        let (recorded, lost) = state.recorded().unzip();
        Self {
            recorded,
            lost,
            problem: state.problem(),
            queued: stats.queued.events,
            leased: stats.leased.events,
            exported: stats.exported.events,
            refused: stats.refused.events,
            withheld: stats.withheld.events,
            oldest_waiting_at: stats.oldest_waiting.map(DateTime::from_micros),
            waiting_because: waiting.map(|waiting| waiting.text.clone()),
            waiting_since: waiting.map(|waiting| DateTime::from_micros(waiting.since)),
            losses: stats.losses.iter().map(loss).collect(),
            client_refusals: refusals.into_iter().map(client_refusal).collect(),
        }
    }
}

fn loss(loss: &Loss) -> Count {
    let last_at = DateTime::from_micros(loss.last_at);
    Count { reason: loss.reason.as_str().to_owned(), events: loss.lost.events, last_at }
}

fn client_refusal(refusal: ClientRefusal) -> Count {
    let last_at = DateTime::from_micros(refusal.last_at);
    Count { reason: refusal.reason, events: refusal.events, last_at }
}
