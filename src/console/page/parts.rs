//! The words around an event's values, each joined to what the wire contract
//! says about it, and values as people read them. No HTML is here, and nothing
//! of declarations.

use serde_json::{Number, Value};

use super::contract;
use crate::console::reading::{METADATA, TEXTS};

/// A word or number around the event's values.
#[derive(Debug, PartialEq)]
pub(super) struct EnvelopeRow {
    /// Its path in the payload.
    pub(super) path: String,
    /// Its value as it stands in the payload.
    pub(super) value: String,
    /// What the wire contract says about it.
    pub(super) description: Option<&'static str>,
}

/// Every leaf of the payload outside the values.
pub(super) fn envelope(payload: &Value) -> Vec<EnvelopeRow> {
    let mut rows = Vec::new();
    collect(payload, &mut Vec::new(), &mut rows);
    rows
}

fn collect<'a>(value: &'a Value, path: &mut Vec<&'a str>, rows: &mut Vec<EnvelopeRow>) {
    if path[..] == METADATA || path[..] == TEXTS {
        return;
    }
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                path.push(key);
                collect(value, path, rows);
                path.pop();
            }
        }
        leaf => rows.push(EnvelopeRow {
            path: path.join("."),
            value: plain(leaf),
            description: contract::explain(path),
        }),
    }
}

/// A value without the quotes of JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => plain_number(number),
        other => other.to_string(),
    }
}

/// JSON writes the double 3 as `3.0`; people do not.
fn plain_number(number: &Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
