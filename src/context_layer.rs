//! A `tower` layer that gives each request its context, so that no handler
//! has to pass one.

use std::{
    sync::Once,
    task::{self, Poll},
};

use http::{HeaderMap, Request};
use telemetry_core::{
    Context,
    context::{ContextBuilder, MAX_FLAGS, Scoped},
};
use tower_layer::Layer;
use tower_service::Service;

/// The header that names the interaction.
pub const INTERACTION_HEADER: &str = "x-sourcegraph-interaction-id";

/// The header of the W3C trace context.
pub const TRACE_HEADER: &str = "traceparent";

/// What the headers of a request say: trace and interaction. Text of any
/// other form than theirs is ignored.
pub fn from_headers(headers: &HeaderMap) -> ContextBuilder {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    // `version-trace-parent-flags`, each in hexadecimal digits.
    let trace = text(TRACE_HEADER).and_then(|value| value.split('-').nth(1));
    Context::builder()
        .trace(trace.and_then(|trace| trace.parse().ok()))
        .interaction(text(INTERACTION_HEADER).and_then(|value| value.parse().ok()))
}

/// Makes a context from each request and keeps it current while the request is
/// handled.
///
/// ```
/// use telemetry_sdk::{UserKey, context_layer::{ContextLayer, from_headers}};
///
/// let key = UserKey::generate()?; // `Telemetry::user_key` keeps the instance's own
/// let layer = ContextLayer::new(move |request: &http::request::Parts| {
///     // The application's own session says who it is.
///     let user = request.extensions.get::<u64>().and_then(|id| key.user(*id));
///     from_headers(&request.headers).user(user).build()
/// });
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ContextLayer<F> {
    make: F,
}

impl<F: Fn(&http::request::Parts) -> Context> ContextLayer<F> {
    /// A layer that makes contexts this way.
    pub const fn new(make: F) -> Self {
        Self { make }
    }
}

impl<S, F: Clone> Layer<S> for ContextLayer<F> {
    type Service = ContextService<S, F>;

    fn layer(&self, inner: S) -> Self::Service {
        ContextService { inner, make: self.make.clone() }
    }
}

/// Says once that flags are missing: it is the same in every request.
fn tell_of_flags(context: &Context) {
    static TOLD: Once = Once::new();
    let left_out = context.flags_left_out();
    if left_out > 0 {
        TOLD.call_once(|| {
            tracing::warn!(
                left_out,
                "a request has more than {MAX_FLAGS} feature flags; those that come last by name are not recorded",
            );
        });
    }
}

/// A service whose requests have a context. Made by [`ContextLayer`].
#[derive(Debug, Clone)]
pub struct ContextService<S, F> {
    inner: S,
    make: F,
}

impl<S, F, B> Service<Request<B>> for ContextService<S, F>
where
    S: Service<Request<B>>,
    F: Fn(&http::request::Parts) -> Context,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Scoped<S::Future>;

    fn poll_ready(&mut self, cx: &mut task::Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let (parts, body) = request.into_parts();
        let context = (self.make)(&parts);
        tell_of_flags(&context);
        let _entered = context.enter();
        let future = self.inner.call(Request::from_parts(parts, body));
        context.scope(future)
    }
}
