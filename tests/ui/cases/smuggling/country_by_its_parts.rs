//! A country is not put together.

use telemetry_core::context::CountryCode;

fn main() {
    CountryCode(*b"??");
}
