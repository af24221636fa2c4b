//! A number is not converted into a user.

use telemetry_core::UserId;

fn main() {
    let _: UserId = 42_i64.into();
}
