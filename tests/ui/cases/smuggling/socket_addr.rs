//! An address with a port is a person.

use std::net::SocketAddr;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: SocketAddr,
}

fn main() {}
