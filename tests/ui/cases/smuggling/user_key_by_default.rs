//! There is no secret by default.

use telemetry_core::UserKey;

fn main() {
    let _: UserKey = Default::default();
}
