// # text-now-leaves: a text that stayed now leaves
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(private)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)] //~ C0023 (accepted: private; declared: audited) @ audited
    pub language: String,
}

// # text-for-number: a text in the place of a number
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language_code.
    pub language_code: u32,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown { //~ C0010 (accepted: u32)
    /// About language.
    #[telemetry(audited)] //~ C0023 (accepted: metadata; declared: audited)
    pub language: String,
}

// # text-under-number-key: a text under the key of a number
// === accepted
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    pub language: u32,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)] //~ C0023 (accepted: metadata; declared: audited)
    pub language: String, //~ C0005 (accepted: u32; declared: text)
}

// # text-stays: a text that left now stays
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(private)]
    pub language: String,
}

// # text-longer: a longer text
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 16; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)] //~ C0025 (accepted: 8 bytes; declared: 16 bytes) @ audited
    pub language: String,
}

// # text-shorter: a shorter text
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 4; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # value-added: a value more
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust", "zig"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)] //~ C0025 (accepted: go, rust; declared: go, rust, zig)
    pub language: String,
}

// # value-removed: a value less
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # values-reordered: the values in another order
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["rust", "go"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # list-to-pattern: a list becomes a pattern
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; pattern = "[a-z]{2,4}"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)] //~ C0025
    pub language: String,
}

// # pattern-wider: a wider pattern
// === accepted
//= language | max_bytes = 8; pattern = "v[0-9]{1,3}"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; pattern = "v[0-9a-f]{1,3}"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)] //~ C0025 (accepted: v[0-9]{1,3}; declared: v[0-9a-f]{1,3})
    pub language: String,
}

// # pattern-narrower: a narrower pattern
// === accepted
//= language | max_bytes = 8; pattern = "v[0-9a-f]{1,3}"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; pattern = "v[0-9]{1,3}"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # pattern-to-list: a pattern becomes a list of what it took
// === accepted
//= language | max_bytes = 8; pattern = "v[0-9]{1,3}"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["v1", "v2"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # text-with-identity: a text leaves with an identity
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]; with_user = false
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]; with_user = true
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)] //~ C0029 (accepted: false; declared: true) @ audited
    pub language: String,
}

// # text-without-identity: a text no longer leaves with an identity
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]; with_user = false
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # identity-by-removal: the text that kept the identity away is removed
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]; with_user = false
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
    /// How many there were.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 2, owner = "search-team", purpose = "support")]
pub struct Shown { //~ C0010 //~ C0029
    /// How many there were.
    pub count: u32,
}

// # review-longer: a review that holds for longer
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]; expires = "2027-06-01"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]; expires = "2027-09-01"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)] //~ C0032 (accepted: 2027-06-01; declared: 2027-09-01) @ audited
    pub language: String,
}

// # review-shorter: a review that holds for a shorter time
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]; expires = "2027-09-01"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]; expires = "2027-06-01"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # review-words: another reviewer on another day, with another reason
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]; reviewer = "bob@example.com"; date = "2026-02-01"; reason = "Still a list."; link = "elsewhere"
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # review-of-edited: an edited declaration that was reviewed again
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "web-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
}

// # code-added-beside-text: an enum gets a code beside a reviewed text
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
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
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// About language.
    #[telemetry(audited)]
    pub language: String,
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

// # text-beside-cfg-off: a text beside a field that this build leaves out, with a review of this build
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// The language.
    #[telemetry(audited)]
    pub language: String,
    /// How many.
    pub count: u32,
}
// === now
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// The language.
    #[telemetry(audited)]
    pub language: String,
    /// How many.
    #[cfg(windows)]
    pub count: u32,
}

// # text-cfg-off: a text that this build leaves out
// === accepted
//= language | max_bytes = 8; values = ["go", "rust"]
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// The language.
    #[telemetry(audited)]
    pub language: String,
    /// How many.
    pub count: u32,
}
// === now
/// Results were shown.
#[telemetry_event(feature = "_", action = "shown", version = 1, owner = "search-team", purpose = "support")]
pub struct Shown {
    /// The language.
    #[telemetry(audited)]
    #[cfg(windows)]
    pub language: String,
    /// How many.
    pub count: u32,
}
