//! A version has no suffix.

use telemetry_core::context::ClientVersion;

fn main() {
    let _ = ClientVersion::new(1, 2, 3, "ada");
}
