//! The local part of an event (`google.protobuf.Struct`), as JSON for the
//! administrator and from the JSON of a client. Must never be used for
//! anything that leaves.

use prost::Message as _;
use prost_types::{ListValue, Struct, Value, value::Kind};
use serde_json::{Map, Value as Json};

/// The stored private values.
pub(super) fn to_json(bytes: &[u8]) -> Json {
    match Struct::decode(bytes) {
        Ok(fields) => object(fields),
        Err(_) => serde_json::json!({ "unreadable": "the row is damaged" }),
    }
}

/// The bytes of these private values.
pub(super) fn from_json(values: Map<String, Json>) -> Vec<u8> {
    structure(values).encode_to_vec()
}

fn object(fields: Struct) -> Json {
    Json::Object(fields.fields.into_iter().map(|(key, value)| (key, json(value))).collect())
}

fn json(value: Value) -> Json {
    match value.kind {
        None | Some(Kind::NullValue(_)) => Json::Null,
        Some(Kind::NumberValue(number)) => Json::from(number),
        Some(Kind::StringValue(text)) => Json::String(text),
        Some(Kind::BoolValue(yes)) => Json::Bool(yes),
        Some(Kind::StructValue(fields)) => object(fields),
        Some(Kind::ListValue(list)) => Json::Array(list.values.into_iter().map(json).collect()),
    }
}

fn structure(values: Map<String, Json>) -> Struct {
    Struct { fields: values.into_iter().map(|(key, value)| (key, protobuf(value))).collect() }
}

fn protobuf(value: Json) -> Value {
    let kind = match value {
        Json::Null => Kind::NullValue(0),
        Json::Bool(yes) => Kind::BoolValue(yes),
        Json::Number(number) => Kind::NumberValue(number.as_f64().unwrap_or_default()),
        Json::String(text) => Kind::StringValue(text),
        Json::Array(values) => {
            Kind::ListValue(ListValue { values: values.into_iter().map(protobuf).collect() })
        }
        Json::Object(fields) => Kind::StructValue(structure(fields)),
    };
    Value { kind: Some(kind) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_values_come_back() {
        let values = serde_json::json!({ "a": "b", "c": [1.5, null, true], "d": { "e": {} } });
        let Json::Object(fields) = values.clone() else { unreachable!("an object") };
        assert_eq!(to_json(&from_json(fields)), values);
    }
}
