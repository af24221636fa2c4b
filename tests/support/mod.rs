//! What the tests of the client side share: certificates, a gateway that does
//! as it is told, one in a process of its own, and a cable that can be cut.
#![allow(dead_code, reason = "each test program uses its part")]

pub(crate) mod accepting;
pub(crate) mod cable;
pub(crate) mod process;
pub(crate) mod scripted;
pub(crate) mod tls;
