//! Not everything that can be shown is a number.

use std::fmt::Display;
use telemetry_core::MetadataValue;

impl<T: Display> MetadataValue for T {}

fn main() {}
