//! The hand-written codec of catalogs against the one that protobuf's
//! compiler makes from the same definition.

use proptest::prelude::*;
use prost::Message as _;
use telemetry_schema::{
    Catalog, EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose, Unit,
};
use telemetry_sdk::proto::telemetry::v1 as wire;

fn text() -> impl Strategy<Value = String> {
    any::<String>()
}

fn field() -> impl Strategy<Value = FieldSchema> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let unit = prop::option::of(prop::sample::select(Unit::all().collect::<Vec<_>>()));
    (text(), kind, any::<bool>(), unit).prop_map(|(description, kind, optional, unit)| {
        let privacy = if kind == Kind::Text { Privacy::Private } else { Privacy::Metadata };
        FieldSchema { key: String::new(), description, privacy, kind, optional, unit }
    })
}

fn code() -> impl Strategy<Value = EnumCode> {
    (1..=i32::MAX, text(), text()).prop_map(|(code, name, description)| EnumCode {
        code,
        name,
        description,
    })
}

fn table() -> impl Strategy<Value = EnumSchema> {
    (text(), text(), prop::collection::vec(code(), 0..4))
        .prop_map(|(name, description, codes)| EnumSchema { field: 0, name, description, codes })
}

fn event() -> impl Strategy<Value = EventSchema> {
    let names = ("[a-z][a-zA-Z.-]{1,12}", "[a-z][a-zA-Z.-]{1,12}");
    let fields = prop::collection::vec((field(), table()), 0..6);
    let purpose = prop::sample::select(Purpose::ALL.to_vec());
    (names, 0..=i32::MAX, (text(), text(), text()), purpose, fields).prop_map(
        |((feature, action), version, (description, owner, declared_by), purpose, fields)| {
            let mut event = EventSchema {
                feature,
                action,
                version,
                description,
                owner,
                purpose,
                declared_by,
                fields: Vec::new(),
                enums: Vec::new(),
            };
            for (at, (field, table)) in fields.into_iter().enumerate() {
                if field.kind == Kind::Enum {
                    event.enums.push(EnumSchema { field: at as u32, ..table });
                }
                event.fields.push(FieldSchema { key: format!("key_{at}"), ..field });
            }
            event
        },
    )
}

/// Catalogs without two events of one name.
fn catalog() -> impl Strategy<Value = Catalog> {
    prop::collection::vec(event(), 0..6).prop_filter_map("two of one name", |mut events| {
        let name = |event: &EventSchema| telemetry_schema::names::canonical(&event.feature);
        events.sort_by_key(name);
        events.dedup_by_key(|event| name(event));
        Catalog::new(events).ok()
    })
}

fn wire_field(field: &FieldSchema) -> wire::FieldSchema {
    wire::FieldSchema {
        key: field.key.clone(),
        description: field.description.clone(),
        privacy: field.privacy.code().into(),
        kind: field.kind.code().into(),
        optional: field.optional,
        unit: field.unit.map(|unit| unit.symbol().to_owned()).unwrap_or_default(),
    }
}

fn wire_table(table: &EnumSchema) -> wire::EnumSchema {
    let code = |code: &EnumCode| wire::EnumCode {
        code: code.code,
        name: code.name.clone(),
        description: code.description.clone(),
    };
    wire::EnumSchema {
        field: table.field,
        name: table.name.clone(),
        description: table.description.clone(),
        codes: table.codes.iter().map(code).collect(),
    }
}

fn wire_event(event: &EventSchema) -> wire::EventSchema {
    wire::EventSchema {
        feature: event.feature.clone(),
        action: event.action.clone(),
        version: event.version,
        description: event.description.clone(),
        owner: event.owner.clone(),
        purpose: event.purpose.code().into(),
        declared_by: event.declared_by.clone(),
        fields: event.fields.iter().map(wire_field).collect(),
        enums: event.enums.iter().map(wire_table).collect(),
    }
}

fn wire_catalog(catalog: &Catalog) -> wire::Catalog {
    wire::Catalog { events: catalog.events().iter().map(wire_event).collect() }
}

proptest! {
    #[test]
    fn both_codecs_write_and_read_the_same(catalog in catalog()) {
        let ours = catalog.encode();
        let expected = wire_catalog(&catalog);
        prop_assert_eq!(&wire::Catalog::decode(&ours[..]).unwrap(), &expected);
        prop_assert_eq!(&Catalog::decode(&expected.encode_to_vec()).unwrap(), &catalog);
    }

    /// Damage is an error or another catalog, and never a panic; what our
    /// reader takes, the other one takes, too.
    #[test]
    fn damage_is_no_panic(
        catalog in catalog(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = catalog.encode();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if Catalog::decode(&bytes).is_ok() {
            prop_assert!(wire::Catalog::decode(&bytes[..]).is_ok());
        }
    }
}

/// The events of this very program, as the linker collected them.
#[test]
fn the_catalog_of_a_program_is_read_by_protobuf() {
    let catalog = telemetry_core::linked_catalog().unwrap();
    assert_eq!(wire::Catalog::decode(&catalog.encode()[..]).unwrap(), wire_catalog(&catalog));
    let everything = catalog.find("wire.everyKind", "written").unwrap();
    let kinds: Vec<_> = everything.fields.iter().map(|field| field.kind).collect();
    assert_eq!(kinds[..13], Kind::ALL[..13]);
}
