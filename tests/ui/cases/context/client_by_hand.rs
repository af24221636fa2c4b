//! A client is derived, too.

use telemetry_core::__private::{Client, Name};

struct Web;

impl Client for Web {
    const NAME: Name = Name::declare("web");
}

fn main() {}
