//! A version has no suffix.

use telemetry_core::context::ClientVersion;

fn main() {
    let _ = ClientVersion { major: 1, minor: 2, patch: 3, suffix: "ada" };
}
