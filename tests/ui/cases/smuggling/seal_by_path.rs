//! The seal is not found by its path.

struct Label(String);

impl telemetry_core::value::sealed::Sealed for Label {}

fn main() {}
