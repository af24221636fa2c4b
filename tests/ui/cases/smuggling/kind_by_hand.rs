//! A kind is said by the core crate.

use telemetry_core::value::ValueKind;

fn main() {
    ValueKind { code: 1, optional: false, table: b"", fingerprint: 0 };
}
