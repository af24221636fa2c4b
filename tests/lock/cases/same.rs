// # same-alias: an alias of the same type
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
type Count = u32;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}

// # same-alias-chain: an alias of an alias of the same type
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
type Inner = u32;
type Count = Inner;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}

// # same-no-alias: the type in the place of its alias
// === accepted
type Count = u32;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # same-use-as: the same type under an imported name
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
use std::primitive::u32 as Count;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}

// # same-path: the same type by its path
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
    pub count: ::core::primitive::u32,
}

// # same-associated: an associated type that is the same
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
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

// # same-cfg-alias: an alias whose other half this build leaves out
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
#[cfg(windows)]
type Count = u64;
#[cfg(not(windows))]
type Count = u32;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Count,
}

// # same-nonzero: a number that is never zero
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
    pub count: std::num::NonZero<u32>,
}

// # same-nonzero-back: a number that may be zero
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: std::num::NonZeroU32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # same-option-alias: an alias of the same option
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Option<u32>,
}
// === now
type Maybe = Option<u32>;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Maybe,
}

// # same-option-path: the same option by its path
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
    pub count: std::option::Option<u32>,
}

// # same-generic: an alias with a parameter
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
type Same<T> = T;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: Same<u32>,
}

// # same-duration: an alias of a duration
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(unit = "ms")]
    pub latency: std::time::Duration,
}
// === now
use std::time::Duration as Latency;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(unit = "ms")]
    pub latency: Latency,
}

// # same-enum-alias: an alias of the same enum
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub cause: Cause,
}

/// Why.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was slow.
    Slow = 1,
}
// === now
type Reason = Cause;

/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub cause: Reason,
}

/// Why.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was slow.
    Slow = 1,
}

// # same-key-written: the key is written, as it was
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
    pub count: u32,
}

// # same-raw-name: a raw name is the same name
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
    pub r#count: u32,
}

// # same-step: a step written with a fraction
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(round = 10)]
    pub count: f64,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    #[telemetry(round = 10.0)]
    pub count: f64,
}

// # same-from-macro: a declaration that a macro writes
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
macro_rules! shown {
    ($ty:ty) => {
        /// Results were shown.
        #[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
        pub struct Shown {
            /// How many there were.
            pub count: $ty,
        }
    };
}

shown!(u32);

// # kind-from-macro: another kind in a declaration that a macro writes
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
macro_rules! shown {
    ($ty:ty) => {
        /// Results were shown.
        #[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
        pub struct Shown {
            /// How many there were.
            pub count: $ty, //~ C0005 (accepted: u32; declared: u64) @ $ty
        }
    };
}

shown!(u64);

// # kind-in-function: another kind in a declaration within a function
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
pub fn search() {
    /// Results were shown.
    #[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
    pub struct Shown {
        /// How many there were.
        pub count: u64, //~ C0005 (accepted: u32; declared: u64)
    }
}
