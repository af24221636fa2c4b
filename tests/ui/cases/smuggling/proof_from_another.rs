//! A proof is not converted.

use telemetry_core::__private::Field;

fn main() {
    let _: Field<String> = Field::<u64>::metadata().into();
}
