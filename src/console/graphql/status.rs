//! The figures of the queue.

use async_graphql::SimpleObject;

use super::scalars::DateTime;
use crate::console::state::{Standing, State};
use crate::losses::LossOnTheWay;
use crate::queue::{ClientRefusal, Loss, LostOnTheWay, Stats, WaitingReason};

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
    /// How many events and values this program lost before they could be queued,
    /// without those that were switched off.
    lost: Option<u64>,
    /// The same by reason; reasons without a loss are left out.
    lost_because: Option<Vec<Lost>>,
    /// The same over all programs that ever had this queue, as far as it is noted;
    /// a running program notes it every few seconds.
    lost_ever: Vec<LostEver>,
    /// Since when that is counted.
    lost_since: Option<DateTime>,
    /// Whether everything is in memory, so that nothing survives the program.
    in_memory: bool,
    /// The mode in force: `on`, `on:feature,other`, `local` or `off`; null when a
    /// console that only reads cannot know it.
    mode: Option<String>,
    /// The events that are switched off: `feature.action`, or `feature.*` for all
    /// of a feature and of what is below it.
    not_recorded: Vec<String>,
    /// Why recorded events are not being queued, if they are not.
    problem: Option<String>,
    /// Why recorded events would not survive a kill of the program before they
    /// are queued, if they would not.
    journal_problem: Option<String>,
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
    /// What that is, for people.
    what: String,
    /// What to do about it.
    advice: String,
}

/// What was lost before it could be queued, for one reason, over all programs.
#[derive(SimpleObject)]
#[graphql(name = "TelemetryLostEver")]
struct LostEver {
    /// A word of a closed list.
    reason: String,
    /// How many events, values or damaged places.
    count: u64,
    /// When the first was noted.
    first_at: DateTime,
    /// When the latest was noted.
    last_at: DateTime,
    /// What that is, for people.
    what: String,
    /// What to do about it.
    advice: String,
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
        let Standing { in_memory, mode, not_recorded, problem, journal_problem, recorded } =
            state.standing();
        Self {
            recorded: recorded.map(|it| it.events),
            sampled_out: state.sampled_out(),
            lost: recorded.map(|it| it.losses.total()),
            lost_because: recorded.map(|it| it.lost().map(lost).collect()),
            lost_ever: stats.lost_on_the_way.iter().map(lost_ever).collect(),
            lost_since: stats.lost_since.map(DateTime::from_micros),
            in_memory,
            mode: mode.map(|mode| mode.to_string()),
            not_recorded: not_recorded.iter().map(pattern).collect(),
            problem,
            journal_problem,
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

fn pattern((feature, action): (&str, Option<&str>)) -> String {
    format!("{feature}.{}", action.unwrap_or("*"))
}

fn lost((reason, count): (&'static str, u64)) -> Lost {
    let (what, advice) = (LossOnTheWay::what(reason).into(), LossOnTheWay::advice(reason).into());
    Lost { reason: reason.to_owned(), count, what, advice }
}

fn lost_ever(lost: &LostOnTheWay) -> LostEver {
    LostEver {
        what: LossOnTheWay::what(&lost.reason).into(),
        advice: LossOnTheWay::advice(&lost.reason).into(),
        reason: lost.reason.clone(),
        count: lost.count,
        first_at: DateTime::from_micros(lost.first_at),
        last_at: DateTime::from_micros(lost.last_at),
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
