//! The secret of an instance is not put together.

use telemetry_core::UserKey;

fn main() {
    UserKey { bytes: [0; 32] };
}
