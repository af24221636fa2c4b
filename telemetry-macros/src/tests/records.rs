//! What is declared is what the schema record says, for any declaration whose
//! kinds the tokens alone tell.

use proc_macro2::{Literal, TokenStream};
use proptest::prelude::*;
use quote::{format_ident, quote};
use telemetry_schema::{
    Catalog, EventSchema, FieldSchema, Kind, Privacy, Purpose, Unit,
    names::{check_key, is_blank_description, is_unseen},
    words::{UnitWord, identifying},
};

use super::fresh;
use crate::{
    ast::Container,
    check,
    record::{self, Record},
    report::Report,
};

/// A declaration as a person means it.
#[derive(Debug, Clone)]
struct Meant {
    event: EventSchema,
    /// Whether each field's key is written out or is the field's name.
    written: Vec<bool>,
}

impl Meant {
    fn tokens(&self) -> TokenStream {
        let EventSchema { feature, action, version, description, owner, purpose, .. } = &self.event;
        let (version, purpose) = (Literal::i32_unsuffixed(*version), purpose.as_str());
        let fields =
            self.event.fields.iter().zip(&self.written).map(|(f, written)| field(f, *written));
        quote! {
            #[doc = #description]
            #[telemetry(feature = #feature, action = #action, version = #version)]
            #[telemetry(owner = #owner, purpose = #purpose)]
            struct Declared { #(#fields,)* }
        }
    }
}

fn field(field: &FieldSchema, written: bool) -> TokenStream {
    let (key, description) = (&field.key, &field.description);
    let kind = format_ident!("{}", field.kind.as_str());
    let unit = field.unit.map(Unit::symbol).map(|unit| quote!(#[telemetry(unit = #unit)]));
    let (name, key) = match written {
        true => (format_ident!("field_{key}"), Some(quote!(#[telemetry(key = #key)]))),
        // Raw, because a key may well be a keyword.
        false => (format_ident!("r#{key}"), None),
    };
    quote!(#[doc = #description] #unit #key #name: #kind)
}

/// The only event of a catalog with the record of these tokens.
fn decoded(tokens: TokenStream) -> EventSchema {
    let input = syn::parse2(tokens).expect("a struct");
    let report = Report::new();
    let container = Container::from_syn(&input, &report);
    check::check_container(&container, &report);
    let event = &container.events[0];
    let record =
        Record::of(&container, event, &record::schema(&container, event, &fresh("the_crate")));
    let problems = report.finish();
    assert!(problems.is_empty(), "{problems}");
    assert_eq!(record.holes, [0; 0]);
    let catalog = Catalog::decode(&record.bytes).expect("a record is a catalog of one event");
    catalog.events()[0].clone()
}

fn description() -> impl Strategy<Value = String> {
    // Beyond 127 bytes a length has two bytes, beyond 16,383 three.
    prop_oneof![8 => r"\PC{1,80}", 2 => r"\PC{100,300}", 1 => "[a-z ]{16000,17000}"]
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("says something", |text| {
            !is_blank_description(text) && !text.chars().any(is_unseen)
        })
}

fn unit(kind: Kind) -> BoxedStrategy<Option<Unit>> {
    let all: Vec<Unit> = Unit::all().collect();
    match kind {
        Kind::Bool => Just(None).boxed(),
        _ => proptest::option::of(proptest::sample::select(all)).boxed(),
    }
}

fn key() -> impl Strategy<Value = (bool, String)> {
    let key = prop_oneof![
        "[a-zA-Z][a-zA-Z0-9_]{0,63}".prop_map(|key| (true, key)),
        "[a-z][a-z0-9_]{0,63}".prop_map(|key| (false, key)),
    ];
    let not_raw = ["self", "super", "crate"];
    key.prop_filter("a key", move |(_, key)| {
        check_key(key).is_ok()
            && !not_raw.contains(&key.as_str())
            && UnitWord::of(key).is_none()
            && identifying(key).is_none()
    })
}

fn one_field() -> impl Strategy<Value = (bool, FieldSchema)> {
    let kinds = proptest::sample::select(&Kind::ALL[..13]);
    let kind = kinds.prop_flat_map(|kind| (Just(kind), unit(kind)));
    (key(), description(), kind).prop_map(|((written, key), description, (kind, unit))| {
        let name = written.then(|| format!("field_{key}"));
        let field = FieldSchema::new(key, Privacy::Metadata, kind);
        (written, FieldSchema { description, unit, name, ..field })
    })
}

fn meant() -> impl Strategy<Value = Meant> {
    let name = || "[a-z][a-zA-Z.-]{1,63}";
    let purpose = proptest::sample::select(&Purpose::ALL[..]);
    let head = (name(), name(), 0..=i32::MAX, description(), "[a-z][a-z-]{0,150}", purpose);
    let fields = proptest::collection::vec(one_field(), 0..9);
    (head, fields).prop_map(
        |((feature, action, version, description, owner, purpose), mut fields)| {
            let mut seen = std::collections::BTreeSet::new();
            fields.retain(|(_, field)| seen.insert(field.key.clone()));
            let (written, fields) = fields.into_iter().unzip();
            let declared_by = "the_crate::Declared".to_owned();
            let event = EventSchema::new(feature, action, purpose);
            let event = EventSchema { version, description, owner, declared_by, fields, ..event };
            Meant { event, written }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_record_says_what_was_declared(meant in meant()) {
        prop_assert_eq!(decoded(meant.tokens()), meant.event);
    }
}
