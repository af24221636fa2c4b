#[derive(facade::telemetry::__private::Event)]
#[telemetry(feature = "search", action = "made", crate = facade::telemetry)]
/// A search was made.
#[derive(Debug)]
pub struct Made;
