//! A text that stays is no number.

use telemetry_core::__private::{Field, Text};

fn main() {
    let _: Field<String> = Text::<String>::private();
}
