//! The pages of `/debug/console`: server-rendered HTML that works without
//! script and without a network.

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
    routing::get,
};

use super::state::State;

/// The pages. Only requests of administrators get here.
pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/debug/console", get(|| async { Html("<!doctype html><title>console</title>") }))
}

/// What anybody may fetch, because the login page needs it: style and script,
/// without any data.
pub(super) fn open_routes() -> Router<Arc<State>> {
    Router::new()
}

/// The page of a request that is no administrator's. `login` says whether a
/// token can be given here (a form that posts the field `token` to
/// `/debug/console/login`), `problem` what was wrong with the last one.
pub(super) fn not_admin(status: StatusCode, login: bool, problem: Option<&str>) -> Response {
    let _ = (login, problem);
    (status, Html("<!doctype html><title>must be site admin</title>")).into_response()
}
