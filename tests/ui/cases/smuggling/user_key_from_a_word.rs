//! A word is no secret.

use telemetry_core::UserKey;

fn main() {
    UserKey::from_bytes(*b"secret");
}
