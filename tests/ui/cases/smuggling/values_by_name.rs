//! Values have positions, not names.

use telemetry_core::__private::Values;

fn hand_over(values: &mut Values) {
    values.insert("repo_name", 1.0);
}

fn main() {}
