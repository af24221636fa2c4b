//! A schema does not change.

use telemetry_core::__private::Schema;

fn rename(schema: &mut Schema) {
    schema.head = b"";
}

fn main() {}
