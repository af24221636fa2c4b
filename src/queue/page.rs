//! What the administrator sees: pages of stored events, both parts side by
//! side but never joined. These types never go to the exporter.

use std::fmt;

use bytes::Bytes;

use super::reason::EventState;

/// A state without its reason, to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateName {
    /// Waiting for the exporter and not leased.
    Queued,
    /// Held by an exporter.
    Leased,
    /// Acknowledged by the gateway.
    Exported,
    /// Will not be sent.
    Refused,
    /// Kept back by policy.
    Withheld,
}

impl StateName {
    /// All states.
    pub const ALL: [Self; 5] =
        [Self::Queued, Self::Leased, Self::Exported, Self::Refused, Self::Withheld];
}

/// The place of an event in the order of pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// When the event was recorded: microseconds since 1970-01-01 UTC.
    pub recorded_at: i64,
    /// The event's id.
    pub id: String,
}

/// Which events to show, newest first by (`recorded_at`, id).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// Only this state.
    pub state: Option<StateName>,
    /// Only this feature, exactly.
    pub feature: Option<String>,
    /// Only this action, exactly.
    pub action: Option<String>,
    /// Only events before this place: the last one of the page before.
    pub before: Option<Cursor>,
    /// Only events recorded at this time or later: microseconds since
    /// 1970-01-01 UTC.
    pub since: Option<i64>,
    /// The most events.
    pub limit: usize,
}

/// Which events to count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountRequest {
    /// Only this feature, exactly.
    pub feature: Option<String>,
    /// Only this action, exactly.
    pub action: Option<String>,
    /// Only events recorded at this time or later: microseconds since
    /// 1970-01-01 UTC.
    pub since: Option<i64>,
    /// Only events recorded before this time.
    pub until: Option<i64>,
}

/// An event as it is stored, for the administrator of the instance.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// The event's id.
    pub id: String,
    /// The event's feature.
    pub feature: String,
    /// The event's action.
    pub action: String,
    /// When it was recorded: microseconds since 1970-01-01 UTC.
    pub recorded_at: i64,
    /// When it entered the queue: microseconds since 1970-01-01 UTC.
    pub queued_at: i64,
    /// What happened to it.
    pub state: EventState,
    /// Since when it is in this state: microseconds since 1970-01-01 UTC.
    pub state_at: i64,
    /// The event as it leaves: a `telemetrygateway.v1.Event`.
    pub exportable: Bytes,
    /// Private values, which stay.
    pub local: Option<Bytes>,
}

impl StoredEvent {
    /// Its place in the order of pages.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { recorded_at: self.recorded_at, id: self.id.clone() }
    }
}

/// Without content: events end up in logs by accident.
impl fmt::Debug for StoredEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredEvent")
            .field("id", &self.id)
            .field("feature", &self.feature)
            .field("action", &self.action)
            .field("recorded_at", &self.recorded_at)
            .field("state", &self.state)
            .field("state_at", &self.state_at)
            .finish_non_exhaustive()
    }
}
