//! A token and a cookie, for consoles that no application stands behind: the
//! demo and the stand-alone one. The token is made at start and shown to
//! whoever started the program; whoever has it is the administrator.
//!
//! The cookie is `Secure`. Browsers take such a cookie from an address of this
//! machine without TLS, because nothing leaves the machine (Chromium and
//! Firefox do; with Safari use TLS). Cookies know no ports: other programs
//! that serve on the same address receive it, too, and could use it until it
//! expires.

mod attempts;
mod routes;
mod secret;
mod sessions;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::{header, request::Parts};
use telemetry_core::Context;

use self::{attempts::Attempts, secret::Secret, sessions::Sessions};
use super::auth::{Access, Authorize};

pub(super) use routes::routes;

/// The name of the cookie.
const COOKIE: &str = "telemetry_console";

/// How long a login holds, whatever is done with it.
pub const SESSION: Duration = Duration::from_secs(12 * 60 * 60);

/// Knows one token, and the sessions of those who gave it.
#[derive(Clone)]
pub struct TokenLogin {
    shared: Arc<Shared>,
    record_as: Option<Context>,
}

struct Shared {
    token: Secret,
    state: Mutex<(Sessions, Attempts)>,
}

/// What became of a token that somebody gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Login {
    /// It is the one; this is the session's secret.
    Session(String),
    /// It is not.
    Wrong,
    /// Too many were wrong; it was not looked at.
    Wait(Duration),
}

impl TokenLogin {
    /// A new random token of 256 bits, and what knows it. The text is for the
    /// person who started the program and for nobody else; it is kept nowhere.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn generate() -> std::io::Result<(Self, String)> {
        let text = secret::random_text()?;
        let state = Mutex::new((Sessions::default(), Attempts::new(Instant::now())));
        let shared = Arc::new(Shared { token: Secret::of(&text), state });
        Ok((Self { shared, record_as: None }, text))
    }

    /// Lets the administrator record events, too, with this context.
    #[must_use]
    pub fn record_as(mut self, context: Context) -> Self {
        self.record_as = Some(context);
        self
    }

    /// Begins a session for whoever gives the token.
    pub(super) fn log_in(&self, token: &str) -> std::io::Result<Login> {
        if let Err(wait) = self.check(token) {
            return Ok(wait);
        }
        let session = secret::random_text()?;
        self.locked().0.begin(Secret::of(&session), Instant::now());
        Ok(Login::Session(session))
    }

    pub(super) fn log_out(&self, request: &Parts) {
        if let Some(session) = session_of(request) {
            self.locked().0.end(&Secret::of(session));
        }
    }

    /// Whether this is the token. While too many were wrong it is not even
    /// compared, so that trying costs the one who tries.
    fn check(&self, token: &str) -> Result<(), Login> {
        let attempts = &mut self.locked().1;
        attempts.may_try(Instant::now()).map_err(Login::Wait)?;
        if self.shared.token == Secret::of(token) {
            return Ok(());
        }
        attempts.was_wrong();
        Err(Login::Wrong)
    }

    fn knows(&self, request: &Parts) -> bool {
        let session = session_of(request).map(Secret::of);
        if session.is_some_and(|session| self.locked().0.has(&session, Instant::now())) {
            return true;
        }
        bearer_of(request).is_some_and(|token| self.check(token).is_ok())
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, (Sessions, Attempts)> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Authorize for TokenLogin {
    fn access(&self, request: &Parts) -> Access {
        if !self.knows(request) {
            return Access::none();
        }
        let access = Access::none().administrator(true);
        match &self.record_as {
            Some(context) => access.record_as(context.clone()),
            None => access,
        }
    }

    fn token_login(&self) -> Option<&TokenLogin> {
        Some(self)
    }
}

impl std::fmt::Debug for TokenLogin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenLogin(secret)")
    }
}

/// The session that the request's cookie names.
fn session_of(request: &Parts) -> Option<&str> {
    let cookies = request.headers.get_all(header::COOKIE).iter();
    cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// The token that a program sends with each request.
fn bearer_of(request: &Parts) -> Option<&str> {
    let value = request.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
