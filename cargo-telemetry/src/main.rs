//! The `cargo telemetry` command; everything is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_telemetry::run(std::env::args_os())
}
