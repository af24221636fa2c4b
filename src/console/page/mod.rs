//! The pages of `/debug/console`: server-rendered HTML that works without
//! script and without a network.
//!
//! Here live the pages and the routes to them. They may depend on what the
//! console shares (`state`), the queue's reading types and the catalog. They
//! decide nothing about who may see them, change nothing, and hold no markup
//! that did not stand in the source: see [`html`].
//!
//! | file | its one job |
//! |---|---|
//! | `handlers` | from a request to a page |
//! | `respond` | from a page to a response with its headers |
//! | `overview`, `events`, `event_page`, `catalog_page`, `query_page`, `notices` | one page or section each |
//! | `standing`, `lost` | what is switched off or wrong, and what was lost on the way |
//! | `layout` | what all pages have around them |
//! | `filter` | which events a page shows, from an address and back |
//! | `values` | the values of one event, each beside what is known of it |
//! | `parts` | the words around the values, each beside its meaning |
//! | `contract` | the words of the wire contract |
//! | `terms` | under which terms a declared value leaves |
//! | `verdict` | whether an event left and why not, in sentences |
//! | `words` | numbers, times and spans as people read them |
//! | `json_view`, `hex` | the payload, readable and raw |
//! | `html` | writing HTML that nothing can break out of |

mod catalog_page;
mod contract;
mod event_page;
mod events;
mod filter;
mod handlers;
mod hex;
mod html;
mod json_view;
mod layout;
mod lost;
mod notices;
mod overview;
mod parts;
mod query_page;
mod respond;
mod standing;
mod terms;
mod values;
mod verdict;
mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use super::state::State;

/// The pages. Only requests of administrators get here.
pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/debug/console", get(handlers::overview))
        .route("/debug/console/counts", get(handlers::counts))
        .route("/debug/console/event/{id}", get(handlers::event))
        .route("/debug/console/catalog", get(handlers::catalog))
        .route("/debug/console/query", get(handlers::query_form).post(handlers::query_result))
}

/// What anybody may fetch, because the login page needs it: style and script,
/// without any data.
pub(super) fn open_routes() -> Router<Arc<State>> {
    let style = || async { respond::file("text/css; charset=utf-8", include_str!("style.css")) };
    let script =
        || async { respond::file("text/javascript; charset=utf-8", include_str!("console.js")) };
    let icon = || async { respond::file("image/svg+xml", include_str!("icon.svg")) };
    Router::new()
        .route("/debug/console/style.css", get(style))
        .route("/debug/console/console.js", get(script))
        .route("/debug/console/icon.svg", get(icon))
}

/// The page of a request that is no administrator's. `login` says whether a
/// token can be given here (a form that posts the field `token` to
/// `/debug/console/login`), `problem` what was wrong with the last one.
pub(super) fn not_admin(status: StatusCode, login: bool, problem: Option<&str>) -> Response {
    respond::respond(status, notices::not_admin_page(login, problem))
}
