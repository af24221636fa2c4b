//! A text that stays needs its proof.

use telemetry_core::__private::Values;

fn hand_over(values: &mut Values, query: &String) {
    values.text(query);
}

fn main() {}
