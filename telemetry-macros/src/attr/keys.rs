//! Every key of `#[telemetry(…)]`: the places that take it, how it is written
//! and the rule that its value serves.

use syn::Ident;
use telemetry_schema::{
    nearest,
    rules::{self, Rule},
};

use super::{backticked, did_you_mean};
use crate::mark::MARK;

/// Where an attribute stands, which decides the keys that it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Struct,
    Enum,
    Variant,
    Field,
    ValueEnum,
    Code,
    Flag,
    Client,
}

use Place::{Client, Enum, Field, Flag, Struct, ValueEnum, Variant};

pub(super) struct Key {
    pub(super) name: &'static str,
    places: &'static [Place],
    pub(super) example: &'static str,
    /// Broken by a value that cannot be read.
    pub(super) rule: &'static Rule,
}

const fn key(
    name: &'static str,
    places: &'static [Place],
    example: &'static str,
    rule: &'static Rule,
) -> Key {
    Key { name, places, example, rule }
}

const EVENT: &[Place] = &[Struct, Variant];
const SHARED: &[Place] = &[Struct, Enum, Variant];
const WAIVABLE: &[Place] = &[Struct, Variant, Field];
const ROOTED: &[Place] = &[Struct, Enum, ValueEnum, Flag, Client];

const KEYS: [Key; 21] = [
    key("name", &[Flag, Client], "name = \"fast-index\"", rules::NAME),
    key("feature", &[Struct, Enum], "feature = \"search\"", rules::NAME),
    key("action", EVENT, "action = \"resultsShown\"", rules::NAME),
    key("version", EVENT, "version = 1", rules::ATTRIBUTE),
    key("owner", SHARED, "owner = \"search-team\"", rules::OWNER_AND_PURPOSE),
    key("purpose", SHARED, "purpose = \"reliability\"", rules::OWNER_AND_PURPOSE),
    key("stability", SHARED, "stability = \"experimental\"", rules::ATTRIBUTE),
    key("expires", SHARED, "expires = \"2027-06-30\"", rules::ATTRIBUTE),
    key("sample", SHARED, "sample = 0.1", rules::ATTRIBUTE),
    key("billing", EVENT, "billing(product = \"search\", category = \"queries\")", rules::NAME),
    key("renamed_from", EVENT, "renamed_from = \"search.shown\"", rules::NAME),
    key("crate", ROOTED, "crate = my_facade::telemetry_core", rules::ATTRIBUTE),
    key("key", &[Field], "key = \"resultCount\"", rules::KEY),
    key("unit", &[Field], "unit = \"ms\"", rules::UNIT),
    key("round", &[Field], "round = 10", rules::GRANULARITY),
    key("buckets", &[Field], "buckets = [0, 10, 100]", rules::GRANULARITY),
    key("max", &[Field], "max = 1000", rules::GRANULARITY),
    key("private", &[Field], "private", rules::ATTRIBUTE),
    key("audited", &[Field], "audited", rules::ATTRIBUTE),
    key(MARK, SHARED, MARK, rules::SEALED),
    key("allow", WAIVABLE, "allow(T0009, reason = \"…\")", rules::WAIVER),
];

/// The row of a key; only names from the table are asked for.
pub(super) fn row(name: &str) -> &'static Key {
    KEYS.iter().find(|key| key.name == name).unwrap_or(&KEYS[0])
}

impl Place {
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Struct => "a struct",
            Self::Enum => "an enum of actions",
            Self::Variant => "a variant",
            Self::Field => "a field",
            Self::ValueEnum => "an enum of values",
            Self::Code => "the variant of an enum of values",
            Self::Flag => "a feature flag",
            Self::Client => "a client",
        }
    }

    /// What is said of `#[telemetry]` and `#[telemetry = …]`.
    pub(super) fn expected_list(self) -> String {
        match self.keys().last() {
            Some(key) => {
                format!("expected a list; write `#[telemetry({})]`, or remove it", row(key).example)
            }
            None => format!("{} takes no keys; remove it", self.noun()),
        }
    }

    /// What is said of an entry that does not begin with a name.
    pub(super) fn expected_key(self) -> String {
        match self.keys().next() {
            Some(key) => format!("expected a key and its value; write `{}`", row(key).example),
            None => format!("{} takes no keys; remove it", self.noun()),
        }
    }

    /// The keys for people; the mark is not theirs to write.
    fn keys(self) -> impl Iterator<Item = &'static str> {
        let here = move |key: &&Key| key.places.contains(&self) && key.name != MARK;
        KEYS.iter().filter(here).map(|key| key.name)
    }
}

/// A key that a place does not take.
pub(super) struct UnknownKey {
    pub(super) message: String,
    pub(super) rule: &'static Rule,
    /// The key that was probably meant; nobody has to miss it.
    pub(super) meant: Option<&'static str>,
}

pub(super) fn known_key(name: &Ident, place: Place) -> Result<&'static str, UnknownKey> {
    let written = name.to_string();
    let Some(key) = KEYS.iter().find(|key| key.name == written) else {
        if written == "flatten" {
            return Err(flattened());
        }
        let meant = nearest(&written, place.keys());
        let hint = did_you_mean(meant);
        let listed = match backticked(place.keys()) {
            none if none.is_empty() => format!("{} takes no keys; remove it", place.noun()),
            keys => format!("{} takes {keys}", place.noun()),
        };
        return Err(UnknownKey {
            message: format!("unknown key `{written}`; {hint}{listed}"),
            rule: rules::ATTRIBUTE,
            meant,
        });
    };
    if key.places.contains(&place) {
        return Ok(key.name);
    }
    let elsewhere: Vec<&str> = key.places.iter().map(|place| place.noun()).collect();
    let message = format!(
        "`{written}` does not belong on {}; it belongs on {}",
        place.noun(),
        one_of(&elsewhere)
    );
    Err(UnknownKey { message, rule: rules::ATTRIBUTE, meant: None })
}

/// `a`, `a or b`, `a, b or c`.
fn one_of(words: &[&str]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => words.concat(),
    }
}

/// Known from other derives, and never to be had here.
fn flattened() -> UnknownKey {
    UnknownKey {
        message: "a flattened field would bring keys that nobody reviewed with this event; \
                  declare each number as a field of its own"
            .to_owned(),
        rule: rules::DYNAMIC_KEYS,
        meant: None,
    }
}
