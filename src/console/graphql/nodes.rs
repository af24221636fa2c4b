//! An event in each of its states, as a node of a connection.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use telemetry_schema::SampleRate;

use super::{
    scalars::{DateTime, JsonValue},
    values::{self, Declaration, Value},
};
use crate::{
    console::{local, reading::Reading, state::State, why},
    json,
    queue::{EventState, RefusedReason, StoredEvent, WaitingReason},
};

/// What is known of an event in any state.
#[derive(Clone)]
pub(super) struct StoredFields {
    event: Arc<StoredEvent>,
    waiting: Option<Arc<WaitingReason>>,
}

#[Object]
impl StoredFields {
    /// The event's id, the same wherever the event is.
    async fn id(&self) -> ID {
        ID(self.event.id.clone())
    }

    /// The event's feature.
    async fn feature(&self) -> &str {
        &self.event.feature
    }

    /// The event's action.
    async fn action(&self) -> &str {
        &self.event.action
    }

    /// When it was recorded. Connections are ordered by this, newest first.
    async fn recorded_at(&self) -> DateTime {
        DateTime::from_micros(self.event.recorded_at)
    }

    /// The state: QUEUED, LEASED (being sent right now), EXPORTED, REFUSED or
    /// WITHHELD.
    async fn state(&self) -> &'static str {
        match self.event.state {
            EventState::Queued => "QUEUED",
            EventState::Leased => "LEASED",
            EventState::Exported => "EXPORTED",
            EventState::Refused(_) => "REFUSED",
            EventState::Withheld(_) => "WITHHELD",
        }
    }

    /// Why it has not left; null when it has.
    async fn not_exported_because(&self) -> Option<String> {
        why::not_exported(&self.event.state, self.waiting.as_deref())
    }

    /// What to do about an event that has not left; null when there is nothing
    /// to do but wait.
    async fn what_to_do(&self) -> Option<&'static str> {
        why::what_to_do(&self.event.state)
    }

    /// What the running application says about an event that it has not
    /// accepted; empty for others.
    async fn not_accepted_because(&self, cx: &Context<'_>) -> Result<Vec<String>> {
        Ok(cx.data::<Arc<State>>()?.not_accepted(&self.event))
    }

    /// The version of the declaration that recorded it.
    async fn version(&self, cx: &Context<'_>) -> Result<i32> {
        Ok(self.reading(cx)?.version)
    }

    /// The share of events that was recorded when this one was, such as 0.1;
    /// null if every one was.
    async fn sample_rate(&self, cx: &Context<'_>) -> Result<Option<f64>> {
        Ok(self.reading(cx)?.sample_rate.map(SampleRate::get))
    }

    /// What is known of the event; null when nobody here declares it.
    async fn declaration(&self, cx: &Context<'_>) -> Result<Option<Declaration>> {
        Ok(Declaration::of(&self.reading(cx)?))
    }

    /// Its values beside what is known of each, for the version that recorded
    /// it: those that leave, then those that stay.
    async fn values(&self, cx: &Context<'_>) -> Result<Vec<Value>> {
        Ok(values::values(&self.reading(cx)?))
    }

    /// What has to be known to read the values; empty if the version that
    /// recorded them is the one that is declared.
    async fn notes(&self, cx: &Context<'_>) -> Result<Vec<String>> {
        Ok(self.reading(cx)?.notes())
    }

    /// The event exactly as it leaves: the protobuf JSON mapping of its bytes.
    async fn payload(&self) -> JsonValue {
        JsonValue::from_json(
            json::event_to_json(&self.event.exportable)
                .unwrap_or_else(|error| serde_json::json!({ "unreadable": error.to_string() })),
        )
    }

    /// Private values, which stay on this instance.
    async fn local_metadata(&self) -> Option<JsonValue> {
        self.event.local.as_ref().map(|bytes| JsonValue::from_json(local::to_json(bytes)))
    }
}

impl StoredFields {
    fn reading<'a>(&self, cx: &'a Context<'_>) -> Result<Reading<'a>> {
        Ok(Reading::of(&self.event, &cx.data::<Arc<State>>()?.declarations))
    }
}

/// An event as a node, made of a row.
pub(super) trait Node: Sized + Send + Sync {
    fn of(fields: StoredFields, event: &StoredEvent) -> Self;
}

/// An event, whatever its state.
#[derive(SimpleObject)]
pub(super) struct Event {
    #[graphql(flatten)]
    fields: StoredFields,
    /// Since when it is in its state.
    state_at: DateTime,
}

/// An event that the gateway acknowledged.
#[derive(SimpleObject)]
pub(super) struct ExportedEvent {
    #[graphql(flatten)]
    fields: StoredFields,
    /// When the gateway acknowledged it.
    exported_at: DateTime,
}

/// An event that waits for the exporter, or that it is sending right now.
#[derive(SimpleObject)]
pub(super) struct QueuedEvent {
    #[graphql(flatten)]
    fields: StoredFields,
    /// When it entered the queue.
    queued_at: DateTime,
}

/// An event that will not be sent.
#[derive(SimpleObject)]
pub(super) struct RefusedEvent {
    #[graphql(flatten)]
    fields: StoredFields,
    /// When it was refused.
    refused_at: DateTime,
    /// Who or what refused it: gateway, oversized or undecodable.
    reason: &'static str,
    /// The number of the gateway's reason in the protocol.
    code: Option<i32>,
    /// The gateway's own words.
    message: Option<String>,
}

/// An event that policy keeps back; it is queued when the policy allows it.
#[derive(SimpleObject)]
pub(super) struct WithheldEvent {
    #[graphql(flatten)]
    fields: StoredFields,
    /// Since when.
    withheld_at: DateTime,
    /// The policy: local, scope, not accepted or review expired.
    reason: &'static str,
}

impl Node for Event {
    fn of(fields: StoredFields, event: &StoredEvent) -> Self {
        Self { fields, state_at: DateTime::from_micros(event.state_at) }
    }
}

impl Node for ExportedEvent {
    fn of(fields: StoredFields, event: &StoredEvent) -> Self {
        Self { fields, exported_at: DateTime::from_micros(event.state_at) }
    }
}

impl Node for QueuedEvent {
    fn of(fields: StoredFields, event: &StoredEvent) -> Self {
        Self { fields, queued_at: DateTime::from_micros(event.queued_at) }
    }
}

impl Node for RefusedEvent {
    fn of(fields: StoredFields, event: &StoredEvent) -> Self {
        let (reason, code, message) = match &event.state {
            EventState::Refused(reason @ RefusedReason::Gateway { code, message }) => {
                (reason.as_str(), Some(*code), Some(message.clone()))
            }
            EventState::Refused(reason) => (reason.as_str(), None, None),
            _ => ("", None, None),
        };
        Self { fields, refused_at: DateTime::from_micros(event.state_at), reason, code, message }
    }
}

impl Node for WithheldEvent {
    fn of(fields: StoredFields, event: &StoredEvent) -> Self {
        let reason = match &event.state {
            EventState::Withheld(reason) => reason.as_str(),
            _ => "",
        };
        Self { fields, withheld_at: DateTime::from_micros(event.state_at), reason }
    }
}

/// Makes nodes of rows that were read at one moment.
pub(super) fn nodes<N: Node>(events: Vec<StoredEvent>, waiting: Option<WaitingReason>) -> Vec<N> {
    let waiting = waiting.map(Arc::new);
    let node = |event| {
        let event = Arc::new(event);
        let fields = StoredFields { event: Arc::clone(&event), waiting: waiting.clone() };
        N::of(fields, &event)
    };
    events.into_iter().map(node).collect()
}
