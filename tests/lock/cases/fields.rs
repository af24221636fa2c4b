// # field-added-unversioned: a field without a new version
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")] //~ C0003 (accepted: 1; declared: 1) @ 1
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}

// # field-removed: a field less
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown { //~ C0010 (accepted: u64 in B)
    /// How many there were.
    pub count: u32,
}

// # field-removed-unversioned: a field less without a new version
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")] //~ C0003 (accepted: 1; declared: 1)
pub struct Shown { //~ C0010 (accepted: u64 in B)
    /// How many there were.
    pub count: u32,
}

// # version-lowered: a lower version
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 3, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")] //~ C0003 (accepted: 3; declared: 2)
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # version-skipped: a version that skips one
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 3, owner = "search-team", purpose = "support")] //~ C0003 (accepted: 1; declared: 3)
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}

// # version-unwritten: a version that is no longer written
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", owner = "search-team", purpose = "support")]
pub struct Shown { //~ C0003 (accepted: 1; declared: 0)
    /// How many there were.
    pub count: u32,
}

// # key-renamed: a field gets another name in Rust, and with it another key
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub total: u32, //~ C0008 (accepted: count; declared: total)
}

// # key-attribute: the key of a field changes
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(key = "total")] //~ C0008 (accepted: count; declared: total) @ "total"
    pub count: u32,
}

// # key-attribute-all: the key of a field changes and everything else with it
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// Something else.
    #[telemetry(key = "total")] //~ C0008 (accepted: count; declared: total)
    pub count: u64,
}

// # key-attribute-removed: the key is no longer written
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(key = "resultCount")]
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32, //~ C0008 (accepted: resultCount; declared: count) @ count
}

// # keys-swapped: two fields exchange their keys
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// The first one.
    pub first: u32,
    /// The last one.
    pub last: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// The first one.
    #[telemetry(key = "last")] //~ C0008 (accepted: first; declared: last)
    pub first: u32,
    /// The last one.
    #[telemetry(key = "first")] //~ C0008 (accepted: last; declared: first)
    pub last: u32,
}

// # field-added: a field in a new version
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}

// # field-added-optional: an optional field in a new version
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: Option<u64>,
}

// # version-raised: a new version of the same fields
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # fields-reordered: the fields in another order
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
    /// How many there were.
    pub count: u32,
}

// # field-renamed-in-rust: another name in Rust with the same key
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
    #[telemetry(key = "count")]
    pub total: u32,
}

// # field-cfg-off: a field that this build leaves out
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    #[cfg(windows)]
    pub size: u64,
}

// # field-cfg-on: a field behind a condition that holds
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    #[cfg(not(windows))]
    pub size: u64,
}

// # field-cfg-key: a field that this build leaves out, with a key of its own
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B", key = "byteSize")]
    pub size: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B", key = "byteSize")]
    #[cfg(windows)]
    pub size: u64,
}

// # field-cfg-new-unversioned: a conditional field without a new version
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")] //~ C0003 (accepted: 1; declared: 1)
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    #[cfg(windows)]
    pub size: u64,
}

// # field-cfg-gone: a field that other builds have is no longer declared
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    #[cfg(windows)]
    pub size: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown { //~ C0010 (accepted: u64 in B)
    /// How many there were.
    pub count: u32,
}

// # field-again: a removed field as it was
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 3, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}

// # field-again-unit: a removed field with another unit
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "B")]
    pub size: u64,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 3, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About size.
    #[telemetry(unit = "kB")]
    pub size: u64, //~ C0009 (accepted: u64 in B; declared: u64 in kB)
}
