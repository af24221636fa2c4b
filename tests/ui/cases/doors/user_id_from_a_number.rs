//! A user id is made by the key of the instance.

use telemetry_core::UserId;

fn main() {
    let _ = UserId(5);
}
