// # purpose: another purpose
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "security")] //~ C0031 (accepted: support; declared: security) @ "security"
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # expiry-later: a later expiry
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", expires = "2027-01-01")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", expires = "2028-01-01")] //~ C0032 (accepted: 2027-01-01; declared: 2028-01-01) @ "2028-01-01"
pub struct Shown;

// # expiry-removed: no expiry any more
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", expires = "2027-01-01")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown; //~ C0032 (accepted: 2027-01-01; declared: none)

// # expiry-earlier: an earlier expiry
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", expires = "2028-01-01")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", expires = "2027-01-01")]
pub struct Shown;

// # expiry-added: an expiry where there was none
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", expires = "2027-01-01")]
pub struct Shown;

// # billing-added: something is charged for
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", billing(product = "search", category = "query"))] //~ C0038 (accepted: none; declared: search/query)
pub struct Shown;

// # billing-changed: something else is charged for
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", billing(product = "search", category = "query"))]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", billing(product = "search", category = "page"))] //~ C0038 (accepted: search/query; declared: search/page)
pub struct Shown;

// # billing-removed: nothing is charged for any more
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", billing(product = "search", category = "query"))]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown; //~ C0038 (accepted: search/query; declared: none)

// # stability-lowered: a stable event becomes experimental
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", stability = "experimental")] //~ C0021 (accepted: stable; declared: experimental) @ "experimental"
pub struct Shown;

// # stability-raised: an experimental event becomes stable
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", stability = "experimental")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;

// # waiver-widened: a rule is switched off for all fields where it was for one
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About token.
    #[telemetry(allow(T0009, reason = "A count."))]
    pub token: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", allow(T0009, reason = "A count."))] //~ C0034 (declared: T0009) @ T0009
pub struct Shown {
    /// About token.
    pub token: u32,
}

// # waiver-narrowed: a rule is switched off for one field where it was for all
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", allow(T0009, reason = "A count."))]
pub struct Shown {
    /// About token.
    pub token: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About token.
    #[telemetry(allow(T0009, reason = "A count."))]
    pub token: u32,
}

// # waiver-reason: another reason of a waiver
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About token.
    #[telemetry(allow(T0009, reason = "A count."))]
    pub token: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About token.
    #[telemetry(allow(T0009, reason = "Of the parser."))]
    pub token: u32,
}

// # owner: another owner
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "web-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}

// # described: other words for event and field
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many there were.
    pub count: u32,
}
// === now
/// The results of a search were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// How many results there were.
    pub count: u32,
}

// # purpose-of-feature: another purpose of all events of a feature
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
#[telemetry_event(feature = "_", owner = "search-team", purpose = "security")] //~ C0031 (accepted: support; declared: security) @ "security"
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
}

// # purpose-moved: the same purpose, written at the event
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
#[telemetry_event(feature = "_", owner = "search-team")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1, purpose = "support")]
    Shown,
}

// # purpose-of-event: another purpose of one event of a feature
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
    /// It failed.
    #[telemetry(action = "failed", version = 1)]
    Failed,
}
// === now
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1, purpose = "security")] //~ C0031 @ "security"
    Shown,
    /// It failed.
    #[telemetry(action = "failed", version = 1)]
    Failed,
}

// # variant-cfg-off: an event of a feature that this build leaves out
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
    /// It failed.
    #[telemetry(action = "failed", version = 1)]
    Failed,
}
// === now
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
    #[cfg(windows)]
    /// It failed.
    #[telemetry(action = "failed", version = 1)]
    Failed,
}

// # feature-described: the feature is described in other words
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
}
// === now
/// All about searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support")]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
}

// # sample-raised: a higher rate
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 0.1)]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 0.25)] //~ C0043 (accepted: 1 of 10; declared: 1 of 4) @ 0.25
pub struct Shown;

// # sample-removed: no rate any more
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 0.1)]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown; //~ C0043 (accepted: 1 of 10; declared: every one)

// # sample-of-one: every event, in words
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 0.1)]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 1)] //~ C0043 (accepted: 1 of 10; declared: every one) @ 1
pub struct Shown;

// # sample-lowered: a lower rate
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 0.1)]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 0.01)]
pub struct Shown;

// # sample-added: a rate where every event was recorded
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 0.5)]
pub struct Shown;

// # sample-respelled: the same rate, written differently
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 0.1)]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 1e-1)]
pub struct Shown;

// # sample-of-every-one: every event, said and not said
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown;
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support", sample = 1.0)]
pub struct Shown;

// # sample-of-feature: a higher rate of the feature
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support", sample = 0.1)]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
}
// === now
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support", sample = 0.5)] //~ C0043 (accepted: 1 of 10; declared: 1 of 2) @ 0.5
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
}

// # sample-of-event: a higher rate of one event of a feature
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support", sample = 0.1)]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1)]
    Shown,
}
// === now
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support", sample = 0.1)]
pub enum Search {
    /// Results were shown.
    #[telemetry(action = "shown", version = 1, sample = 0.5)] //~ C0043 (accepted: 1 of 10; declared: 1 of 2) @ 0.5
    Shown,
}

// # sample-moved: the same rate, written at the event
// === accepted
/// Searching.
#[telemetry_event(feature = "_", owner = "search-team", purpose = "support", sample = 0.1)]
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
    #[telemetry(action = "shown", version = 1, sample = 0.1)]
    Shown,
}
