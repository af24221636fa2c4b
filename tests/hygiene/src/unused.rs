//! Nobody mentions this module.

use telemetry_core::telemetry_event;

/// Something happened in a library.
#[telemetry_event(feature = "library", action = "happened", owner = "team", purpose = "support")]
#[allow(dead_code)]
pub(crate) struct Happened {
    /// How often.
    times: u32,
}
