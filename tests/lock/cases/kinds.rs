// # kind-wider: a wider integer
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
    pub count: u64, //~ C0005 (accepted: u32; declared: u64) @ u64
}

// # kind-signed: an integer with a sign, in a new version
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
    pub count: i32, //~ C0005 (accepted: u32; declared: i32) @ i32
}

// # kind-usize: an integer whose width depends on the machine
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: usize, //~ C0005 (accepted: u64; declared: usize) @ usize
}

// # kind-float: an integer becomes a fraction
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
    pub count: f64, //~ C0005 (accepted: u32; declared: f64) @ f64
}

// # kind-bool: a number becomes a yes or no
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
    pub count: bool, //~ C0005 (accepted: u32; declared: bool) @ bool
}

// # kind-alias: another kind behind an alias that is new
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
type Count = u64;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count, //~ C0005 (accepted: u32; declared: u64) @ Count
}

// # kind-alias-edited: the alias changes and the field does not
// === accepted
type Count = u32;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}
// === now
type Count = u64;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count, //~ C0005 (accepted: u32; declared: u64) @ Count
}

// # kind-alias-chain: an alias of an alias changes
// === accepted
type Inner = u32;
type Count = Inner;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}
// === now
type Inner = u16;
type Count = Inner;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count, //~ C0005 (accepted: u32; declared: u16) @ Count
}

// # kind-alias-generic: an alias with a parameter
// === accepted
type Same<T> = T;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Same<u32>,
}
// === now
type Same<T> = T;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Same<u64>, //~ C0005 (accepted: u32; declared: u64)
}

// # kind-use-as: another type under an imported name
// === accepted
use std::primitive::u32 as Count;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}
// === now
use std::primitive::u64 as Count;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count, //~ C0005 (accepted: u32; declared: u64) @ Count
}

// # kind-shadowed: a type of the module that is called like a primitive
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
#[allow(non_camel_case_types)]
type u32 = std::primitive::u64;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32, //~ T0001 @ u32
}

// # kind-path: the same type by its path, and another one
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
    pub count: std::primitive::u64, //~ C0005 (accepted: u32; declared: u64)
}

// # kind-associated: an associated type changes
// === accepted
pub trait Measure {
    type Value;
}

pub struct Width;

impl Measure for Width {
    type Value = u32;
}

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: <Width as Measure>::Value,
}
// === now
pub trait Measure {
    type Value;
}

pub struct Width;

impl Measure for Width {
    type Value = u64;
}

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: <Width as Measure>::Value, //~ C0005 (accepted: u32; declared: u64)
}

// # kind-cfg-alias: an alias that is another one under this cfg
// === accepted
#[cfg(not(debug_assertions))]
type Count = u64;
#[cfg(debug_assertions)]
type Count = u32;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}
// === now
#[cfg(debug_assertions)]
type Count = u64;
#[cfg(not(debug_assertions))]
type Count = u32;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count, //~ C0005 (accepted: u32; declared: u64) @ Count
}

// # kind-option-inner: another kind within an option
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Option<u32>,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Option<u64>, //~ C0005 (accepted: u32; declared: u64)
}

// # kind-nonzero-wider: another kind within NonZero
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: std::num::NonZero<u32>,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: std::num::NonZero<u64>, //~ C0005 (accepted: u32; declared: u64)
}

// # kind-duration: a duration becomes a plain number
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
    #[telemetry(unit = "ms")]
    pub latency: u64, //~ C0005 (accepted: duration; declared: u64) @ u64
}

// # kind-to-duration: a plain number becomes a duration
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About latency.
    #[telemetry(unit = "ms")]
    pub latency: u64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About latency.
    #[telemetry(unit = "ms")]
    pub latency: std::time::Duration, //~ C0005 (accepted: u64; declared: duration)
}

// # kind-to-enum: a number becomes an enum
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About cause.
    pub cause: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About cause.
    pub cause: Cause, //~ C0005 (accepted: u32; declared: enum) @ Cause
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
}

// # kind-from-enum: an enum becomes a number
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About cause.
    pub cause: i32, //~ C0005 (accepted: enum; declared: i32) @ i32
}

// # kind-to-private: a number becomes a text that stays
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About query.
    pub query: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About query.
    #[telemetry(private)]
    pub query: String, //~ C0005 (accepted: u32; declared: text) @ String
}

// # kind-from-private: a text that stays becomes a number
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About query.
    #[telemetry(private)]
    pub query: String,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About query.
    pub query: u32, //~ C0005 (accepted: text; declared: u32) @ u32
}

// # kind-newtype: a newtype is no number at all
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
pub struct Count(pub u64);

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count, //~ T0001
}

// # kind-in-enum-form: a field of a variant
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown {
        /// How many there were.
        count: u32,
    },
}
// === now
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown {
        /// How many there were.
        count: u64, //~ C0005 (accepted: u32; declared: u64) @ u64
    },
}

// # kind-two-fields: two fields of one event change
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
    /// About pages.
    pub pages: u16,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u64, //~ C0005 (accepted: u32; declared: u64) @ u64
    /// About pages.
    pub pages: u8, //~ C0005 (accepted: u16; declared: u8) @ u8
}

// # maybe: a field may be absent
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
    pub count: Option<u32>, //~ C0011 (accepted: required; declared: optional)
}

// # always: a field may no longer be absent
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Option<u32>,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32, //~ C0011 (accepted: optional; declared: required) @ u32
}

// # maybe-alias: an alias of an option
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
type Maybe<T> = Option<T>;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Maybe<u32>, //~ C0011 (accepted: required; declared: optional)
}

// # reused-key: the key of a removed field with another kind
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 3, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u64, //~ C0009
}

// # reused-key-alias: the key of a removed field with another kind behind an alias
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
type Count = u64;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 3, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count, //~ C0009 (accepted: u32; declared: u64)
}
