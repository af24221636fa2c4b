//! A secret is not shown as text.

use telemetry_core::UserKey;

fn show(key: &UserKey) -> String {
    key.to_string()
}

fn main() {}
