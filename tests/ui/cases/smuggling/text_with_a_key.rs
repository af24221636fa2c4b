//! What takes values takes no key.

use telemetry_core::__private::Values;

fn hand_over(values: &mut Values) {
    values.f64("repo_name");
}

fn main() {}
