//! The machine that builds names no client.

use telemetry_core::context::Client;

#[derive(Client)]
#[telemetry(name = env!("HOSTNAME"))]
struct Web;

fn main() {}
