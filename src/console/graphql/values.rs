//! The values of an event beside what is known of them, as GraphQL types. What
//! is known is the reading's business; here it only gets its names.

use async_graphql::{Enum, SimpleObject};
use telemetry_schema::{EventSchema, SampleRate, TextReview, audit::Allowed, lock::State};

use super::scalars::JsonValue;
use crate::{
    console::reading::{Class, Reading, ValueRow, rounding},
    declarations::{KnownEvent, Standing},
};

/// What is known of an event as a whole.
#[derive(SimpleObject)]
#[graphql(name = "TelemetryDeclaration")]
pub(super) struct Declaration {
    /// What happened, in a sentence.
    description: String,
    /// The team that answers for the event.
    owner: String,
    /// Why the event is collected.
    purpose: &'static str,
    /// The share of events that is recorded now; null if every one is.
    sample_rate: Option<f64>,
    /// How the version that recorded the event stands to what is known.
    standing: VersionStanding,
    /// The newest version that is known.
    newest_version: i32,
    /// Whether nothing records the event under this name any more.
    removed: bool,
    /// The event, as feature.action, as which a renamed one goes on.
    continues_as: Option<String>,
    /// The crate and type of the declaration; null if a lock says what is known.
    declared_by: Option<String>,
}

/// How the version of an event stands to what is known.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "TelemetryVersionStanding")]
enum VersionStanding {
    /// The version that is declared.
    Current,
    /// An older one; what was removed since is known.
    Older,
    /// An older one; what was removed since is unknown, for want of a lock.
    OlderUnlocked,
    /// A newer one.
    Newer,
}

/// Where a value may go.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "TelemetryClass")]
enum ValueClass {
    /// A number, which may leave.
    Metadata,
    /// A text that may leave under a review.
    Audited,
    /// Stays on this instance.
    Private,
}

/// One value of an event, or a declared one that is absent, with what is known
/// of it for the version that recorded the event.
#[derive(SimpleObject)]
#[graphql(name = "TelemetryValue")]
pub(super) struct Value {
    /// The key.
    key: String,
    /// The value; null when it is absent.
    value: Option<JsonValue>,
    /// Where it may go.
    class: ValueClass,
    /// Whether it is declared; if not, nothing else is known of it.
    declared: bool,
    /// What it means.
    description: Option<String>,
    /// The unit's symbol.
    unit: Option<&'static str>,
    /// The kind that is declared, such as u32 or duration.
    kind: Option<&'static str>,
    /// The team that answers for it.
    owner: Option<String>,
    /// How the number is made coarser before it leaves, in sentences.
    rounding: Vec<String>,
    /// The name of an enum's code, or of a truth value.
    code: Option<Code>,
    /// The review under which a text leaves.
    review: Option<Review>,
    /// Of a value that was removed since: the last version that had it.
    last_version: Option<i32>,
    /// What else has to be known to read it.
    note: Option<String>,
}

/// The name of a code.
#[derive(SimpleObject)]
#[graphql(name = "TelemetryCode")]
struct Code {
    /// The name.
    name: String,
    /// What it means.
    description: String,
}

/// The decision under which a text leaves.
#[derive(SimpleObject)]
#[graphql(name = "TelemetryReview")]
struct Review {
    /// Who decided.
    reviewer: String,
    /// Where the review was held.
    link: String,
    /// Why the text may leave.
    reason: String,
    /// The day of the decision.
    date: String,
    /// The first day on which it no longer holds.
    expires: String,
    /// The most bytes of the text.
    max_bytes: i32,
    /// The texts that are allowed, if they are listed.
    values: Option<Vec<String>>,
    /// The pattern that a text matches as a whole, if there is one.
    pattern: Option<String>,
    /// Whether it may leave beside a user or an interaction.
    with_user: bool,
}

impl Declaration {
    pub(super) fn of(reading: &Reading<'_>) -> Option<Self> {
        let (known, standing) = (reading.known?, reading.standing()?);
        let head = known.head();
        Some(Self {
            description: head.description.clone(),
            owner: head.owner.clone(),
            purpose: head.purpose.as_str(),
            sample_rate: head.sample_rate.map(SampleRate::get),
            standing: standing.into(),
            newest_version: known.version(),
            removed: *known.state() != State::Live,
            continues_as: continues_as(known),
            declared_by: Some(head.declared_by.clone()).filter(|it| !it.is_empty()),
        })
    }
}

fn continues_as(known: &KnownEvent) -> Option<String> {
    match known.state() {
        State::RenamedTo(name) => Some(name.clone()),
        State::Live | State::Removed => None,
    }
}

impl From<Standing> for VersionStanding {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Current => Self::Current,
            Standing::Older => Self::Older,
            Standing::OlderUnlocked => Self::OlderUnlocked,
            Standing::Newer => Self::Newer,
        }
    }
}

impl From<Class> for ValueClass {
    fn from(class: Class) -> Self {
        match class {
            Class::Number => Self::Metadata,
            Class::Audited => Self::Audited,
            Class::Private => Self::Private,
        }
    }
}

/// Every value of the event.
pub(super) fn values(reading: &Reading<'_>) -> Vec<Value> {
    reading.rows().map(|row| value(row, reading.head())).collect()
}

fn value(row: &ValueRow<'_>, head: Option<&EventSchema>) -> Value {
    let field = row.field.map(|field| &field.schema);
    let review = field.filter(|_| row.class == Class::Audited).and_then(|it| it.review.as_ref());
    let code = |(name, description): (&str, &str)| Code {
        name: name.to_owned(),
        description: description.to_owned(),
    };
    Value {
        key: row.key.clone(),
        value: row.value.clone().map(JsonValue::from_json),
        class: row.class.into(),
        declared: field.is_some(),
        description: field.map(|field| field.description.clone()),
        unit: field.and_then(|field| field.unit).map(telemetry_schema::Unit::symbol),
        kind: field.map(|field| field.kind.as_str()),
        owner: head.filter(|_| field.is_some()).map(|head| head.owner.clone()),
        rounding: field.map(rounding).unwrap_or_default(),
        code: row.code.map(code),
        review: review.map(review_of),
        last_version: row.field.and_then(|field| field.last_version),
        note: row.note(),
    }
}

fn review_of(review: &TextReview) -> Review {
    let (values, pattern) = match review.limits.allowed() {
        Allowed::Values(values) => (Some(values.clone()), None),
        Allowed::Pattern(pattern) => (None, Some(pattern.clone())),
    };
    Review {
        reviewer: review.reviewer.clone(),
        link: review.link.clone(),
        reason: review.reason.clone(),
        date: review.date.to_string(),
        expires: review.expires.to_string(),
        max_bytes: i32::try_from(review.limits.max_bytes()).unwrap_or(i32::MAX),
        values,
        pattern,
        with_user: review.with_user,
    }
}
