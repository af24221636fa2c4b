//! A trait of the user's own is nothing that a recorder takes.

use telemetry_core::{telemetry_event, testing::Capture};

mod stand_in {
    pub use telemetry_core::__private;

    #[allow(dead_code)]
    pub unsafe trait Event {
        const SCHEMAS: &'static [__private::Schema];
        fn hand_over(&self, values: &mut __private::Values);
    }
}

/// A search was made.
#[telemetry_event(crate = stand_in, feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made;

fn main() {
    Capture::new().recorder::<Made>();
}
