//! The figures of a queue, as values. How they are read is in `reader`.

use super::reason::LossReason;

/// Events and their bytes, both parts counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub events: u64,
    /// Their bytes, without SQLite's own structure.
    pub bytes: u64,
}

/// The figures of a queue at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Waiting for the exporter, leased ones not counted.
    pub queued: Tally,
    /// Held by an exporter.
    pub leased: Tally,
    /// Exported and still within retention.
    pub exported: Tally,
    /// Refused.
    pub refused: Tally,
    /// Kept back by policy.
    pub withheld: Tally,
    /// When the oldest event that is queued or leased was recorded:
    /// microseconds since 1970-01-01 UTC.
    pub oldest_waiting: Option<i64>,
    /// Why events wait right now.
    pub waiting: Option<WaitingReason>,
    /// What was given up since the file was made, by reason.
    pub losses: Vec<Loss>,
    /// What was lost before it could be queued, by reason, over all processes
    /// that ever had this queue. A process adds what it counted at least every few
    /// seconds; damage that it found, with the events that it read.
    pub lost_on_the_way: Vec<LostOnTheWay>,
    /// Since when that is counted: microseconds since 1970-01-01 UTC. None in a
    /// file that only older programs have written.
    pub lost_since: Option<i64>,
}

/// What was lost before it could be queued, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostOnTheWay {
    /// A word that [`LossOnTheWay`](crate::losses::LossOnTheWay) explains.
    pub reason: String,
    /// How many events, values or places.
    pub count: u64,
    /// The first and the latest time: microseconds since 1970-01-01 UTC.
    pub first_at: i64,
    /// See `first_at`.
    pub last_at: i64,
}

/// Why events wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingReason {
    /// In words, at most 1,024 bytes.
    pub text: String,
    /// Since when it holds: microseconds since 1970-01-01 UTC.
    pub since: i64,
}

/// What was given up for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The reason.
    pub reason: LossReason,
    /// How much.
    pub lost: Tally,
    /// The latest time: microseconds since 1970-01-01 UTC.
    pub last_at: i64,
}

/// What applying a policy changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PolicyApplied {
    /// Now withheld, or withheld for another reason.
    pub withheld: u64,
    /// Queued again.
    pub requeued: u64,
}

/// What client applications sent and the instance refused, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRefusal {
    /// A word of the closed list of reasons.
    pub reason: String,
    /// How many events, since the file was made.
    pub events: u64,
    /// The latest time: microseconds since 1970-01-01 UTC.
    pub last_at: i64,
}
