//! From a request to a page: what is read from the queue for it. No markup is
//! here, and nothing is written anywhere.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Form, Path, RawQuery, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::catalog_page::catalog_page;
use super::event_page::{EventView, event_page, missing_page};
use super::filter::{Filter, FilterError};
use super::notices::problem_page;
use super::overview::{Overview, overview_page, tally};
use super::query_page::{MAX_QUERY, SEED, query_page};
use super::respond::{respond, respond_json, unreadable};
use super::verdict::word;
use super::words::{count, size};
use crate::console::{graphql, reading::Reading, state::State};
use crate::queue::{QueueError, StateName};

/// The list of events.
pub(super) async fn overview(
    Shared(state): Shared<Arc<State>>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let filter = match Filter::parse(&query) {
        Ok(filter) => filter,
        Err(error) => return bad_filter(&error),
    };
    match show_overview(&state, filter, asks_for_refresh(&query)).await {
        Ok(response) => response,
        Err(error) => unreadable(&error),
    }
}

async fn show_overview(
    state: &State,
    filter: Filter,
    refresh: bool,
) -> Result<Response, QueueError> {
    let request = filter.request();
    let read = state
        .read(move |queue| Ok((queue.stats()?, queue.client_refusals()?, queue.page(&request)?)));
    let (stats, clients, events) = read.await?;
    let overview = Overview {
        stats: &stats,
        clients: &clients,
        standing: &state.standing(),
        sampled_out: state.sampled_out(),
        page: &filter.page(events),
        filter: &filter,
        declarations: &state.declarations,
        now: now(),
        refresh,
        can_leave: state.authorize.token_login().is_some(),
    };
    Ok(respond(StatusCode::OK, overview_page(&overview)))
}

fn bad_filter(error: &FilterError) -> Response {
    let page = problem_page("The list cannot be shown", &error.to_string());
    respond(StatusCode::BAD_REQUEST, page)
}

fn asks_for_refresh(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).any(|(key, value)| key == "refresh" && value == "on")
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// One event.
pub(super) async fn event(Shared(state): Shared<Arc<State>>, Path(id): Path<String>) -> Response {
    let wanted = id.clone();
    let read = state.read(move |queue| Ok((queue.event(&wanted)?, queue.stats()?))).await;
    match read {
        Err(error) => unreadable(&error),
        Ok((None, _)) => respond(StatusCode::NOT_FOUND, missing_page(&id)),
        Ok((Some(event), stats)) => {
            let view = EventView {
                event: &event,
                reading: Reading::of(&event, &state.declarations),
                waiting: stats.waiting.as_ref(),
                not_accepted: &state.not_accepted(&event),
            };
            respond(StatusCode::OK, event_page(&view))
        }
    }
}

/// The catalog.
pub(super) async fn catalog(Shared(state): Shared<Arc<State>>) -> Response {
    respond(StatusCode::OK, catalog_page(&state.declarations))
}

/// The counts of the states, for the script.
pub(super) async fn counts(Shared(state): Shared<Arc<State>>) -> Response {
    let stats = match state.stats().await {
        Ok(stats) => stats,
        Err(error) => return unreadable(&error),
    };
    let counts: Map<String, Value> = StateName::ALL
        .into_iter()
        .map(|state| (word(state).to_owned(), tally(&stats, state)))
        .map(|(name, tally)| {
            (name, json!({"events": count(tally.events), "size": size(tally.bytes)}))
        })
        .collect();
    respond_json(&Value::Object(counts))
}

/// The box with the seed query.
pub(super) async fn query_form() -> Response {
    respond(StatusCode::OK, query_page(SEED, None, &graphql::types()))
}

/// Runs a query; the guard has seen to it that the form is our own.
pub(super) async fn query_result(
    Shared(state): Shared<Arc<State>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let asked = fields.into_iter().find(|(name, _)| name == "query");
    let query = asked.map(|(_, query)| query).unwrap_or_default();
    if query.len() > MAX_QUERY {
        let page = problem_page("The query is too long", "shorten it to 16 KiB at most");
        return respond(StatusCode::PAYLOAD_TOO_LARGE, page);
    }
    let result = state.answer_query(&query).await;
    respond(StatusCode::OK, query_page(&query, Some(&result), &graphql::types()))
}
