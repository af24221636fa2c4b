//! What is declared is not implemented once more.

use telemetry_core::{
    Event, telemetry_event,
    __private::{Schema, Values},
};

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: u32,
}

unsafe impl Event for Made {
    const SCHEMAS: &'static [Schema] = &[];
    fn hand_over(&self, _: &mut Values) {}
}

fn main() {}
