//! A small HTTP client for one service: GET, JSON, bounded in time and size.

use std::net::SocketAddr;
use std::time::Duration;

use axum::http::header::ACCEPT;
use axum::http::{self, Request, Uri, uri};
use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper_util::client::legacy::{self, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;
use telemetry_core::id::EventId;
use telemetry_sdk::context_layer::{INTERACTION_HEADER, TRACE_HEADER};

const MAX_ANSWER_BYTES: usize = 64 << 20;
const MAX_WAIT: Duration = Duration::from_secs(30);

/// Why a visit ended before its time.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
    /// There is nothing to look for.
    #[error("found no word to look for: give a directory that holds source code")]
    NoWords,
    /// No connection, or it broke.
    #[error(
        "the service at {address} does not answer: {source}; check that it runs and that the address is right"
    )]
    Unreachable {
        /// The address of the service.
        address: SocketAddr,
        /// What the client said.
        source: legacy::Error,
    },
    /// No answer within the time that is waited for.
    #[error("the service at {address} took longer than {MAX_WAIT:?}: give it a smaller directory")]
    Slow {
        /// The address of the service.
        address: SocketAddr,
    },
    /// An answer that is not one of this service's.
    #[error(
        "the answer from {address} is not one of a code-search service: {reason}; check the address"
    )]
    NotOurs {
        /// The address asked.
        address: SocketAddr,
        /// What is wrong with the answer.
        reason: String,
    },
}

pub(super) struct Client {
    http: legacy::Client<HttpConnector, Empty<Bytes>>,
    address: SocketAddr,
}

/// Who asks, as the proxy in front of a real service would say it.
#[derive(Debug, Clone)]
pub(super) struct Who {
    /// The application's id of the user.
    pub(super) user: u64,
    /// The id of the visit.
    pub(super) interaction: String,
}

/// An answer of the service.
pub(super) struct Answer {
    pub(super) status: u16,
    found: Found,
}

/// The part of a list of results that a visitor looks at.
#[derive(Deserialize, Default)]
struct Found {
    results: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    path: String,
}

impl Client {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self { http: legacy::Client::builder(TokioExecutor::new()).build_http(), address }
    }

    /// Asks for a path with its query.
    pub(super) async fn get(&self, target: &str, who: &Who) -> Result<Answer, VisitError> {
        let answer = tokio::time::timeout(MAX_WAIT, self.ask(target, who)).await;
        answer.map_err(|_| VisitError::Slow { address: self.address })?
    }

    async fn ask(&self, target: &str, who: &Who) -> Result<Answer, VisitError> {
        let request = self.request(target, who).map_err(|error| self.not_ours(&error))?;
        let answer = self.http.request(request).await;
        let address = self.address;
        let (head, body) =
            answer.map_err(|source| VisitError::Unreachable { address, source })?.into_parts();
        let body = Limited::new(body, MAX_ANSWER_BYTES).collect().await;
        let body = body.map_err(|error| self.not_ours(&*error))?.to_bytes();
        let found = match target.starts_with("/search") && head.status.is_success() {
            true => serde_json::from_slice(&body).map_err(|error| self.not_ours(&error))?,
            false => Found::default(),
        };
        Ok(Answer { status: head.status.as_u16(), found })
    }

    fn request(&self, target: &str, who: &Who) -> Result<Request<Empty<Bytes>>, http::Error> {
        let uri = Uri::builder()
            .scheme(uri::Scheme::HTTP)
            .authority(self.address.to_string())
            .path_and_query(target)
            .build()?;
        Request::get(uri)
            .header(ACCEPT, "application/json")
            .header("x-codesearch-user", who.user)
            .header(INTERACTION_HEADER, &who.interaction)
            .header(TRACE_HEADER, trace_parent())
            .body(Empty::new())
    }

    fn not_ours(&self, reason: &dyn std::error::Error) -> VisitError {
        VisitError::NotOurs { address: self.address, reason: reason.to_string() }
    }
}

/// A new trace, in the form of the W3C.
fn trace_parent() -> String {
    let trace = u128::from_be_bytes(*EventId::generate().as_bytes());
    format!("00-{trace:032x}-{:016x}-01", trace as u64)
}

impl Answer {
    pub(super) fn result_paths(&self) -> Vec<&str> {
        self.found.results.iter().map(|place| place.path.as_str()).collect()
    }
}
