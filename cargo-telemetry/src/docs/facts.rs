//! What the pages for people say of an event and a field, in words.
//!
//! One wording for all pages: Markdown, the catalogue and the comments of the
//! tables. The words are plain text; each page escapes them for itself.

use telemetry_schema::{
    FieldSchema, Granularity, Kind, Privacy, Rounding, Stability, TextReview, Waiver,
    audit::Allowed,
    lock::{LockedEvent, LockedField, State},
};

/// What a reviewer asks of a field first: does it leave, and as what?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A number leaves as it was recorded.
    Exact,
    /// A number leaves, less exact than it was recorded.
    Coarse,
    /// A reviewed text leaves.
    TextLeaves,
    /// A text stays on the instance.
    TextStays,
}

impl Class {
    pub(super) fn of(field: &FieldSchema) -> Self {
        match field.privacy {
            Privacy::Private => Self::TextStays,
            Privacy::Audited => Self::TextLeaves,
            Privacy::Metadata if field.granularity.is_exact() => Self::Exact,
            Privacy::Metadata => Self::Coarse,
        }
    }

    /// The word by which the catalogue filters; begins with what it is.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Exact => "number-exact",
            Self::Coarse => "number-coarse",
            Self::TextLeaves => "text-leaves",
            Self::TextStays => "text-stays",
        }
    }
}

/// The event as a path: names have no slashes, so it names one event.
pub(super) fn path(event: &LockedEvent) -> String {
    format!("{}/{}", event.head.feature, event.head.action)
}

/// Whether it is recorded now, as one word.
pub(super) const fn state_word(state: &State) -> &'static str {
    match state {
        State::Live => "live",
        State::Removed => "removed",
        State::RenamedTo(_) => "renamed",
    }
}

/// Everything that holds for the event as a whole: a name and what it is.
pub(super) fn standing(event: &LockedEvent) -> Vec<(&'static str, String)> {
    let head = &event.head;
    let mut facts = vec![
        ("version", head.version.to_string()),
        ("purpose", head.purpose.as_str().to_owned()),
        ("owner", head.owner.clone()),
    ];
    match &event.state {
        State::Live => {}
        State::Removed => facts.push(("state", "removed: no longer recorded".to_owned())),
        State::RenamedTo(name) => facts.push(("state", format!("renamed, continued as {name}"))),
    }
    if head.stability == Stability::Experimental {
        facts.push(("stability", "experimental: it may be given up at any time".to_owned()));
    }
    let expiry = head.expires.map(|date| ("recorded until", format!("{date} (not included)")));
    facts.extend(expiry);
    facts.extend(head.sample_rate.map(|rate| ("sampled", rate.sentence())));
    let billing = head.billing.as_ref();
    facts.extend(billing.map(|it| ("billing", format!("{}, {}", it.product, it.category))));
    facts.extend(head.renamed_from.as_ref().map(|name| ("continues", name.clone())));
    if !event.schema().may_identify() {
        facts.push(("identity", "never leaves with a user or an interaction".to_owned()));
    }
    if !event.conditional_keys.is_empty() {
        facts.push(("declared for other targets or features", event.conditional_keys.join(", ")));
    }
    facts.extend(head.waivers.iter().map(|it| ("waives", waiver(it))));
    facts
}

fn waiver(waiver: &Waiver) -> String {
    format!("{}: {}", waiver.rule, waiver.reason)
}

/// What leaves of a field: `number: u32, in ms, rounded to multiples of 10`.
pub(super) fn leaves(field: &LockedField) -> String {
    let schema = &field.schema;
    let mut words = match Class::of(schema) {
        Class::TextStays => "text that stays on the instance".to_owned(),
        Class::TextLeaves => "text, audited".to_owned(),
        Class::Exact | Class::Coarse => as_number(field),
    };
    if schema.optional {
        words.push_str("; may be absent");
    }
    if let Some(version) = field.last_version {
        words.push_str(&format!("; removed after version {version}"));
    }
    for it in &schema.waivers {
        words.push_str(&format!("; waives {}", waiver(it)));
    }
    words
}

fn as_number(field: &LockedField) -> String {
    let table = field.table.as_ref().map(|table| table.name.as_str());
    let kind = match (field.schema.kind, table) {
        (Kind::Enum, Some(name)) => format!("code of {name}"),
        (Kind::Bool, _) => "bool, 0 or 1".to_owned(),
        (kind, _) => kind.to_string(),
    };
    let unit = field.schema.unit.map(|unit| format!(", in {unit}")).unwrap_or_default();
    let coarser = coarser(&field.schema.granularity);
    let inexact = if is_inexact(&field.schema) { "; beyond 2^53 the nearest double" } else { "" };
    format!("number: {kind}{unit}{coarser}{inexact}")
}

/// Whether an integer can leave as another one, because a double is what leaves.
fn is_inexact(field: &FieldSchema) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let (_, most) = field.kind.range();
    let most = field.granularity.max.map_or(most, |max| max.min(most));
    field.kind.is_integer() && most > EXACT
}

fn coarser(granularity: &Granularity) -> String {
    let mut words = match &granularity.rounding {
        Rounding::Exact => String::new(),
        Rounding::Step(step) => format!(", rounded to multiples of {step}"),
        Rounding::PowerOfTwo => ", rounded to powers of two".to_owned(),
        Rounding::Buckets(bounds) => {
            let bounds: Vec<_> = bounds.iter().map(ToString::to_string).collect();
            format!(", in buckets from {}", bounds.join(", "))
        }
    };
    if let Some(max) = granularity.max {
        words.push_str(&format!(", at most {max}"));
    }
    words
}

/// Which texts a review lets leave: a name and what it is.
pub(super) fn review(review: &TextReview) -> Vec<(&'static str, String)> {
    let (name, allowed) = match review.limits.allowed() {
        Allowed::Values(values) => ("one of", values.join(" · ")),
        Allowed::Pattern(pattern) => ("matches as a whole", pattern.clone()),
    };
    let company = if review.with_user { "may leave" } else { "never leaves" };
    vec![
        ("at most", format!("{} bytes", review.limits.max_bytes())),
        (name, allowed),
        ("beside a user or an interaction", company.to_owned()),
        ("reason", review.reason.clone()),
        ("reviewer", review.reviewer.clone()),
        ("reviewed", format!("{}, {}", review.date, review.link)),
        ("expires", review.expires.to_string()),
        ("definition", review.definition.to_string()),
    ]
}
