//! What the benches of the pipeline have in common: events of some widths, rows
//! to store, the bare table to compare with, and a gateway. A part of each
//! bench, like `tests/support`; nothing here measures.
#![allow(dead_code, reason = "each bench uses a part of it")]

pub(crate) mod arguments;
pub(crate) mod bare;
pub(crate) mod events;
pub(crate) mod gateway;
pub(crate) mod place;
pub(crate) mod prost_event;
pub(crate) mod rows;
