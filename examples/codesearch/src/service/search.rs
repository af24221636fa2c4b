//! `GET /search?q=&lang=&engine=&case=`: results, or the reason why there are
//! none. How results look is in `pages`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query as Parameters, State};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::app::{App, Died};
use super::failure::{Failure, show_failure};
use super::format::Format;
use super::pages::{Form, results_page};
use crate::features::{Cause, Engine, Search, Status};
use crate::index::{Answer, Hit, Language, Query, QueryError, SearchError};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    lang: String,
    engine: String,
    case: String,
}

/// Why a search was not answered.
#[derive(Debug, thiserror::Error)]
enum SearchFailure {
    #[error("the address cannot be read: {0}")]
    Malformed(#[from] QueryRejection),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error("there is no language `{given}`: leave `lang` out, or use one of {}", tags())]
    UnknownLanguage { given: String },
    #[error("`{name}` cannot be `{given}`: leave it out, or use {allowed}")]
    UnknownOption { name: &'static str, given: String, allowed: &'static str },
    #[error(transparent)]
    TimedOut(#[from] SearchError),
    #[error(transparent)]
    Died(#[from] Died),
}

pub(super) async fn search(
    State(app): State<Arc<App>>,
    format: Format,
    asked: Result<Parameters<Asked>, QueryRejection>,
) -> Response {
    let arrived = Instant::now();
    match answer(&app, asked).await {
        Ok((query, answer)) => {
            let latency = arrived.elapsed();
            app.recorders().search.record(results_shown(&query, &answer, latency));
            show_results(format, &query, &answer, latency)
        }
        Err(failure) => {
            app.recorders().search.record(Search::Failed { cause: failure.cause() });
            show_failure(&app, format, &failure.into())
        }
    }
}

async fn answer(
    app: &App,
    asked: Result<Parameters<Asked>, QueryRejection>,
) -> Result<(Query, Answer), SearchFailure> {
    let query = asked?.0.into_query()?;
    let answer = app
        .read(move |index| {
            let answer = index.search(&query)?;
            Ok::<_, SearchError>((query, answer))
        })
        .await??;
    Ok(answer)
}

fn results_shown(query: &Query, answer: &Answer, latency: Duration) -> Search {
    Search::ResultsShown {
        // Both are bounded by the limits of a query, far below 2^32.
        result_count: answer.hits.len() as u32,
        query_length: query.text().chars().count() as u32,
        latency,
        engine: answer.engine,
        language: query.language.map(|language| language.tag().to_owned()),
        query: query.text().to_owned(),
    }
}

fn show_results(format: Format, query: &Query, answer: &Answer, latency: Duration) -> Response {
    match format {
        Format::Html => results_page(&Form::from_query(query), answer, latency).into_response(),
        Format::Json => Json(JsonAnswer::new(query, answer, latency)).into_response(),
    }
}

impl Asked {
    fn into_query(self) -> Result<Query, SearchFailure> {
        let mut query = Query::new(self.q)?;
        query.language = language(&self.lang)?;
        query.unindexed = option("engine", &self.engine, "indexed", "unindexed")?;
        query.ignore_case = option("case", &self.case, "match", "ignore")?;
        Ok(query)
    }
}

fn language(given: &str) -> Result<Option<Language>, SearchFailure> {
    if given.is_empty() {
        return Ok(None);
    }
    let unknown = || SearchFailure::UnknownLanguage { given: given.to_owned() };
    Language::from_tag(given).map(Some).ok_or_else(unknown)
}

/// Whether the second of two values is chosen; the first is the default.
fn option(
    name: &'static str,
    given: &str,
    default: &'static str,
    other: &'static str,
) -> Result<bool, SearchFailure> {
    match given {
        "" => Ok(false),
        _ if given == default => Ok(false),
        _ if given == other => Ok(true),
        _ => Err(SearchFailure::UnknownOption { name, given: given.to_owned(), allowed: other }),
    }
}

fn tags() -> String {
    Language::all().map(Language::tag).collect::<Vec<_>>().join(", ")
}

impl SearchFailure {
    fn cause(&self) -> Cause {
        match self {
            Self::Malformed(_) => Cause::MalformedRequest,
            Self::Query(QueryError::Empty) => Cause::EmptyQuery,
            Self::Query(QueryError::TooLong { .. }) => Cause::LongQuery,
            Self::Query(QueryError::ControlCharacter) => Cause::ControlCharacter,
            Self::UnknownLanguage { .. } => Cause::UnknownLanguage,
            Self::UnknownOption { .. } => Cause::UnknownOption,
            Self::TimedOut(_) => Cause::TimedOut,
            Self::Died(_) => Cause::Internal,
        }
    }
}

impl From<SearchFailure> for Failure {
    fn from(failure: SearchFailure) -> Self {
        let status = match failure {
            SearchFailure::TimedOut(_) => Status::Unavailable,
            SearchFailure::Died(_) => Status::Internal,
            _ => Status::BadRequest,
        };
        Self::new(status, failure.to_string())
    }
}

/// The results for programs.
#[derive(Serialize)]
struct JsonAnswer<'a> {
    query: &'a str,
    engine: &'static str,
    language: Option<&'static str>,
    ignore_case: bool,
    result_count: usize,
    truncated: bool,
    latency_ms: f64,
    files_read: usize,
    names: &'a [String],
    results: &'a [Hit],
}

impl<'a> JsonAnswer<'a> {
    fn new(query: &'a Query, answer: &'a Answer, latency: Duration) -> Self {
        Self {
            query: query.text(),
            engine: engine_tag(answer.engine),
            language: query.language.map(Language::tag),
            ignore_case: query.ignore_case,
            result_count: answer.hits.len(),
            truncated: answer.truncated,
            latency_ms: latency.as_secs_f64() * 1_000.0,
            files_read: answer.files_read,
            names: &answer.names,
            results: &answer.hits,
        }
    }
}

fn engine_tag(engine: Engine) -> &'static str {
    match engine {
        Engine::Indexed => "indexed",
        Engine::Unindexed => "unindexed",
    }
}
