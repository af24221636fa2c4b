//! Who may see and who may record. The application decides, once for each
//! request; the console only asks.

use axum::http::request::Parts;
use telemetry_core::Context;

use super::login::TokenLogin;

/// Decides what a request may do. An application whose decision needs I/O
/// makes it in a layer before the console and leaves the result in the
/// request's extensions, where this finds it.
///
/// ```
/// use telemetry_sdk::console::{Access, Authorize};
/// # struct Session { administrator: bool, user_id: u64 }
///
/// struct Sessions {
///     users: telemetry_sdk::UserKey,
/// }
///
/// impl Authorize for Sessions {
///     fn access(&self, request: &http::request::Parts) -> Access {
///         let Some(session) = request.extensions.get::<Session>() else {
///             return Access::none();
///         };
///         let context = telemetry_sdk::context_layer::from_headers(&request.headers)
///             .user(self.users.user(session.user_id))
///             .build();
///         Access::none().administrator(session.administrator).record_as(context)
///     }
/// }
/// ```
pub trait Authorize: Send + Sync + 'static {
    /// What this request may do. Anything doubtful is [`Access::none`].
    fn access(&self, request: &Parts) -> Access;

    /// The token with which one can log in on the console's own page, when
    /// that is how it works.
    fn token_login(&self) -> Option<&TokenLogin> {
        None
    }
}

/// What one request may do.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Access {
    administrator: bool,
    record_as: Option<Context>,
}

impl Access {
    /// Nothing.
    pub const fn none() -> Self {
        Self { administrator: false, record_as: None }
    }

    /// May see every event of the instance, or may not.
    pub const fn administrator(mut self, yes: bool) -> Self {
        self.administrator = yes;
        self
    }

    /// May record events, which get this context. The context's client is not
    /// used: the client says its own name.
    pub fn record_as(mut self, context: Context) -> Self {
        self.record_as = Some(context);
        self
    }

    /// Whether the request may see every event.
    #[must_use]
    pub const fn is_administrator(&self) -> bool {
        self.administrator
    }

    /// The context of the events that the request may record; none when it may
    /// not record.
    #[must_use]
    pub const fn recording_context(&self) -> Option<&Context> {
        self.record_as.as_ref()
    }
}
