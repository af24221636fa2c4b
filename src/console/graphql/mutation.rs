//! What client applications do: record events.

use std::sync::Arc;

use async_graphql::{Context, Error, ErrorExtensions as _, ID, Object, Result, SimpleObject};

use super::input::TelemetryEventInput;
use crate::console::{
    auth::Access,
    clients::{self, Outcome, Refused, Taken},
    state::State,
};

pub(super) struct Mutation;

#[Object]
impl Mutation {
    /// Recording telemetry.
    async fn telemetry(&self) -> TelemetryMutation {
        TelemetryMutation
    }
}

pub(super) struct TelemetryMutation;

#[Object]
impl TelemetryMutation {
    /// Records events, each by itself: one that is refused is an error of the
    /// answer, and the others are recorded all the same.
    async fn record_events(
        &self,
        cx: &Context<'_>,
        events: Vec<TelemetryEventInput>,
    ) -> Result<Option<EmptyResponse>> {
        let context = cx.data::<Access>()?.recording_context();
        let events = events.into_iter().map(Into::into).collect();
        let outcomes = clients::record(cx.data::<Arc<State>>()?, context, events).await;
        let outcomes = outcomes.map_err(|error| Error::new(error.to_string()))?;
        for (index, outcome) in outcomes.iter().enumerate() {
            if let Err(refused) = outcome {
                add_error(cx, index, refused);
            }
        }
        let results = outcomes.into_iter().enumerate().map(RecordEventResult::of).collect();
        Ok(Some(EmptyResponse { always_nil: None, results }))
    }
}

/// The answer to recording.
#[derive(SimpleObject)]
pub(super) struct EmptyResponse {
    /// Always null.
    always_nil: Option<String>,
    /// What became of each event, in their order.
    results: Vec<RecordEventResult>,
}

/// What became of one event.
#[derive(SimpleObject)]
struct RecordEventResult {
    /// Its position in the request, from 0.
    index: i32,
    /// Whether it is recorded, now or by an earlier request.
    recorded: bool,
    /// Whether it is good and left out, because the event is declared with a
    /// sample rate. Sending it again changes nothing.
    sampled_out: bool,
    /// The id that it is recorded under.
    id: Option<ID>,
    /// Why it is refused, a word of a closed list.
    reason: Option<&'static str>,
    /// The same in a sentence.
    message: Option<String>,
}

impl RecordEventResult {
    fn of((index, outcome): (usize, Outcome)) -> Self {
        let index = i32::try_from(index).unwrap_or(i32::MAX);
        let none = Self {
            index,
            recorded: false,
            sampled_out: false,
            id: None,
            reason: None,
            message: None,
        };
        match outcome {
            Ok(Taken::Recorded(id)) => Self { recorded: true, id: Some(ID(id)), ..none },
            Ok(Taken::SampledOut) => Self { sampled_out: true, ..none },
            Err(Refused { reason, message }) => {
                Self { reason: Some(reason.as_str()), message: Some(message.into_owned()), ..none }
            }
        }
    }
}

/// Beside the data, so that clients that ask for nothing else see it, too.
fn add_error(cx: &Context<'_>, index: usize, refused: &Refused) {
    let error = Error::new(refused.message.clone()).extend_with(|_, more| {
        more.set("event", index);
        more.set("reason", refused.reason.as_str());
    });
    cx.add_error(cx.set_error_path(error.into_server_error(cx.item.pos)));
}
