//! What administrators ask: connections over the states of the queue, one
//! event, the figures.

use std::sync::Arc;

use async_graphql::{Context, Error, Object, OutputType, Result, SimpleObject};

use super::{
    cursor,
    nodes::{self, Event, ExportedEvent, Node, QueuedEvent, RefusedEvent, WithheldEvent},
    scalars::DateTime,
    status::Status,
};
use crate::{
    console::{auth::Access, state::State},
    queue::{CountRequest, Cursor, PageRequest, QueueError, QueueReader, StateName, Stats},
};

/// How many events a page has when nobody says, or says 0.
const DEFAULT_FIRST: i32 = 50;
/// The most events of a page.
const MAX_FIRST: i32 = 500;
/// How far a filtered count goes.
const MAX_COUNT: u64 = 10_000;

pub(super) struct Query;

#[Object]
impl Query {
    /// The telemetry of this instance. For site administrators only.
    async fn telemetry(&self, cx: &Context<'_>) -> Result<TelemetryQuery> {
        if cx.data::<Access>()?.is_administrator() {
            Ok(TelemetryQuery)
        } else {
            Err(Error::new("must be site admin"))
        }
    }
}

pub(super) struct TelemetryQuery;

/// Everything that an argument of a connection can say.
struct Arguments {
    first: Option<i32>,
    after: Option<String>,
    feature: Option<String>,
    action: Option<String>,
    since: Option<DateTime>,
    until: Option<DateTime>,
}

#[Object]
impl TelemetryQuery {
    /// The events that left, newest first by the time of recording.
    #[graphql(complexity = "cost(first, child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn exported_events(
        &self,
        cx: &Context<'_>,
        #[graphql(default_with = "Some(DEFAULT_FIRST)")] first: Option<i32>,
        after: Option<String>,
        feature: Option<String>,
        action: Option<String>,
        since: Option<DateTime>,
        until: Option<DateTime>,
    ) -> Result<Connection<ExportedEvent>> {
        let arguments = Arguments { first, after, feature, action, since, until };
        connection(cx, &[StateName::Exported], arguments).await
    }

    /// The events that wait, those being sent right now among them.
    #[graphql(complexity = "cost(first, child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn events_queued_for_export(
        &self,
        cx: &Context<'_>,
        #[graphql(default_with = "Some(DEFAULT_FIRST)")] first: Option<i32>,
        after: Option<String>,
        feature: Option<String>,
        action: Option<String>,
        since: Option<DateTime>,
        until: Option<DateTime>,
    ) -> Result<Connection<QueuedEvent>> {
        let arguments = Arguments { first, after, feature, action, since, until };
        connection(cx, &[StateName::Queued, StateName::Leased], arguments).await
    }

    /// The events that will not be sent, with the reason.
    #[graphql(complexity = "cost(first, child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn refused_events(
        &self,
        cx: &Context<'_>,
        #[graphql(default_with = "Some(DEFAULT_FIRST)")] first: Option<i32>,
        after: Option<String>,
        feature: Option<String>,
        action: Option<String>,
        since: Option<DateTime>,
        until: Option<DateTime>,
    ) -> Result<Connection<RefusedEvent>> {
        let arguments = Arguments { first, after, feature, action, since, until };
        connection(cx, &[StateName::Refused], arguments).await
    }

    /// The events that policy keeps back, with the reason.
    #[graphql(complexity = "cost(first, child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn withheld_events(
        &self,
        cx: &Context<'_>,
        #[graphql(default_with = "Some(DEFAULT_FIRST)")] first: Option<i32>,
        after: Option<String>,
        feature: Option<String>,
        action: Option<String>,
        since: Option<DateTime>,
        until: Option<DateTime>,
    ) -> Result<Connection<WithheldEvent>> {
        let arguments = Arguments { first, after, feature, action, since, until };
        connection(cx, &[StateName::Withheld], arguments).await
    }

    /// One event, whatever its state; null when there is none of this id.
    async fn event(&self, cx: &Context<'_>, id: async_graphql::ID) -> Result<Option<Event>> {
        let read = move |reader: &QueueReader| Ok((reader.event(&id)?, reader.stats()?));
        let (event, stats) = cx.data::<Arc<State>>()?.read(read).await.map_err(unreadable)?;
        Ok(nodes::nodes(event.into_iter().collect(), stats.waiting).pop())
    }

    /// The figures of the queue.
    async fn status(&self, cx: &Context<'_>) -> Result<Status> {
        let read = |reader: &QueueReader| Ok((reader.stats()?, reader.client_refusals()?));
        let state = cx.data::<Arc<State>>()?;
        let (stats, refusals) = state.read(read).await.map_err(unreadable)?;
        Ok(Status::of(state, &stats, refusals))
    }
}

