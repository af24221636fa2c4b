#[derive(facade::telemetry::__private::Event)]
#[telemetry(feature = "search", action = "made", crate = facade::telemetry)]
/// A search was made.
#[derive(Debug)]
#[telemetry(__attached)]
/** ___

 **Telemetry event** `search` · `made`, version 0.

 It has no fields.*/
pub struct Made;
