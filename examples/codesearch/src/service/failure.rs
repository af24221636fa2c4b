//! The end of every request that cannot be answered: one function shows the
//! reason, as a page or as JSON. What went wrong is decided by the handlers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::app::App;
use super::format::Format;
use super::pages::error_page;
use crate::features::{ErrorShown, Status};

/// What is shown instead of an answer.
#[derive(Debug)]
pub(super) struct Failure {
    status: Status,
    reason: String,
}

#[derive(Serialize)]
struct JsonFailure<'a> {
    status: u16,
    reason: &'a str,
}

impl Failure {
    pub(super) fn new(status: Status, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into() }
    }
}

/// Shows why a request is not answered.
pub(super) fn show_failure(app: &App, format: Format, failure: &Failure) -> Response {
    app.recorders().page.record(ErrorShown { status: failure.status });
    let code = code(failure.status);
    let shown = match format {
        Format::Html => error_page(code, &failure.reason).into_response(),
        Format::Json => {
            Json(JsonFailure { status: code.as_u16(), reason: &failure.reason }).into_response()
        }
    };
    (code, shown).into_response()
}

pub(super) async fn no_such_page(
    State(app): State<Arc<App>>,
    format: Format,
    uri: Uri,
) -> Response {
    let reason = format!("there is no page {}: start at /", uri.path());
    show_failure(&app, format, &Failure::new(Status::NotFound, reason))
}

pub(super) async fn only_for_reading(
    State(app): State<Arc<App>>,
    format: Format,
    method: Method,
    uri: Uri,
) -> Response {
    let reason = format!("{} does not take {method}: use GET", uri.path());
    show_failure(&app, format, &Failure::new(Status::MethodNotAllowed, reason))
}

fn code(status: Status) -> StatusCode {
    match status {
        Status::BadRequest => StatusCode::BAD_REQUEST,
        Status::NotFound => StatusCode::NOT_FOUND,
        Status::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Status::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        Status::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}
