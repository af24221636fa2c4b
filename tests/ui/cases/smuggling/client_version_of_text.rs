//! A version is three numbers.

use telemetry_core::context::ClientVersion;

fn main() {
    let _ = ClientVersion::new(1, 2, "ada");
}
