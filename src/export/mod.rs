//! Sends what the queue holds to a gateway, and settles each event by what the
//! gateway said about it.
//!
//! The exporter sees [`ExportableEvent`](crate::queue::ExportableEvent)s only:
//! bytes that may leave, without local parts. It sends exactly those bytes,
//! which are the ones that the administrator reads, and it marks exactly the
//! ids that came back. TLS and its configuration are in `connect`, the
//! stream protocol in `session`, messages under their limit in `messages`,
//! the checks at send time in `check`, what goes on in the queue meanwhile in
//! `ahead`, what came back in `answered`, events that the gateway fails at in
//! `sending` and `suspects`, waiting after a failure in `backoff`, what a
//! failure means in `failure`; `exporter` ties them together. None of them
//! knows how events are recorded.

mod ahead;
mod answered;
mod backoff;
mod check;
mod config;
mod connect;
mod exporter;
mod failure;
mod messages;
mod raw;
mod sending;
mod session;
mod suspects;

pub(crate) use backoff::Backoff;
pub use config::{ExportConfig, ExportConfigError, Identity, MAX_INTERVAL, MIN_BATCH};
pub use exporter::{Drained, Exporter};
pub use failure::Failure;
