// # event-added: another event
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
    pub count: u32,
}

/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed;

// # event-absent: an event that this build does not contain
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # event-cfg-off: an event behind a feature that is off
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

#[cfg(windows)]
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed;

// # event-renamed: an event under another name
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")] //~ C0019 @ "_.shown"
pub struct Displayed {
    /// How many there were.
    pub count: u32,
}

// # event-moved: an event in another feature
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_.more", action = "shown", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")] //~ C0019
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # event-renamed-kind: an event under another name with another kind
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")] //~ C0019
pub struct Displayed {
    /// How many there were.
    pub count: u64, //~ C0005 (accepted: u32; declared: u64)
}

// # event-renamed-alias: an event under another name with another kind behind an alias, once accepted
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")]
pub struct Displayed {
    /// How many there were.
    pub count: u32,
}
// === now
type Count = u64;

/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")]
pub struct Displayed {
    /// How many there were.
    pub count: Count, //~ C0005 (accepted: u32; declared: u64)
}

// # renamed-from-nothing: an event continues one that never was
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
    pub count: u32,
}

/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.missing")] //~ C0020 (accepted: _.missing) @ "_.missing"
pub struct Displayed;

// # renamed-from-removed: an event continues one that was removed
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === removed shown
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")] //~ C0020
pub struct Displayed {
    /// How many there were.
    pub count: u32,
}

// # renamed-from-itself: an event continues itself
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")] //~ T0003
pub struct Shown;

// # renamed-from-accepted: an accepted event becomes the continuation of another
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;

/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed;
// === now
/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")] //~ C0020
pub struct Failed;

// # renamed-from-declared: an event continues one that is still declared
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
}
// === now
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
    /// Results were shown.
    #[telemetry(action = "displayed", version = 1, renamed_from = "_.shown")] //~ C0020
    Displayed,
}

// # renamed-twice: two events continue one
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
}
// === now
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "displayed", version = 1, renamed_from = "_.shown")] //~ C0020
    Displayed,
    /// Results were shown.
    #[telemetry(action = "painted", version = 1, renamed_from = "_.shown")] //~ C0020
    Painted,
}

// # renamed-circle: two events continue each other
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;

/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support")]
pub struct Failed;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.failed")] //~ C0020
pub struct Shown;

/// It failed.
#[telemetry_event(feature = "_", action = "failed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")] //~ C0020
pub struct Failed;

// # renamed-chain: a second rename that names the first name
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")]
pub struct Displayed {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "painted", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")] //~ C0019
pub struct Painted {
    /// How many there were.
    pub count: u32,
}

// # renamed-accepted: a renamed event that was accepted, with and without its old name
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")]
pub struct Displayed {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support")]
pub struct Displayed {
    /// How many there were.
    pub count: u32,
}

// # renamed-old-name: the old name of a renamed event is declared again
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "displayed", version = 1, owner = "search-team", purpose = "support", renamed_from = "_.shown")]
pub struct Displayed {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")] //~ C0017 @ "shown"
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # removed-again: a removed event as it was
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === removed shown
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")] //~ C0018 @ "shown"
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # removed-other: a removed event with another meaning
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === removed shown
// === now
/// The page was opened.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")] //~ C0017 (accepted: Results were shown.; declared: The page was opened.) @ "shown"
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # spelling-case: the action with another case
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "resultsShown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "resultsshown", version = 1, owner = "search-team", purpose = "support")] //~ C0039 (accepted: (_, resultsShown); declared: (_, resultsshown)) @ "resultsshown"
pub struct Shown;

// # spelling-dash: the action with a dash
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "resultsShown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "results-shown", version = 1, owner = "search-team", purpose = "support")] //~ C0039
pub struct Shown;

// # spelling-feature: the feature with dots
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_dotted", action = "shown", version = 1, owner = "search-team", purpose = "support")] //~ C0039
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # spelling-removed: the names of a removed event in another spelling
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "resultsShown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;
// === removed resultsShown
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "results-shown", version = 1, owner = "search-team", purpose = "support")] //~ C0039
pub struct Shown;

// # type-renamed: another name of the type in Rust
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
pub struct ResultsShown {
    /// How many there were.
    pub count: u32,
}

// # struct-to-enum: a variant in the place of a struct
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
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

// # enum-to-struct: a struct in the place of a variant
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
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # module-moved: the event in a module of the module
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
pub mod inner {
    use telemetry_core::telemetry_event;

    /// Results were shown.
    #[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
    pub struct Shown {
        /// How many there were.
        pub count: u32,
    }
}

// # white-space: another layout, and comments
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(
    feature = "_",
    action = "shown",
    version = 1,
    owner = "search-team",
    purpose = "support",
)]
#[derive(Debug)]
pub struct Shown {
    // Nothing to say.

    /// How many there were.
    pub   count  :  u32
}

// # attribute-lines: what is wrong is shown at its line of a long attribute
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(
    feature = "_",
    action = "shown",
    version = 0, //~ C0003 (accepted: 1; declared: 0) @ 0
    owner = "search-team",
    purpose = "billing", //~ C0031 (accepted: support; declared: billing) @ "billing"
)]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
