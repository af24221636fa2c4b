//! The numbers of an event against its declaration. Knows one event's schema
//! and its parameters.

use std::collections::BTreeMap;

use telemetry_schema::{EventSchema, FieldSchema, Kind, Privacy};

use super::{Refusal, context};
use crate::proto::telemetrygateway::v1::{EventParameters, RefusalCode};

/// Integers of older senders become metadata; they win over a double of the
/// same key.
pub(super) fn merge_legacy(parameters: &mut EventParameters) {
    #[allow(deprecated)]
    let legacy = std::mem::take(&mut parameters.legacy_metadata);
    parameters.metadata.extend(legacy.into_iter().map(|(key, value)| (key, value as f64)));
}

/// Checks the values of an event against its schema.
pub(super) fn check(
    schema: &EventSchema,
    parameters: Option<&EventParameters>,
) -> Result<(), Refusal> {
    const NONE: &BTreeMap<String, f64> = &BTreeMap::new();
    let version = parameters.map_or(0, |parameters| parameters.version);
    let metadata = parameters.map_or(NONE, |parameters| &parameters.metadata);
    if version < 0 {
        return Err(Refusal::new(
            RefusalCode::InvalidContext,
            "the version of the parameters must be 0 or more",
        ));
    }
    context::check_billing(parameters)?;
    let exact = version == schema.version;
    for (key, value) in metadata {
        check_value(schema, key, *value, exact)?;
    }
    if exact { check_required(schema, metadata) } else { Ok(()) }
}

fn check_value(schema: &EventSchema, key: &str, value: f64, exact: bool) -> Result<(), Refusal> {
    let position = schema.fields.iter().position(|field| field.key == key);
    let position = position.filter(|at| schema.fields[*at].privacy == Privacy::Metadata).ok_or(
        // The key itself is content of an unknown origin and is not repeated.
        Refusal::new(
            RefusalCode::UnknownKey,
            "metadata holds a key that the event does not declare, or declares as a text; send declared numbers only",
        ),
    )?;
    if !value.is_finite() {
        let problem = "the value is not finite; leave the key out";
        return Err(Refusal::of_key(RefusalCode::NotFinite, key, problem));
    }
    if exact { check_kind(schema, position, value) } else { Ok(()) }
}

fn check_kind(schema: &EventSchema, position: usize, value: f64) -> Result<(), Refusal> {
    let field = &schema.fields[position];
    let codes: Vec<i32> = schema.codes(position).map(|code| code.code).collect();
    if field.can_carry(value, &codes) {
        return Ok(());
    }
    let declared = if field.granularity.is_exact() { "" } else { " with its declared rounding" };
    let problem = format!("the value is not one that `{}` can hold{declared}", field.kind);
    Err(Refusal::of_key(RefusalCode::InvalidValue, &field.key, problem))
}

fn check_required(schema: &EventSchema, metadata: &BTreeMap<String, f64>) -> Result<(), Refusal> {
    let missing =
        schema.fields.iter().find(|field| is_required(field) && !metadata.contains_key(&field.key));
    match missing {
        None => Ok(()),
        Some(field) => {
            let problem = "the declaration requires this key and it is absent";
            Err(Refusal::of_key(RefusalCode::MissingKey, &field.key, problem))
        }
    }
}

/// A float that was not finite is left out by the recorder, so that its
/// absence says nothing.
fn is_required(field: &FieldSchema) -> bool {
    let may_be_dropped = matches!(field.kind, Kind::F32 | Kind::F64);
    field.privacy == Privacy::Metadata && !field.optional && !may_be_dropped
}
