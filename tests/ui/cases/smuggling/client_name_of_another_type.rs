//! The name of a client is a text that lives for ever.

use telemetry_core::context::Client;

struct Editor;

impl Client for Editor {
    const NAME: String = String::new();
}

fn main() {}
