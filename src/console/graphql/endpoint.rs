//! HTTP on one side, GraphQL on the other: a `POST` of one JSON object of
//! bounded size.

use std::sync::Arc;

use async_graphql::{Request, Response as Answer, ServerError};
use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::State as Shared,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::post,
};

use super::answer;
use crate::console::{GRAPHQL_PATH, auth::Access, state::State};

/// The most bytes of a body: room for the events of a client, one of which
/// may be far too large without costing the others.
const MAX_BODY: usize = 4 << 20;

/// `POST /.api/graphql`. There is no `GET`: a link must not do anything.
pub(in crate::console) fn routes() -> Router<Arc<State>> {
    Router::new().route(GRAPHQL_PATH, post(serve))
}

async fn serve(
    Shared(state): Shared<Arc<State>>,
    Extension(access): Extension<Access>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match read(&headers, body).await {
        Ok(request) => respond(StatusCode::OK, &answer(&state, access, request).await),
        Err((status, message)) => {
            respond(status, &Answer::from_errors(vec![ServerError::new(message, None)]))
        }
    }
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Request, (StatusCode, String)> {
    // A form of another site cannot send this type, a script of one must ask.
    if !is_json(headers) {
        let message = "send the request as application/json";
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, message.to_owned()));
    }
    let too_large = || {
        let message = "the request has more than 4194304 bytes; send fewer events at once";
        (StatusCode::PAYLOAD_TOO_LARGE, message.to_owned())
    };
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if declared.and_then(|text| text.parse().ok()).is_some_and(|bytes: usize| bytes > MAX_BODY) {
        return Err(too_large());
    }
    let bytes = to_bytes(body, MAX_BODY).await.map_err(|_| too_large())?;
    serde_json::from_slice(&bytes).map_err(|error| (StatusCode::BAD_REQUEST, not_a_request(&error)))
}

/// Says where, not what: the text of the error may repeat what was sent.
fn not_a_request(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    format!(
        "the body is not a GraphQL request, an object with `query` and `variables` (line {line}, column {column}); send one request at a time"
    )
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

fn respond(status: StatusCode, answer: &Answer) -> Response {
    match serde_json::to_vec(answer) {
        Ok(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
