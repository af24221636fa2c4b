//! The exporter with a real queue and a gateway over real TLS that does as it
//! is told: well, badly, or never.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod answers;
mod place;
mod poison;
mod policy;
mod sent;
mod slow;
#[path = "../support/mod.rs"]
mod support;
mod texts;
mod trouble;
