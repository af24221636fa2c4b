// # unit-changed: another unit
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About latency.
    #[telemetry(unit = "ms")]
    pub latency: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About latency.
    #[telemetry(unit = "us")] //~ C0006 (accepted: ms; declared: us) @ "us"
    pub latency: u32,
}

// # unit-of-duration: a duration in another unit
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About latency.
    #[telemetry(unit = "ms")]
    pub latency: std::time::Duration,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About latency.
    #[telemetry(unit = "s")] //~ C0006 (accepted: ms; declared: s) @ "s"
    pub latency: std::time::Duration,
}

// # unit-added: a unit where there was none
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About hits.
    pub hits: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About hits.
    #[telemetry(unit = "count")] //~ C0006 (accepted: none; declared: count) @ "count"
    pub hits: u32,
}

// # unit-removed: no unit any more
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About hits.
    #[telemetry(unit = "count")]
    pub hits: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About hits.
    pub hits: u32, //~ C0006 (accepted: count; declared: none) @ u32
}

// # rounding-finer: finer rounding
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(round = 10)]
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(round = 5)] //~ C0007 (accepted: rounded to multiples of 10; declared: rounded to multiples of 5) @ 5
    pub count: u32,
}

// # rounding-coarser: coarser rounding
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(round = 10)]
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(round = 100)] //~ C0007 (accepted: rounded to multiples of 10; declared: rounded to multiples of 100)
    pub count: u32,
}

// # rounding-removed: no rounding any more
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(round = 10)]
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32, //~ C0007 (accepted: rounded to multiples of 10; declared: exact)
}

// # rounding-added: rounding where there was none
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(round = 10)] //~ C0007 (accepted: exact; declared: rounded to multiples of 10)
    pub count: u32,
}

// # buckets-finer: finer buckets
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(buckets = [0, 10, 100])]
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(buckets = [0, 5, 10, 100])] //~ C0007 (accepted: in buckets from 0, 10, 100; declared: in buckets from 0, 5, 10, 100)
    pub count: u32,
}

// # max-raised: a higher maximum
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(max = 100)]
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(max = 200)] //~ C0007 (accepted: at most 100; declared: at most 200) @ 200
    pub count: u32,
}

// # finer-new-key: finer buckets under a new key
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(buckets = [0, 10, 100])]
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown { //~ C0010 (accepted: u32, in buckets from 0, 10, 100)
    /// About count_fine.
    #[telemetry(buckets = [0, 5, 10, 100])]
    pub count_fine: u32, //~ C0027 (accepted: u32, in buckets from 0, 10, 100; declared: u32, in buckets from 0, 5, 10, 100)
}

// # exact-new-key: an exact number in the place of a rounded one
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About latency.
    #[telemetry(unit = "ms", round = 100)]
    pub latency: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown { //~ C0010 (accepted: u32 in ms, rounded to multiples of 100)
    /// About duration.
    #[telemetry(unit = "ms")]
    pub duration: u32, //~ C0027 (accepted: u32 in ms, rounded to multiples of 100; declared: u32 in ms)
}