/// A page costs its rows and what is asked of one of them.
fn cost(first: Option<i32>, child_complexity: usize) -> usize {
    usize::try_from(rows(first).unwrap_or(MAX_FIRST)).unwrap_or_default() + child_complexity
}

/// # Errors
/// When it is less than none or more than a page may have.
fn rows(first: Option<i32>) -> Result<i32> {
    match first.unwrap_or(DEFAULT_FIRST) {
        0 => Ok(DEFAULT_FIRST),
        rows @ 1..=MAX_FIRST => Ok(rows),
        _ => {
            Err(Error::new(format!("`first` must be from 0 to {MAX_FIRST}; use `after` for more")))
        }
    }
}

/// A page of events and where it stands.
#[derive(SimpleObject)]
#[graphql(concrete(name = "ExportedEventsConnection", params(ExportedEvent)))]
#[graphql(concrete(name = "QueuedEventsConnection", params(QueuedEvent)))]
#[graphql(concrete(name = "RefusedEventsConnection", params(RefusedEvent)))]
#[graphql(concrete(name = "WithheldEventsConnection", params(WithheldEvent)))]
pub(super) struct Connection<N: OutputType> {
    /// The events of this page.
    nodes: Vec<N>,
    /// How many events there are on all pages. With a filter, counting ends at
    /// 10,000.
    total_count: i32,
    /// Whether the count went to the end.
    total_count_is_exact: bool,
    /// Where this page ends.
    page_info: PageInfo,
}

/// Where a page ends.
#[derive(SimpleObject)]
pub(super) struct PageInfo {
    /// For `after` of the next page; null when this one is empty.
    end_cursor: Option<String>,
    /// Whether there are more events.
    has_next_page: bool,
}

async fn connection<N: Node + OutputType>(
    cx: &Context<'_>,
    states: &'static [StateName],
    arguments: Arguments,
) -> Result<Connection<N>> {
    let rows = usize::try_from(rows(arguments.first)?).unwrap_or_default();
    let page = arguments.page(rows + 1)?;
    let filter = arguments.filter();
    let look = cx.look_ahead();
    let counts = look.field("totalCount").exists() || look.field("totalCountIsExact").exists();
    let read = move |reader: &QueueReader| {
        let events = reader.page_of(states, &page)?;
        let stats = reader.stats()?;
        let total = if counts { total(reader, states, &filter, &stats)? } else { 0 };
        Ok((events, stats, total, filter != CountRequest::default()))
    };
    let (mut events, stats, total, filtered) =
        cx.data::<Arc<State>>()?.read(read).await.map_err(unreadable)?;
    let has_next_page = events.len() > rows;
    events.truncate(rows);
    let end_cursor = events.last().map(|event| cursor::encode(&event.cursor()));
    Ok(Connection {
        nodes: nodes::nodes(events, stats.waiting),
        total_count: i32::try_from(total).unwrap_or(i32::MAX),
        total_count_is_exact: !filtered || total < MAX_COUNT,
        page_info: PageInfo { end_cursor, has_next_page },
    })
}

/// The stored totals when nothing is filtered, a bounded count otherwise.
fn total(
    reader: &QueueReader,
    states: &[StateName],
    filter: &CountRequest,
    stats: &Stats,
) -> Result<u64, QueueError> {
    if *filter != CountRequest::default() {
        return reader.count_of(states, filter, MAX_COUNT);
    }
    let of = |state: &StateName| match state {
        StateName::Queued => stats.queued.events,
        StateName::Leased => stats.leased.events,
        StateName::Exported => stats.exported.events,
        StateName::Refused => stats.refused.events,
        StateName::Withheld => stats.withheld.events,
    };
    Ok(states.iter().map(of).sum())
}

impl Arguments {
    fn page(&self, limit: usize) -> Result<PageRequest> {
        let after = self.after.as_deref().map(cursor::decode).transpose()?;
        // Before every event of that moment.
        let until = self.until.map(|time| Cursor { recorded_at: time.micros(), id: String::new() });
        Ok(PageRequest {
            state: None,
            feature: self.feature.clone(),
            action: self.action.clone(),
            before: [after, until].into_iter().flatten().min(),
            since: self.since.map(DateTime::micros),
            limit,
        })
    }

    fn filter(&self) -> CountRequest {
        CountRequest {
            feature: self.feature.clone(),
            action: self.action.clone(),
            since: self.since.map(DateTime::micros),
            until: self.until.map(DateTime::micros),
        }
    }
}

/// What an administrator is told; the log has the rest.
fn unreadable(error: QueueError) -> Error {
    tracing::warn!(%error, "the console cannot read the queue");
    Error::new(format!("the queue cannot be read: {error}"))
}
