//! An instance from `record` to the gateway: what is kept, what leaves, what
//! survives which death. Real files, real TLS, real processes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod catalog;
mod chain;
mod events;
mod killed;
mod layer;
mod modes;
mod opening;
mod place;
mod recorded;
mod recording;
mod settings;
#[path = "../support/mod.rs"]
mod support;
mod waiting;
mod wire;
