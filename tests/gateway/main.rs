//! The gateway as its senders and its operators meet it: a real client over
//! real TLS, real files, and the real command where a process has to die.

mod access;
mod catalogs;
mod crash;
mod flow;
mod interop;
mod json;
mod limits;
mod refusals;
mod start;
mod texts;
mod world;
