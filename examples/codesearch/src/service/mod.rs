//! The service over HTTP.
//!
//! What lives here: `app` is what all requests share, `server` listens and
//! stops, `search`, `file` and `home` each answer one address, `failure` ends
//! every request that cannot be answered, `html` and `pages` write what is
//! shown. It may depend on the index and on [`crate::features`]; reading the
//! file system must never come here.
//!
//! Each handler has the same shape: one function works out what happened, the
//! handler records it, once, and shows it.

mod app;
mod context;
mod failure;
mod file;
mod format;
mod home;
mod html;
mod pages;
mod search;
mod server;

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use telemetry_sdk::context_layer::ContextLayer;

pub use app::App;
pub use server::{BindError, ServeError, Server};

/// Sent with every answer. Pages need nothing from anywhere else, so nothing
/// else is allowed; queries stay out of the `Referer` of links.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::VARY, "accept"),
];

fn router(app: Arc<App>) -> Router {
    let users = app.users().cloned();
    let context =
        ContextLayer::new(move |parts: &Parts| context::of_request(parts, users.as_ref()));
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(search::search))
        .route("/file", get(file::file))
        .route("/style.css", get(home::style))
        .fallback(failure::no_such_page)
        .method_not_allowed_fallback(failure::only_for_reading)
        .layer(axum::middleware::map_response(with_headers))
        .layer(context)
        .with_state(app)
}

async fn with_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
