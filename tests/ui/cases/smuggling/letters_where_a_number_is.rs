//! A letter is not converted.

use telemetry_core::__private::Values;

fn hand_over(values: &mut Values) {
    values.u32('a');
}

fn main() {}
