//! What takes numbers takes no text.

use telemetry_core::__private::Values;

fn hand_over(values: &mut Values, query: &String) {
    values.f64(query);
}

fn main() {}
