//! The name of a client is a literal, not a text made at run time.

use telemetry_core::context::Client;

#[derive(Client)]
#[telemetry(name = String::new())]
struct Editor;

fn main() {}
