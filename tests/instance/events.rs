//! The events of this program.

use telemetry_core::telemetry_event;

/// Somebody searched.
#[telemetry_event(feature = "search", action = "done", owner = "tests", purpose = "reliability")]
pub(crate) struct Searched {
    /// Which one of the test's events.
    pub(crate) number: u64,
    /// What was typed.
    #[telemetry(private)]
    pub(crate) query: Option<String>,
}

/// Somebody asked.
#[telemetry_event(feature = "cody.chat", action = "asked", owner = "tests", purpose = "support")]
pub(crate) struct Asked {
    /// Which one of the test's events.
    pub(crate) number: u64,
}

pub(crate) fn searched(number: u64) -> Searched {
    Searched { number, query: None }
}
