//! A negative id is no user.

use telemetry_core::UserKey;

fn user(key: &UserKey) {
    key.user(-1);
}

fn main() {}
