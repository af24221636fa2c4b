//! A negative id is no user.

use telemetry_core::UserKey;

fn main() {
    UserKey::from_bytes([0; 32]).user(-1);
}
