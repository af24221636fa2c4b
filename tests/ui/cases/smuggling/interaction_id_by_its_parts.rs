//! An interaction is not put together.

use telemetry_core::context::InteractionId;

fn main() {
    InteractionId("ada@example.com".to_owned());
}
