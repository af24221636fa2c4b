//! An instance from `record` to the gateway: what is kept, what leaves, what
//! survives which death. Real files, real TLS, real processes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod catalog;
mod chain;
mod events;
mod killed;
mod layer;
mod memory;
mod modes;
mod opening;
mod place;
mod recorded;
mod recording;
mod sampled;
mod settings;
mod single;
#[path = "../support/mod.rs"]
mod support;
mod switches;
mod waiting;
mod wire;
