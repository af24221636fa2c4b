//! There is no proof by default.

use telemetry_core::__private::Field;

fn main() {
    let _: Field<String> = Default::default();
}
