//! The two forms: giving the token, and leaving.

use std::sync::Arc;

use axum::{
    Form, Router,
    extract::{Request, State as Shared},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::post,
};

use super::{COOKIE, Login, SESSION, TokenLogin};
use crate::console::{PAGE_PATH, page, state::State};

/// `POST /debug/console/login` with the field `token`, and
/// `POST /debug/console/logout`.
pub(in crate::console) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/debug/console/login", post(log_in))
        .route("/debug/console/logout", post(log_out))
}

async fn log_in(
    Shared(state): Shared<Arc<State>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let Some(login) = state.authorize.token_login() else {
        return page::not_admin(StatusCode::FORBIDDEN, false, None);
    };
    let token = fields.iter().find(|(name, _)| name == "token").map_or("", |(_, token)| token);
    answer(login, token.trim())
}

fn answer(login: &TokenLogin, token: &str) -> Response {
    match login.log_in(token) {
        Ok(Login::Session(session)) => {
            with_cookie(&format!("{COOKIE}={session}"), SESSION.as_secs())
        }
        Ok(Login::Wrong) => {
            let problem = "this is not the token; it was printed when the console started";
            page::not_admin(StatusCode::UNAUTHORIZED, true, Some(problem))
        }
        Ok(Login::Wait(wait)) => {
            let problem = "too many wrong tokens; wait a few seconds and try again";
            let mut answer = page::not_admin(StatusCode::TOO_MANY_REQUESTS, true, Some(problem));
            let seconds = HeaderValue::from(wait.as_secs().max(1));
            answer.headers_mut().insert(header::RETRY_AFTER, seconds);
            answer
        }
        Err(error) => {
            tracing::error!(%error, "nobody can log in");
            let problem = "the system gives no random numbers; try again";
            page::not_admin(StatusCode::INTERNAL_SERVER_ERROR, true, Some(problem))
        }
    }
}

async fn log_out(Shared(state): Shared<Arc<State>>, request: Request) -> Response {
    if let Some(login) = state.authorize.token_login() {
        login.log_out(&request.into_parts().0);
    }
    with_cookie(&format!("{COOKIE}="), 0)
}

fn with_cookie(pair: &str, seconds: u64) -> Response {
    let cookie = format!("{pair}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict");
    let cookie = HeaderValue::try_from(cookie).expect("digits and names are printable");
    let mut answer = Redirect::to(PAGE_PATH).into_response();
    answer.headers_mut().insert(header::SET_COOKIE, cookie);
    answer
}
