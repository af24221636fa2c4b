//! A version is not put together: its numbers are bounded.

use telemetry_core::context::ClientVersion;

fn main() {
    let _ = ClientVersion { major: u32::from_le_bytes(*b"alic"), minor: 0, patch: 0 };
}
