//! One event of the lock: what is recorded now, and what was once.

use crate::{EnumCode, EnumSchema, EventSchema, FieldSchema, Privacy};

/// One event as it was accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct LockedEvent {
    /// Everything but the fields and their codes, which are empty here. Of a
    /// removed event it is what was accepted last.
    pub head: EventSchema,
    /// Every field that the event ever had, by ascending number.
    pub fields: Vec<LockedField>,
    /// Keys that are declared but were in no build that was accepted.
    pub conditional_keys: Vec<String>,
    /// The number of the next new field; larger than all that were given.
    pub next_number: u32,
    /// Whether the event is still recorded.
    pub state: State,
}

/// Whether an event is still recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is.
    Live,
    /// It is not; what was recorded stays readable.
    Removed,
    /// Its series goes on as this event, `feature.action`.
    RenamedTo(String),
}

/// One field with its number, by which tables know it.
#[derive(Debug, Clone, PartialEq)]
pub struct LockedField {
    /// The number of the protobuf field, from 1; never given to another key.
    pub number: u32,
    /// What was declared, when the field was there last.
    pub schema: FieldSchema,
    /// The codes, of an enum.
    pub table: Option<LockedTable>,
    /// Of a removed field: the last version of the event that had it.
    pub last_version: Option<i32>,
}

/// The codes of a field, with those that it once had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedTable {
    /// The enum's name in Rust.
    pub name: String,
    /// What it distinguishes.
    pub description: String,
    /// The codes in ascending order.
    pub codes: Vec<LockedCode>,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedCode {
    /// What was declared, when the code was there last.
    pub code: EnumCode,
    /// Of a removed code: the last version of the event that had it.
    pub last_version: Option<i32>,
}

impl LockedEvent {
    /// The event as it is recorded now, its fields in the order of their
    /// numbers and its codes in ascending order.
    #[must_use]
    pub fn schema(&self) -> EventSchema {
        let mut schema = self.head.clone();
        schema.absent_keys.clone_from(&self.conditional_keys);
        for field in self.live_fields() {
            if let Some(table) = &field.table {
                // At most 64 fields are live.
                schema.enums.push(table.live(schema.fields.len() as u32));
            }
            schema.fields.push(field.schema.clone());
        }
        schema
    }

    /// The fields that are recorded now.
    pub fn live_fields(&self) -> impl Iterator<Item = &LockedField> {
        self.fields.iter().filter(|field| field.is_live())
    }

    /// The field of this key, removed or not.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&LockedField> {
        self.fields.iter().find(|field| field.schema.key == key)
    }

    /// The event as `feature.action`.
    #[must_use]
    pub fn dotted_name(&self) -> String {
        format!("{}.{}", self.head.feature, self.head.action)
    }

    /// Whether an accepted event may leave with an identity; see
    /// [`EventSchema::may_identify`].
    pub(crate) fn may_identify(&self) -> bool {
        self.live_fields()
            .filter_map(|field| field.schema.review.as_ref())
            .all(|review| review.with_user)
    }
}

impl LockedField {
    /// Whether the field is recorded now.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.last_version.is_none()
    }

    /// Whether the value is text, here and on the wire.
    pub(crate) fn is_text(&self) -> bool {
        self.schema.privacy != Privacy::Metadata
    }
}

impl LockedTable {
    /// The codes that are recorded now, as the table of the field at this
    /// position.
    #[must_use]
    pub fn live(&self, field: u32) -> EnumSchema {
        let live = self.codes.iter().filter(|code| code.last_version.is_none());
        EnumSchema {
            field,
            name: self.name.clone(),
            description: self.description.clone(),
            codes: live.map(|code| code.code.clone()).collect(),
        }
    }
}
