#[derive(::telemetry_core::__private::Event)]
#[telemetry(
    feature = "search",
    action = "made",
    version = 2,
    owner = "search-team",
    purpose = "reliability"
)]
/// A search was made.
#[derive(Debug)]
#[telemetry(
    __attached(
        "type",
        "unix\nOnly here.\nbuckets = [ 0 , 10 , 100 ]\ntype\nOption < u32 >"
    )
)]
/** ___

 **Telemetry event** `search` · `made`, version 2. Purpose: `reliability`. Owner: `search-team`.

 | key | value | where it goes |
 |---|---|---|
 | `result_count` | | leaves as a number |
 | `latency` | `ms`, at most 60000, rounded to multiples of 10 | leaves as a number |
 | `bytesRead` | `B`, rounded toward zero to powers of two | leaves as a number |*/
#[cfg_attr(
    all(unix),
    doc = r" | `type` | 3 buckets from 0 to 100 | leaves as a number |"
)]
/** | `theQuery` | | stays on the instance |
 | `language` | text | leaves after a review |
 | `perhaps` | | its attributes depend on a condition |
 | `half` | | its attributes cannot be read |
 | `?a??b? ? ?c? ?d?` | | leaves as a number |*/
pub(crate) struct Made {
    /// How many results were found.
    pub result_count: u32,
    /// Time until the first result.
    #[telemetry(unit = "ms", round = 10, max = 60_000)]
    latency: std::collections::HashMap<A, fn(B) -> C>,
    /// How many bytes were read.
    #[telemetry(unit = "B", key = "bytesRead")]
    #[telemetry(round = "pow2")]
    bytes: u64,
    /// Only here.
    #[cfg(unix)]
    #[telemetry(buckets = [0, 10, 100])]
    r#type: Option<u32>,
    /// What was typed.
    #[telemetry(private, key = "theQuery")]
    query: String,
    /// The language of the file.
    #[telemetry(audited)]
    language: String,
    /// Perhaps a text.
    #[cfg_attr(unix, telemetry(private))]
    perhaps: u32,
    /// Half typed.
    #[telemetry(private = )]
    half: u32,
    /// With what could be more than itself.
    #[telemetry(key = "[a](b) | <c> `d`")]
    odd: u32,
}
