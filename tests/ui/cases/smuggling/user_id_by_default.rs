//! There is no user by default.

use telemetry_core::UserId;

fn main() {
    let _: UserId = Default::default();
}
