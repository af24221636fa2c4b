//! Only the core crate says what a private text is.

use telemetry_core::value::PrivateText;

struct Label(String);

impl PrivateText for Label {
    const OPTIONAL: bool = false;

    fn text(&self) -> Option<&str> {
        Some(&self.0)
    }
}

fn main() {}
