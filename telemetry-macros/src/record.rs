//! The bytes that are ready when the program is built: the schema record of an
//! event (`telemetry.v1.EventSchema`, framed as one entry of a `Catalog`).
//!
//! What only the compiler knows, the kind of a field whose type is not
//! literally a primitive, stays open: the record then names the place, and
//! constant evaluation fills it.

use syn::ext::IdentExt as _;
use telemetry_schema::{
    DefinitionHash, EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose,
    put_bytes_field,
};

use crate::{
    ast::{Container, Event, Field, ValueEnum},
    package::Package,
    types::spelled,
    waivers,
};

/// What the macro knows of an event: all but the kinds that only the compiler
/// knows, for which [`Kind::Enum`] stands, and the code tables.
pub(crate) fn schema(
    container: &Container<'_>,
    event: &Event<'_>,
    package: &Package,
) -> EventSchema {
    EventSchema {
        absent_keys: event.absent_keys(container),
        unaccepted: package.unaccepted.then(|| definition_hash(container, event)),
        declared_by: format!("{}::{}", package.crate_name, container.input.ident.unraw()),
        ..declared(container, event)
    }
}

/// The hash of the declaration of an event, for which it may be reviewed. It is
/// the same in every build: what a condition may leave out counts as it is
/// written, whether it is there or not.
pub(crate) fn definition_hash(container: &Container<'_>, event: &Event<'_>) -> DefinitionHash {
    let varies = |key: &str| event.conditional(container).any(|(it, _)| it == key);
    let mut declared = declared(container, event);
    declared.fields.retain(|field| !varies(&field.key));
    let fixed = event.fields.iter().filter(|field| !varies(&field.key()));
    let mut written: Vec<String> = fixed.map(|field| spelled(field.ty)).collect();
    written.extend(event.conditional(container).map(|(_, declared)| declared.to_owned()));
    declared.definition_hash(&written)
}

fn declared(container: &Container<'_>, event: &Event<'_>) -> EventSchema {
    // Only a declaration without mistakes gets as far as its schema.
    let purpose = container.purpose(event).unwrap_or(Purpose::ProductImprovement);
    EventSchema {
        version: container.version(event),
        description: event.description.clone(),
        owner: container.owner(event).to_owned(),
        fields: event.fields.iter().map(field_schema).collect(),
        stability: container.stability(event),
        expires: container.expires(event),
        billing: container.billing(event).cloned(),
        renamed_from: container
            .event_attrs(event)
            .renamed_from
            .as_ref()
            .map(|slot| slot.value.clone()),
        waivers: waivers::schema(&container.event_attrs(event).waived),
        ..EventSchema::new(container.feature(), container.action(event), purpose)
    }
}

fn field_schema(field: &Field<'_>) -> FieldSchema {
    let kind = match field.privacy() {
        Privacy::Metadata => field.primitive().unwrap_or(Kind::Enum),
        Privacy::Private | Privacy::Audited => Kind::Text,
    };
    let (key, name) = (field.key(), field.ident.unraw().to_string());
    FieldSchema {
        description: field.description.clone(),
        privacy: field.privacy(),
        kind,
        optional: false,
        unit: field.unit(),
        granularity: field.granularity(),
        review: field.review.clone(),
        waivers: waivers::schema(&field.attrs.waived),
        name: Some(name).filter(|name| *name != key),
        key,
    }
}

/// The schema record of an event, up to what only the compiler knows.
pub(crate) struct Record {
    /// The framed record. With holes, the frame has room for a length of four
    /// bytes.
    pub(crate) bytes: Vec<u8>,
    /// Where the kinds stand that only the compiler knows, in the order of the
    /// fields; whether the field is optional stands two bytes later.
    pub(crate) holes: Vec<usize>,
}

/// A catalog entry's tag and a length of four bytes.
const OPEN_FRAME: [u8; 5] = [0x0a, 0, 0, 0, 0];

impl Record {
    pub(crate) fn of(container: &Container<'_>, event: &Event<'_>, schema: &EventSchema) -> Self {
        let (body, places) = schema.encode_open();
        let open = container.open_fields(event).map(|(position, _)| places[position]);
        let holes: Vec<usize> = open.map(|place| place + OPEN_FRAME.len()).collect();
        if holes.is_empty() {
            let mut bytes = Vec::new();
            put_bytes_field(&mut bytes, 1, &body);
            return Self { bytes, holes };
        }
        Self { bytes: [&OPEN_FRAME[..], &body].concat(), holes }
    }
}

/// The code table of an enum (`telemetry.v1.EnumSchema` without its field).
pub(crate) fn code_table(value: &ValueEnum<'_>) -> Vec<u8> {
    let codes = value.codes.iter().map(|code| EnumCode {
        code: code.code.and_then(|code| code.try_into().ok()).unwrap_or_default(),
        name: code.variant.ident.unraw().to_string(),
        description: code.description.clone(),
    });
    let table = EnumSchema {
        field: 0,
        name: value.input.ident.unraw().to_string(),
        description: value.description.clone(),
        codes: codes.collect(),
    };
    table.encode()
}
