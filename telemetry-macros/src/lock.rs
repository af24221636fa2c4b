//! What was accepted of a declaration, and what has changed since.
//!
//! The rules of a change and their words are `telemetry_schema::compare`'s; here
//! are the tokens that each change is shown at. What only the compiler knows of
//! a field is compared by the compiler: see `expand::accepted`.

mod codes;
mod known;
mod part;
mod place;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use telemetry_schema::{
    EventSchema, FieldSchema, Kind,
    compare::{ChangeLevel, compare_all},
    lock::{Declared, Lock, LockedField},
    rules,
};

use crate::{
    ast::{Container, Event},
    package::Package,
    record,
    report::Report,
};
pub(crate) use codes::encoded as encoded_codes;
use part::Part;

/// What was accepted of an event.
#[derive(Default)]
pub(crate) struct Accepted {
    /// Fields that are or were live, by their keys.
    fields: Vec<LockedField>,
}

impl Accepted {
    /// What was accepted under this key.
    pub(crate) fn field(&self, key: &str) -> Option<&LockedField> {
        self.fields.iter().find(|field| field.schema.key == key)
    }

    /// The kind of the field of this key and whether it is optional, where the
    /// compiler accepts no other; not of an enum, whose codes may be new.
    pub(crate) fn settled(&self, key: &str) -> Option<(Kind, bool)> {
        let field = self.field(key).filter(|field| field.is_live())?;
        let FieldSchema { kind, optional, .. } = field.schema;
        (kind != Kind::Enum).then_some((kind, optional))
    }
}

/// Compares the declaration with the lock of the workspace, and keeps what the
/// compiler still has to compare.
pub(crate) fn check(container: &mut Container<'_>, package: &Package, report: &Report) {
    // A declaration with mistakes is not what will be compared in the end.
    if package.unaccepted || !report.is_clean() {
        return;
    }
    let schemas: Vec<EventSchema> =
        container.events.iter().map(|event| record::schema(container, event, package)).collect();
    let part = match Part::of(&package.manifest_dir, &schemas) {
        Ok(part) => part,
        Err(problem) => return report.error(rules::LOCK, feature_tokens(container), problem),
    };
    compare(container, &part.lock, &schemas, report);
    for (event, schema) in container.events.iter_mut().zip(&schemas) {
        event.accepted = accepted(&part.lock, schema);
    }
    container.watched.extend(part.files);
}

fn compare(container: &Container<'_>, lock: &Lock, schemas: &[EventSchema], report: &Report) {
    let open: Vec<Vec<usize>> = container.events.iter().map(|it| open(container, it)).collect();
    let declared = schemas.iter().zip(&open);
    let declared: Vec<Declared<'_>> =
        declared.map(|(event, open)| Declared { open, ..Declared::from(event) }).collect();
    let changes = compare_all(lock, &declared);
    for change in changes.iter().filter(|change| change.level() != ChangeLevel::Free) {
        let named = |schema: &EventSchema| schema.display_name() == change.event;
        let Some(at) = schemas.iter().position(named) else { continue };
        let place = place::of(container, &container.events[at], change);
        report.change(place, &change.build_message());
    }
}

/// The positions of the fields of which only the compiler knows the kind.
fn open(container: &Container<'_>, event: &Event<'_>) -> Vec<usize> {
    container.open_fields(event).map(|(position, _)| position).collect()
}

/// What the lock has under the names of the event, or of the one it continues.
fn accepted(lock: &Lock, schema: &EventSchema) -> Accepted {
    let own = lock.event(&schema.feature, &schema.action);
    let before = || schema.renamed_from.as_ref().and_then(|name| lock.continuation(name));
    let event = own.or_else(before);
    Accepted { fields: event.map(|event| event.fields.clone()).unwrap_or_default() }
}

fn feature_tokens(container: &Container<'_>) -> TokenStream {
    match &container.attrs.feature {
        Some(slot) => slot.tokens.clone(),
        None => container.input.ident.to_token_stream(),
    }
}
