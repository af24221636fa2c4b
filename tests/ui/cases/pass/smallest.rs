//! Two letters, no fields.

use telemetry_core::telemetry_event;

/// A.
#[telemetry_event(feature = "ab", action = "cd", owner = "e", purpose = "support")]
struct A;

/// B.
#[telemetry_event(feature = "a-", action = "x..y", owner = "e", purpose = "billing", version = 0)]
struct B {}

fn main() {}
