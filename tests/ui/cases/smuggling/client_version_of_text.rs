//! A version is three numbers.

use telemetry_core::context::ClientVersion;

fn main() {
    let _ = ClientVersion { major: 1, minor: 2, patch: "ada" };
}
