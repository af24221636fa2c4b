//! Two builds of one declaration as one: what either of them has is declared.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use serde_json::Value;
use telemetry_schema::{EnumSchema, EventSchema, FieldSchema};

use crate::json;

/// Two builds of one declaration say different things.
#[derive(Debug, Clone)]
pub(crate) struct Disagreement {
    pub(crate) event: String,
    pub(crate) declared_by: String,
    /// The key of the field, if it is about one.
    pub(crate) field: Option<String>,
    /// Which part of the event or field it is.
    part: String,
    /// What they say.
    values: [String; 2],
    /// Which file says it.
    files: [PathBuf; 2],
}

/// A part in which they differ.
#[derive(Debug)]
pub(super) struct Difference {
    field: Option<String>,
    part: String,
    values: [String; 2],
}

impl Difference {
    pub(super) fn between(self, event: &EventSchema, first: &Path, second: &Path) -> Disagreement {
        Disagreement {
            event: event.display_name(),
            declared_by: event.declared_by.clone(),
            field: self.field,
            part: self.part,
            values: self.values,
            files: [first.to_owned(), second.to_owned()],
        }
    }
}

impl Disagreement {
    /// What is to be done about it.
    pub(crate) const FIX: &str = "build both from the same sources, and let features change only \
                                  which fields there are";

    /// Which part it is that they say differently.
    pub(crate) fn message(&self) -> String {
        format!("two builds of this declaration have another `{}`", self.part)
    }

    /// What each of them says, and where.
    pub(crate) fn sides(&self) -> [String; 2] {
        std::array::from_fn(|at| format!("{} in {}", self.values[at], self.files[at].display()))
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field.as_ref().map(|key| format!(", field `{key}`")).unwrap_or_default();
        let [one, other] = self.sides();
        let (event, message) = (&self.event, self.message());
        write!(f, "{event}{field}: {message}: {one}, {other}; {}", Self::FIX)
    }
}

/// A field with the codes of its enum.
type Part = (FieldSchema, Option<EnumSchema>);

/// The declaration of which both are builds; a field is absent if neither has
/// it.
pub(super) fn unite(first: &EventSchema, second: &EventSchema) -> Result<EventSchema, Difference> {
    if first == second {
        return Ok(first.clone());
    }
    differ(&json::event_head(first), &json::event_head(second), None)?;
    let mut parts = parts(first);
    let mut at = 0;
    for part in self::parts(second) {
        match parts.iter().position(|(field, _)| field.key == part.0.key) {
            Some(known) => {
                same(&mut parts[known], &part)?;
                at = known + 1;
            }
            None => {
                parts.insert(at, part);
                at += 1;
            }
        }
    }
    Ok(with_parts(first, parts, second))
}

fn parts(event: &EventSchema) -> Vec<Part> {
    let table = |at| event.enums.iter().find(|table| table.field as usize == at).cloned();
    let fields = event.fields.iter().enumerate();
    fields.map(|(at, field)| (field.clone(), table(at))).collect()
}

/// A review holds for one declaration with all its fields, so what only one of
/// two builds has is not reviewed.
fn same(known: &mut Part, part: &Part) -> Result<(), Difference> {
    if known.0.review.is_none() || part.0.review.is_none() {
        known.0.review = None;
    }
    let mut part = part.clone();
    part.0.review = part.0.review.filter(|_| known.0.review.is_some());
    let value = |(field, table): &Part| json::field_alone(field, table.as_ref());
    differ(&value(known), &value(&part), Some(&part.0.key))
}

fn with_parts(first: &EventSchema, parts: Vec<Part>, second: &EventSchema) -> EventSchema {
    let mut event = EventSchema { fields: Vec::new(), enums: Vec::new(), ..first.clone() };
    event.absent_keys.extend(second.absent_keys.iter().cloned());
    event.absent_keys.sort();
    event.absent_keys.dedup();
    event.unaccepted = first.unaccepted.or(second.unaccepted);
    for (field, table) in parts {
        event.absent_keys.retain(|key| *key != field.key);
        // At most as many fields as keys were declared.
        let at = event.fields.len() as u32;
        event.enums.extend(table.map(|table| EnumSchema { field: at, ..table }));
        event.fields.push(field);
    }
    event
}

/// The first part in which two objects of the same names differ.
fn differ(first: &Value, second: &Value, field: Option<&str>) -> Result<(), Difference> {
    let parts = first.as_object().into_iter().flatten();
    let mut differing = parts.filter(|(name, value)| second[name.as_str()] != **value);
    match differing.next() {
        None => Ok(()),
        Some((part, value)) => Err(Difference {
            field: field.map(str::to_owned),
            part: part.clone(),
            values: [value.to_string(), second[part.as_str()].to_string()],
        }),
    }
}
