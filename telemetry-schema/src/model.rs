//! The schema of one event.

use crate::{Kind, Privacy, Purpose, Unit};

/// One event's declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl EventSchema {
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

    /// The event as people write it: `search.resultsShown` is ambiguous when
    /// features have dots, so it is `(search, resultsShown)`.
    #[must_use]
    pub fn display_name(&self) -> String {
        format!("({}, {})", self.feature, self.action)
    }
}

/// One field of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
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
