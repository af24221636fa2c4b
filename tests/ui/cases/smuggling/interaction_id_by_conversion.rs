//! A text is not converted into an interaction.

use telemetry_core::context::InteractionId;

fn main() {
    let _: InteractionId = "ada@example.com".into();
}
