//! A function for any type proves nothing.

use telemetry_core::__private::Field;

fn proof<T>() -> Field<T> {
    Field::metadata()
}

fn main() {
    proof::<String>();
}
