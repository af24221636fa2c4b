//! A secret is not shown as text.

use telemetry_core::UserKey;

fn main() {
    UserKey::from_bytes([0; 32]).to_string();
}
