//! The debug console: what left the instance, what waits, what was refused or
//! kept back and why; and the endpoint that client applications record into.
//!
//! Here lives an axum router that an application mounts, with an authorisation
//! of the application's own ([`Authorize`]). It may depend on the queue's
//! reading side, the declarations and, for recording, the queue and the policy of a
//! running instance. It must never hold a way to change or send what is
//! queued, and nothing of an event's content may reach a log from here.
//!
//! | file | its one job |
//! |---|---|
//! | `auth` | who may see and who may record |
//! | `login` | a token and a cookie, for the demo and the stand-alone console |
//! | `guard` | what every request must satisfy before anything reads it |
//! | `graphql` | the types of `/.api/graphql` |
//! | `clients` | events from client applications, checked one by one |
//! | `page` | the pages of `/debug/console` |
//! | `reading` | an event joined to what is known of the version that recorded it |
//! | `serve` | a server of this machine only, for consoles without an application |
//! | `state` | what pages and GraphQL share |

mod auth;
mod builder;
mod clients;
mod graphql;
mod guard;
mod hex;
mod local;
mod login;
mod page;
mod reading;
mod serve;
mod state;
mod why;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State as Shared},
    http::StatusCode,
    middleware::{Next, from_fn_with_state},
    response::Response,
};

pub use auth::{Access, Authorize};
pub use builder::{ConsoleBuilder, ConsoleError};
pub use clients::{Billing, ClientName};
use guard::Guard;
pub use login::{SESSION, TokenLogin};
pub use serve::ServeError;
pub(crate) use state::Instance;
use state::State;

use crate::instance::Telemetry;

/// Where the pages are.
pub const PAGE_PATH: &str = "/debug/console";

/// Where GraphQL is.
pub const GRAPHQL_PATH: &str = "/.api/graphql";

/// The debug console of one instance.
#[derive(Clone)]
pub struct Console {
    state: Arc<State>,
    guard: Arc<Guard>,
}

impl Console {
    /// The console of a running instance; clients can record into it.
    pub fn of(telemetry: &Telemetry) -> ConsoleBuilder {
        ConsoleBuilder::of(telemetry)
    }

    /// A console that only reads the queue at `path`, which this or another
    /// process writes.
    pub fn read_only(path: impl Into<std::path::PathBuf>) -> ConsoleBuilder {
        ConsoleBuilder::read_only(path.into())
    }

    /// The routes below [`PAGE_PATH`] and [`GRAPHQL_PATH`], to be merged into
    /// the router of the application.
    pub fn router(&self) -> Router {
        let state = &self.state;
        let pages = page::routes().layer(from_fn_with_state(Arc::clone(state), administrators));
        let authorized = pages
            .merge(graphql::routes())
            .layer(from_fn_with_state(Arc::clone(state), with_access));
        authorized
            .merge(page::open_routes())
            .merge(login::routes())
            .layer(from_fn_with_state(Arc::clone(&self.guard), guard::guard))
            .with_state(Arc::clone(state))
    }
}

/// Asks the application what the request may do.
async fn with_access(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let access = state.authorize.access(&parts);
    parts.extensions.insert(access);
    next.run(Request::from_parts(parts, body)).await
}

/// Lets administrators pass; others get the way in, if there is one.
async fn administrators(
    Shared(state): Shared<Arc<State>>,
    request: Request,
    next: Next,
) -> Response {
    let access = request.extensions().get::<Access>();
    if access.is_some_and(Access::is_administrator) {
        return next.run(request).await;
    }
    match state.authorize.token_login() {
        Some(_) => page::not_admin(StatusCode::UNAUTHORIZED, true, None),
        None => page::not_admin(StatusCode::FORBIDDEN, false, None),
    }
}

impl std::fmt::Debug for Console {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Console").finish_non_exhaustive()
    }
}
