//! A literal is a literal, raw or escaped.

use telemetry_core::telemetry_event;

#[doc = r#"A search was "made"."#]
#[telemetry_event(feature = r"search", action = "ma\u{64}e", owner = r#"search-team"#, purpose = "reliability",)]
struct Made;

fn main() {}
