//! The values of one class, each joined to its field. Pure.

use serde_json::{Map, Value};
use telemetry_schema::{Kind, Privacy, lock::LockedField};

use super::{Class, ValueRow};
use crate::declarations::{KnownEvent, Standing, codes};

/// The values in the order of the declaration, then those that are unknown. Of
/// the version that is declared, what is absent is a row, too.
pub(super) fn rows<'a>(
    values: &Value,
    class: Class,
    known: Option<&'a KnownEvent>,
    version: i32,
) -> Vec<ValueRow<'a>> {
    let none = Map::new();
    let values = values.as_object().unwrap_or(&none);
    let fields: Vec<&LockedField> = known
        .into_iter()
        .flat_map(|known| known.fields(version))
        .filter(|field| fits(field, class))
        .collect();
    let current = known.is_some_and(|known| known.standing(version) == Standing::Current);
    let shown = |field: &&&LockedField| {
        let is_expected = current && field.is_live() && is_declared_as(field, class);
        is_expected || values.contains_key(&field.schema.key)
    };
    let declared = fields.iter().filter(shown).map(|field| row(field, class, values, version));
    let unknown = values
        .iter()
        .filter(|(key, _)| !fields.iter().any(|field| field.schema.key == **key))
        .map(|(key, value)| unknown(key, value, class));
    declared.chain(unknown).collect()
}

/// Whether a value of this class can be one of the field. A text may have been
/// private in one version and audited in another; what a client sends as
/// private stays, whatever it is declared as.
fn fits(field: &LockedField, class: Class) -> bool {
    (class == Class::Number) == (field.schema.kind != Kind::Text)
}

/// Private values that are absent say nothing: they are rows only when they
/// are there.
fn is_declared_as(field: &LockedField, class: Class) -> bool {
    match class {
        Class::Number => field.schema.privacy == Privacy::Metadata,
        Class::Audited => field.schema.privacy == Privacy::Audited,
        Class::Private => false,
    }
}

fn row<'a>(
    field: &'a LockedField,
    class: Class,
    values: &Map<String, Value>,
    version: i32,
) -> ValueRow<'a> {
    let key = field.schema.key.clone();
    let value = values.get(&key).cloned();
    let code = value.as_ref().and_then(|value| code(field, value, version));
    ValueRow { key, value, class, field: Some(field), code }
}

fn unknown<'a>(key: &str, value: &Value, class: Class) -> ValueRow<'a> {
    ValueRow { key: key.to_owned(), value: Some(value.clone()), class, field: None, code: None }
}

fn code<'a>(field: &'a LockedField, value: &Value, version: i32) -> Option<(&'a str, &'a str)> {
    let number = value.as_f64()?;
    if field.schema.kind == Kind::Bool {
        return truth(number).map(|name| (name, ""));
    }
    let mut codes = codes(field, version).map(|code| &code.code);
    let code = codes.find(|code| f64::from(code.code) == number)?;
    Some((&code.name, &code.description))
}

const fn truth(number: f64) -> Option<&'static str> {
    match number {
        0.0 => Some("false"),
        1.0 => Some("true"),
        _ => None,
    }
}
