//! There is no proof that text is a number.

use telemetry_core::__private::Field;

fn main() {
    Field::<String>::metadata();
}
