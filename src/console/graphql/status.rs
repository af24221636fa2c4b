//! The figures of the queue.

use async_graphql::SimpleObject;

use super::scalars::DateTime;
use crate::console::{state::State, why::unqueued};
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
    /// How many events were left out since its start because they are sampled;
    /// they are not lost, the recorded ones carry the rate.
    sampled_out: Option<u64>,
    /// How many events and values were lost before they could be queued.
    lost: Option<u64>,
    /// The same by reason; reasons without a loss are left out.
    lost_because: Option<Vec<Lost>>,
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

/// What was lost before it could be queued, for one reason.
#[derive(SimpleObject)]
#[graphql(name = "TelemetryLost")]
struct Lost {
    /// A word of a closed list.
    reason: String,
    /// How many events or values, since the program started.
    count: u64,
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
        let (recorded, losses) = state.recorded().unzip();
        Self {
            recorded,
            sampled_out: state.sampled_out(),
            lost: losses.map(|losses| losses.total()),
            lost_because: losses.map(|losses| unqueued(&losses).map(lost).collect()),
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

fn lost((reason, _, count): (&'static str, &'static str, u64)) -> Lost {
    Lost { reason: reason.to_owned(), count }
}

fn loss(loss: &Loss) -> Count {
    let last_at = DateTime::from_micros(loss.last_at);
    Count { reason: loss.reason.as_str().to_owned(), events: loss.lost.events, last_at }
}

fn client_refusal(refusal: ClientRefusal) -> Count {
    let last_at = DateTime::from_micros(refusal.last_at);
    Count { reason: refusal.reason, events: refusal.events, last_at }
}
