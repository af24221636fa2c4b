//! A schema is not put together.

use telemetry_core::__private::Schema;

fn main() {
    Schema { record: b"" };
}
