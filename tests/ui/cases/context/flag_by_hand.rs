//! A flag is derived; by hand its name could be anything that is constant.

use telemetry_core::__private::{FeatureFlag, Name};

struct Fast;

impl FeatureFlag for Fast {
    const NAME: Name = Name::declare(include_str!("name.txt"));
}

fn main() {}
