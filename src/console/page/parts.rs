//! An event taken apart for reading: the numbers and the audited texts that
//! leave, the words around them, and the values that stay, each joined to what its declaration or the
//! wire contract says about it. Depends on the catalog and the contract. The
//! two parts of an event are two lists of two types, and no HTML is here.

use serde_json::{Map, Number, Value};
use telemetry_schema::{EventSchema, FieldSchema, Kind, Privacy};

use super::contract;
use crate::console::local;
use crate::json;
use crate::queue::StoredEvent;

/// Where an event's numbers are in its JSON.
const METADATA: [&str; 2] = ["parameters", "metadata"];
/// Where its audited texts are.
const TEXTS: [&str; 2] = ["parameters", "privateMetadata"];

/// An event, taken apart.
pub(super) struct Parts {
    /// The payload in the JSON mapping, or why it has none.
    pub(super) payload: Result<Value, String>,
    /// The numbers that leave.
    pub(super) numbers: Vec<NumberRow>,
    /// The audited texts that leave.
    pub(super) texts: Vec<TextRow>,
    /// Everything else that leaves.
    pub(super) envelope: Vec<EnvelopeRow>,
    /// The values that stay.
    pub(super) local: Vec<LocalRow>,
}

/// A number of the event.
#[derive(Debug, PartialEq)]
pub(super) struct NumberRow {
    /// The key in the exported map.
    pub(super) key: String,
    /// The number as it stands in the payload; none when it is absent.
    pub(super) value: Option<String>,
    /// The unit's symbol.
    pub(super) unit: Option<&'static str>,
    /// The kind that was declared.
    pub(super) kind: Option<&'static str>,
    /// The name of an enum's code and what it means.
    pub(super) code: Option<(String, String)>,
    /// What the declaration says about it; none when it is not declared.
    pub(super) description: Option<String>,
    /// The declared field; none when it is not declared.
    pub(super) field: Option<FieldSchema>,
}

/// An audited text of the event.
#[derive(Debug, PartialEq)]
pub(super) struct TextRow {
    /// The key in the exported map.
    pub(super) key: String,
    /// The text as it stands in the payload; none when it is absent.
    pub(super) value: Option<String>,
    /// The declared field; none when it is not declared as an audited text.
    pub(super) field: Option<FieldSchema>,
}

/// A word or number around the event's numbers.
#[derive(Debug, PartialEq)]
pub(super) struct EnvelopeRow {
    /// Its path in the payload.
    pub(super) path: String,
    /// Its value as it stands in the payload.
    pub(super) value: String,
    /// What the wire contract says about it.
    pub(super) description: Option<&'static str>,
}

/// A value that stays on the instance.
#[derive(Debug, PartialEq)]
pub(super) struct LocalRow {
    /// Its key.
    pub(super) key: String,
    /// The value.
    pub(super) value: String,
    /// What the declaration says about it; none when it is not declared.
    pub(super) description: Option<String>,
}

impl Parts {
    /// Takes an event apart; without a schema its values are shown all the
    /// same, with nothing beside them.
    pub(super) fn of(event: &StoredEvent, schema: Option<&EventSchema>) -> Self {
        let payload = json::event_to_json(&event.exportable).map_err(|e| e.to_string());
        let (numbers, texts, envelope) = match &payload {
            Ok(payload) => (numbers(payload, schema), texts(payload, schema), envelope(payload)),
            Err(_) => (Vec::new(), Vec::new(), Vec::new()),
        };
        let local = event.local.as_ref().map(|bytes| local_rows(bytes, schema)).unwrap_or_default();
        Self { payload, numbers, texts, envelope, local }
    }
}

/// The numbers in the order of the declaration, declared ones that are absent
/// among them, then those that are not declared.
fn numbers(payload: &Value, schema: Option<&EventSchema>) -> Vec<NumberRow> {
    let empty = Map::new();
    let map = payload[METADATA[0]][METADATA[1]].as_object().unwrap_or(&empty);
    let fields = schema.map_or(&[][..], |schema| &schema.fields);
    let declared = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.kind != Kind::Text)
        .map(|(at, field)| declared(schema, at, field, map.get(&field.key)));
    let undeclared = map
        .iter()
        .filter(|(key, _)| !fields.iter().any(|field| field.key == **key))
        .map(|(key, value)| undeclared(key, value));
    declared.chain(undeclared).collect()
}

fn declared(
    schema: Option<&EventSchema>,
    at: usize,
    field: &FieldSchema,
    value: Option<&Value>,
) -> NumberRow {
    let wanted = value.and_then(Value::as_f64);
    let code = schema
        .into_iter()
        .flat_map(|schema| schema.codes(at))
        .find(|code| Some(f64::from(code.code)) == wanted)
        .map(|code| (code.name.clone(), code.description.clone()));
    NumberRow {
        key: field.key.clone(),
        value: value.map(plain),
        unit: field.unit.map(telemetry_schema::Unit::symbol),
        kind: Some(field.kind.as_str()),
        code: code.or_else(|| bool_code(field.kind, wanted)),
        description: Some(field.description.clone()),
        field: Some(field.clone()),
    }
}

/// The declared audited texts, absent ones among them, then whatever else
/// stands in their place.
fn texts(payload: &Value, schema: Option<&EventSchema>) -> Vec<TextRow> {
    let empty = Map::new();
    let map = payload[TEXTS[0]][TEXTS[1]].as_object().unwrap_or(&empty);
    let fields = schema.map_or(&[][..], |schema| &schema.fields);
    let is_audited = |field: &&FieldSchema| field.privacy == Privacy::Audited;
    let declared = fields.iter().filter(is_audited).map(|field| TextRow {
        key: field.key.clone(),
        value: map.get(&field.key).map(plain),
        field: Some(field.clone()),
    });
    let undeclared = map
        .iter()
        .filter(|(key, _)| !fields.iter().filter(is_audited).any(|field| field.key == **key))
        .map(|(key, value)| TextRow { key: key.clone(), value: Some(plain(value)), field: None });
    declared.chain(undeclared).collect()
}

fn bool_code(kind: Kind, value: Option<f64>) -> Option<(String, String)> {
    let name = match value? {
        0.0 => "false",
        1.0 => "true",
        _ => return None,
    };
    (kind == Kind::Bool).then(|| (name.to_owned(), String::new()))
}

fn undeclared(key: &str, value: &Value) -> NumberRow {
    let key = key.to_owned();
    NumberRow {
        key,
        value: Some(plain(value)),
        unit: None,
        kind: None,
        code: None,
        description: None,
        field: None,
    }
}

/// Every leaf of the payload outside the numbers.
fn envelope(payload: &Value) -> Vec<EnvelopeRow> {
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

fn local_rows(bytes: &[u8], schema: Option<&EventSchema>) -> Vec<LocalRow> {
    let Value::Object(values) = local::to_json(bytes) else { return Vec::new() };
    let row = |(key, value): (String, Value)| LocalRow {
        value: plain(&value),
        description: schema.and_then(|s| s.field(&key)).map(|field| field.description.clone()),
        key,
    };
    values.into_iter().map(row).collect()
}

/// A value without the quotes of JSON.
fn plain(value: &Value) -> String {
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
