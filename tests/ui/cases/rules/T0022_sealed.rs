//! Only the derive makes a value of a type.

use telemetry_core::{
    MetadataValue,
    value::{Number, ValueKind},
};

struct Engine;

impl MetadataValue for Engine {
    const KIND: ValueKind = <u32 as MetadataValue>::KIND;

    fn number(&self, unit: u64) -> Number {
        1_u32.number(unit)
    }
}

fn main() {}
