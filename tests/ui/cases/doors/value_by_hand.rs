//! Only the core crate says what a number is.

use telemetry_core::{
    MetadataValue,
    value::{Number, ValueKind},
};

struct Label(String);

impl MetadataValue for Label {
    const KIND: ValueKind = <u32 as MetadataValue>::KIND;

    fn number(&self, unit: u64) -> Number {
        MetadataValue::number(&self.0.len(), unit)
    }
}

fn main() {}
