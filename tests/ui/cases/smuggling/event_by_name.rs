//! An event is said by its place among the declared ones.

use telemetry_core::__private::Values;

fn hand_over(values: &mut Values) {
    values.event("searchMade");
}

fn main() {}
