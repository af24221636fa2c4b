//! A type with parameters would be many clients.

use telemetry_core::context::Client;

#[derive(Client)]
#[telemetry(name = "web")]
struct Web<const N: usize>;

fn main() {}
