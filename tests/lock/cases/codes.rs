// # code-renumbered: a code gets another number
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0012 (accepted: Denied = 2; declared: Denied = 3) @ Cause
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 3,
}

// # codes-swapped: two codes exchange their numbers
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0012
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 2,
    /// It was Denied.
    Denied = 1,
}

// # code-given-away: the number of a code gets another meaning
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0012 (accepted: Timeout = 1; declared: Offline = 1)
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Offline.
    Offline = 1,
    /// It was Denied.
    Denied = 2,
}

// # codes-shifted: a new code in the middle shifts the others
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0012
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Offline.
    Offline = 2,
    /// It was Denied.
    Denied = 3,
}

// # code-renamed: a code is described in the same words under another name
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It took too long.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0014 (accepted: Timeout = 1; declared: TooSlow = 1)
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It took too long.
    TooSlow = 1,
    /// It was Denied.
    Denied = 2,
}

// # code-removed: a code less
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0015 (accepted: Denied = 2)
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
}

// # code-tombstone-reused: the number of a removed code gets another meaning
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
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
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0012 (accepted: Denied = 2; declared: Offline = 2)
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Offline.
    Offline = 2,
}

// # code-back-elsewhere: a removed code comes back under another number
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
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
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0012 (accepted: Denied = 2; declared: Denied = 3)
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 3,
}

// # enum-exchanged: the field has another enum
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Engine, //~ C0012
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Engine {
    /// It was Indexed.
    Indexed = 1,
    /// It was Unindexed.
    Unindexed = 2,
}

// # enum-shared: an enum of two events changes in both
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}

/// It was stopped.
#[telemetry_event(feature = "_", action = "stopped", version = 1, owner = "search-team", purpose = "support")]
pub struct Stopped {
    /// About cause.
    pub cause: Cause,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause, //~ C0012
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 2,
    /// It was Denied.
    Denied = 1,
}

/// It was stopped.
#[telemetry_event(feature = "_", action = "stopped", version = 1, owner = "search-team", purpose = "support")]
pub struct Stopped {
    /// About cause.
    pub cause: Cause, //~ C0012
}

// # enum-alias: an alias that is another enum
// === accepted
type Reason = Cause;

/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Reason,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
type Reason = Engine;

/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Reason, //~ C0012
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Engine {
    /// It was Indexed.
    Indexed = 1,
    /// It was Unindexed.
    Unindexed = 2,
}

// # code-added: a code more
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
    /// It was Offline.
    Offline = 3,
}

// # code-again: a removed code as it was
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
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
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}

// # codes-reordered: the codes in another order
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Denied.
    Denied = 2,
    /// It was Timeout.
    Timeout = 1,
}

// # enum-type-renamed: the enum has another name in Rust
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: FailureCause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum FailureCause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}

// # code-described: a code and the enum are described in other words
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It was Timeout.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// About cause.
    pub cause: Cause,
}

/// Why it did not work.
#[derive(MetadataValue)]
pub enum Cause {
    /// It took more than ten seconds.
    Timeout = 1,
    /// It was Denied.
    Denied = 2,
}

// # code-cfg-off: a code that this build leaves out, which the derive does not see
// === accepted
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// Why.
    pub cause: Cause,
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It took too long.
    Timeout = 1,
    /// It was not allowed.
    Denied = 2,
}
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed {
    /// Why.
    pub cause: Cause, //~ C0015 (accepted: Denied = 2)
}

/// Why it failed.
#[derive(MetadataValue)]
pub enum Cause {
    /// It took too long.
    Timeout = 1,
    /// It was not allowed.
    #[cfg(windows)]
    Denied = 2,
}
