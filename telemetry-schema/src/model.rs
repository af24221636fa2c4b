//! The schema of one event.

use crate::{
    Date, DefinitionHash, Granularity, Kind, Privacy, Purpose, Rounding, SampleRate, Unit,
    audit::Limits,
};

/// One event's declaration.
#[derive(Debug, Clone, PartialEq)]
pub struct EventSchema {
    /// The part of the product; see [`names::check_event`](crate::names::check_event).
    pub feature: String,
    /// What happened; same form as the feature.
    pub action: String,
    /// The shape of the metadata, from 0 upward.
    pub version: i32,
    /// What happened, in a sentence for people.
    pub description: String,
    /// The team that answers for the event.
    pub owner: String,
    /// Why the event is collected.
    pub purpose: Purpose,
    /// The crate and type of the declaration; no part of the identity.
    pub declared_by: String,
    /// The fields in the order of the declaration, at most
    /// [`MAX_FIELDS`](crate::MAX_FIELDS).
    pub fields: Vec<FieldSchema>,
    /// The code tables of the fields of kind [`Kind::Enum`].
    pub enums: Vec<EnumSchema>,
    /// Whether others may rely on it.
    pub stability: Stability,
    /// The first day on which it is no longer recorded.
    pub expires: Option<Date>,
    /// How many of the events are recorded; none if every one is.
    pub sample_rate: Option<SampleRate>,
    /// What is charged for when this happens.
    pub billing: Option<Billing>,
    /// The event, as `feature.action`, that this one continues under a new name.
    pub renamed_from: Option<String>,
    /// The rules that are switched off for all fields of the event.
    pub waivers: Vec<Waiver>,
    /// Keys of fields that are declared and are no part of this build, because
    /// a `cfg` leaves them out.
    pub absent_keys: Vec<String>,
    /// Set if nobody compared the declaration with what was accepted, as when
    /// `cargo telemetry` builds to learn what there is to accept: then it is
    /// the hash of the declaration, its texts may have no reviews, and the
    /// event never leaves.
    pub unaccepted: Option<DefinitionHash>,
}

impl EventSchema {
    /// An event of which nothing is known but its names and its purpose.
    #[must_use]
    pub fn new(feature: impl Into<String>, action: impl Into<String>, purpose: Purpose) -> Self {
        Self {
            feature: feature.into(),
            action: action.into(),
            version: 0,
            description: String::new(),
            owner: String::new(),
            purpose,
            declared_by: String::new(),
            fields: Vec::new(),
            enums: Vec::new(),
            stability: Stability::default(),
            expires: None,
            sample_rate: None,
            billing: None,
            renamed_from: None,
            waivers: Vec::new(),
            absent_keys: Vec::new(),
            unaccepted: None,
        }
    }

    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&FieldSchema> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The codes that the field at this position can carry; empty if it is
    /// not an enum.
    pub fn codes(&self, position: usize) -> impl Iterator<Item = &EnumCode> {
        self.enums
            .iter()
            .filter(move |table| table.field as usize == position)
            .flat_map(|table| &table.codes)
    }

    /// Whether the event may leave together with an identity: its user or its
    /// interaction. Not if it has a text whose review does not say so.
    #[must_use]
    pub fn may_identify(&self) -> bool {
        self.fields.iter().filter_map(|field| field.review.as_ref()).all(|review| review.with_user)
    }

    /// The event as people write it: `search.resultsShown` is ambiguous when
    /// features have dots, so it is `(search, resultsShown)`.
    #[must_use]
    pub fn display_name(&self) -> String {
        format!("({}, {})", self.feature, self.action)
    }
}

/// Whether others may rely on an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum Stability {
    /// It changes only by the rules for changes.
    #[default]
    Stable = 1,
    /// It may be given up at any time; nobody should build on it.
    Experimental = 2,
}

impl Stability {
    /// Both, in the order of their codes.
    pub const ALL: [Self; 2] = [Self::Stable, Self::Experimental];

    /// The word in declarations: `stable` or `experimental`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Experimental => "experimental",
        }
    }

    /// The stability of this word, if there is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stability| stability.as_str() == word)
    }

    /// The code in a schema record.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The stability of this code, if there is one.
    #[must_use]
    pub fn from_code(code: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|stability| u64::from(stability.code()) == code)
    }
}

/// What is charged for when an event happens. Both are names of the form of
/// [`names::check_billing`](crate::names::check_billing).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Billing {
    /// The product.
    pub product: String,
    /// The kind of use.
    pub category: String,
}

/// A rule that a declaration switches off, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule's id, such as `T0009`.
    pub rule: String,
    /// The author's reason, for the reviewer.
    pub reason: String,
}

/// One field of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldSchema {
    /// The key of the value in the exported map.
    pub key: String,
    /// What the value means, in a sentence for people.
    pub description: String,
    /// Where the value may go.
    pub privacy: Privacy,
    /// What was declared.
    pub kind: Kind,
    /// The value may be absent.
    pub optional: bool,
    /// The unit; none for plain numbers.
    pub unit: Option<Unit>,
    /// How the number is made coarser before it leaves.
    pub granularity: Granularity,
    /// The review under which an audited text leaves; every audited text has
    /// one, and nothing else does.
    pub review: Option<TextReview>,
    /// The rules that are switched off for the field.
    pub waivers: Vec<Waiver>,
    /// The name in Rust, if it is not the key.
    pub name: Option<String>,
}

/// The decision under which an audited text leaves, as it was when the program
/// was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextReview {
    /// What the text may be.
    pub limits: Limits,
    /// Whether it may leave in one event with a user's identity.
    pub with_user: bool,
    /// The declaration that was reviewed.
    pub definition: DefinitionHash,
    /// Why the text may leave.
    pub reason: String,
    /// Who decided.
    pub reviewer: String,
    /// Where the review was held.
    pub link: String,
    /// The day of the decision.
    pub date: Date,
    /// The first day on which it no longer holds.
    pub expires: Date,
}

impl FieldSchema {
    /// Whether this double can have left as the value of the field. `codes` are
    /// those of its enum.
    #[must_use]
    pub fn can_carry(&self, value: f64, codes: &[i32]) -> bool {
        let possible = match self.granularity.rounding {
            // Rounding to the nearest can go beyond the largest integer.
            Rounding::Step(step) if self.kind.is_integer() => {
                let (low, high) = self.kind.range();
                let low = if low < 0.0 { low - step } else { 0.0 };
                (low..=high + step).contains(&value)
            }
            _ => self.kind.can_be(value, codes),
        };
        possible && self.granularity.can_give(value)
    }

    /// The name in Rust.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.key)
    }

    /// A field of which nothing is known but its key and what may be in it.
    #[must_use]
    pub fn new(key: impl Into<String>, privacy: Privacy, kind: Kind) -> Self {
        Self {
            key: key.into(),
            description: String::new(),
            privacy,
            kind,
            optional: false,
            unit: None,
            granularity: Granularity::EXACT,
            review: None,
            waivers: Vec::new(),
            name: None,
        }
    }
}

/// The names of an enum's codes, for one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumSchema {
    /// The position of the field, from 0.
    pub field: u32,
    /// The enum's name in the declaration.
    pub name: String,
    /// What the enum distinguishes.
    pub description: String,
    /// All codes that an event can carry.
    pub codes: Vec<EnumCode>,
}

/// One code of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumCode {
    /// The number on the wire, 1 to 2147483647.
    pub code: i32,
    /// The variant's name.
    pub name: String,
    /// What the code means.
    pub description: String,
}
