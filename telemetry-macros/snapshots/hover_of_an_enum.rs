#[derive(::telemetry_core::__private::Event)]
#[telemetry(feature = "search", owner = "search-team", purpose = "reliability")]
/// Search in code.
#[telemetry(__attached)]
/** ___

 **Telemetry feature** `search`. Purpose: `reliability`. Owner: `search-team`.*/
pub enum Search {
    /// The results were shown.
    #[telemetry(action = "resultsShown", version = 2)]
    #[telemetry(__attached)]
    /** ___

 **Telemetry event** `search` · `resultsShown`, version 2. Purpose: `reliability`. Owner: `search-team`.

 | key | value | where it goes |
 |---|---|---|
 | `count` | | leaves as a number |*/
    Shown {
        /// How many.
        count: u32,
    },
    /// The search failed.
    #[telemetry(action = "failed", owner = "index-team", purpose = "support")]
    #[telemetry(__attached)]
    /** ___

 **Telemetry event** `search` · `failed`, version 0. Purpose: `support`. Owner: `index-team`.

 It has no fields.*/
    Failed,
    /// Not understood.
    #[cfg_attr(unix, telemetry(action = "other"))]
    #[telemetry(__attached)]
    Other { count: u32 },
}
