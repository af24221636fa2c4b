//! Whether bytes are fit to be a key has to be looked at.

use telemetry_core::{UserId, UserKey};

fn user() -> Option<UserId> {
    UserKey::from_bytes([0; 32]).user_of_text("ada@example.com")
}

fn main() {}
