//! From a page to a response. What every response says to the browser, such as
//! which scripts may run, is the guard's business and not repeated here.

use axum::http::{StatusCode, header::CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

use super::html::Html;
use super::notices::problem_page;
use crate::queue::QueueError;

/// The response of a page.
pub(super) fn respond(status: StatusCode, page: Html) -> Response {
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], page.into_string()).into_response()
}

/// Values for the script.
pub(super) fn respond_json(value: &serde_json::Value) -> Response {
    ([(CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// A file of the page's own, without any data.
pub(super) fn file(content_type: &'static str, content: &'static str) -> Response {
    ([(CONTENT_TYPE, content_type)], content).into_response()
}

/// The page for a queue that cannot be read.
pub(super) fn unreadable(error: &QueueError) -> Response {
    tracing::warn!(%error, "the console cannot read the queue");
    let page = problem_page("The queue cannot be read", &error.to_string());
    respond(StatusCode::INTERNAL_SERVER_ERROR, page)
}
