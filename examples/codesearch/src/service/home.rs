//! `GET /`: the search form and what there is to search; and the style sheet
//! of all pages.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::pages::home_page;

pub(super) async fn home(State(app): State<Arc<App>>) -> Response {
    home_page(app.index().report()).into_response()
}

pub(super) async fn style() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "max-age=3600")];
    (headers, include_str!("style.css"))
}
