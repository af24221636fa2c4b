//! Who is asking, from the headers of a request: the trace and the interaction
//! as their standards have them, the user as the proxy in front says.
//!
//! The feature code never sees any of it; the events carry it all the same.

use axum::http::request::Parts;
use telemetry_core::{Context, UserKey};
use telemetry_sdk::context_layer::from_headers;

/// The application's id of the user, an integer. Set by the proxy that checks
/// the session, which must remove what clients send under this name.
const USER_HEADER: &str = "x-codesearch-user";

/// The context of a request. Without a key there are no users.
pub(super) fn of_request(parts: &Parts, users: Option<&UserKey>) -> Context {
    let id = parts.headers.get(USER_HEADER).and_then(|value| value.to_str().ok());
    let user = users.zip(id.and_then(|id| id.parse().ok())).and_then(|(key, id)| key.user(id));
    from_headers(&parts.headers).user(user).build()
}
