//! The kind of a field is said by its proof.

use telemetry_core::__private::{Field, Schema};

fn main() {
    let kind = Field::<u32>::metadata().at(0, 0);
    kind.kind = 1;
    Schema::complete::<8>(b"", &[kind]);
}
