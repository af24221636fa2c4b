//! The console over HTTP: a real server, a real queue, requests written byte
//! by byte, so that nothing of a client library stands between.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

#[path = "../support/accepting.rs"]
mod accepting;
mod clients;
mod limits;
mod login;
mod losses;
mod npm;
mod pages;
mod versions;
mod world;
