//! The id of an event is not put together.

use telemetry_core::id::EventId;

fn main() {
    EventId(*b"ada@example.com.");
}
