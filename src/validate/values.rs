//! The numbers of an event against what is known of its version. Knows one
//! event's declarations and its parameters.

use std::collections::BTreeMap;

use telemetry_schema::{FieldSchema, Kind, Privacy, lock::LockedField};

use super::{Refusal, event::EventRules};
use crate::{
    declarations::{KnownEvent, Standing, codes, was_there},
    proto::telemetrygateway::v1::{EventParameters, RefusalCode},
};

/// Integers of older senders become metadata; they win over a double of the
/// same key.
pub(super) fn merge_legacy(parameters: &mut EventParameters) {
    #[allow(deprecated)]
    let legacy = std::mem::take(&mut parameters.legacy_metadata);
    parameters.metadata.extend(legacy.into_iter().map(|(key, value)| (key, value as f64)));
}

/// Checks the numbers of an event of a version that is known. They come in the
/// order of their keys, so that one walk over the fields finds all of theirs.
pub(super) fn check(
    rules: &EventRules,
    parameters: Option<&EventParameters>,
    version: i32,
) -> Result<(), Refusal> {
    const NONE: &BTreeMap<String, f64> = &BTreeMap::new();
    let metadata = parameters.map_or(NONE, |parameters| &parameters.metadata);
    let standing = rules.standing(version);
    let mut fields = rules.by_key();
    for (key, value) in metadata {
        let before = fields.iter().take_while(|field| field.schema.key < *key).count();
        fields = &fields[before..];
        let same_key = fields.iter().take_while(|field| field.schema.key == *key);
        check_value(same_key, key, *value, version, standing)?;
    }
    match standing {
        Standing::Current => check_required(&rules.known, metadata, version),
        _ => Ok(()),
    }
}

/// Checks a number against the fields of its key: the first that this version
/// can have had.
fn check_value<'a>(
    mut same_key: impl Iterator<Item = &'a LockedField>,
    key: &str,
    value: f64,
    version: i32,
    standing: Standing,
) -> Result<(), Refusal> {
    let field = same_key.find(|field| was_there(field.last_version, version));
    let field = field.filter(|it| it.schema.privacy == Privacy::Metadata).ok_or(
        // The key itself is content of an unknown origin and is not repeated.
        Refusal::new(
            RefusalCode::UnknownKey,
            "metadata holds a key that the event does not declare in this version, or declares as a text; send declared numbers only",
        ),
    )?;
    if !value.is_finite() {
        let problem = "the value is not finite; leave the key out";
        return Err(Refusal::of_key(RefusalCode::NotFinite, key, problem));
    }
    match standing {
        // Nobody compared the declaration of then with that of now.
        Standing::OlderUnlocked => Ok(()),
        _ => check_kind(field, version, value),
    }
}

fn check_kind(field: &LockedField, version: i32, value: f64) -> Result<(), Refusal> {
    let schema = &field.schema;
    let codes: Vec<i32> = codes(field, version).map(|code| code.code.code).collect();
    if schema.can_carry(value, &codes) {
        return Ok(());
    }
    let declared = if schema.granularity.is_exact() { "" } else { " with its declared rounding" };
    let problem = format!("the value is not one that `{}` can hold{declared}", schema.kind);
    Err(Refusal::of_key(RefusalCode::InvalidValue, &schema.key, problem))
}

fn check_required(
    known: &KnownEvent,
    metadata: &BTreeMap<String, f64>,
    version: i32,
) -> Result<(), Refusal> {
    let required = known.fields(version).filter(|field| field.is_live()).map(|it| &it.schema);
    let missing =
        required.into_iter().find(|it| is_required(it) && !metadata.contains_key(&it.key));
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
