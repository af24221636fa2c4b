//! Which views there are, and which columns they have.
//!
//! An event that was renamed is one series under several names, so it has one
//! view, with the rows and the fields of all of them. Nothing here is SQL.

use std::collections::{BTreeMap, BTreeSet};

use telemetry_schema::{
    FieldSchema, Kind, Privacy, Rounding,
    lock::{Lock, LockedEvent, LockedField, State},
};

use super::{ENVELOPE, names::Scope};
use crate::docs::facts;

/// One event with those that it continues.
pub(super) struct View<'a> {
    /// The event as it is named last.
    pub(super) event: &'a LockedEvent,
    /// The event itself first, then those that went on as it.
    pub(super) members: Vec<&'a LockedEvent>,
    /// The paths of those that went on as it.
    pub(super) aliases: Vec<String>,
    /// The fields of all of them, each key once, the event's own first.
    pub(super) fields: Vec<&'a LockedField>,
}

/// The views in the order of the lock.
pub(super) fn all(lock: &Lock) -> Vec<View<'_>> {
    let mut before: BTreeMap<String, Vec<&LockedEvent>> = BTreeMap::new();
    for event in lock.events() {
        let last = last(lock, event);
        if !std::ptr::eq(last, event) {
            before.entry(facts::path(last)).or_default().push(event);
        }
    }
    let lasting = lock.events().filter(|event| std::ptr::eq(last(lock, event), *event));
    lasting.map(|event| View::of(event, before.remove(&facts::path(event)))).collect()
}

/// The event that this one went on as, which may have been removed since. A
/// circle, or a name that is not in the lock, leads nowhere.
fn last<'a>(lock: &'a Lock, event: &'a LockedEvent) -> &'a LockedEvent {
    let (mut last, mut seen) = (event, BTreeSet::new());
    while let State::RenamedTo(name) = &last.state {
        match lock.find(name) {
            Some(next) if seen.insert(name) => last = next,
            _ => return event,
        }
    }
    last
}

impl<'a> View<'a> {
    fn of(event: &'a LockedEvent, before: Option<Vec<&'a LockedEvent>>) -> Self {
        let before = before.unwrap_or_default();
        let aliases = before.iter().map(|event| facts::path(event)).collect();
        let members: Vec<_> = std::iter::once(event).chain(before).collect();
        let mut keys = BTreeSet::new();
        let fields = members.iter().flat_map(|event| &event.fields);
        let fields = fields.filter(|field| keys.insert(&field.schema.key)).collect();
        Self { event, members, aliases, fields }
    }
}

/// How a value is read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// True or false.
    Truth,
    /// An integer of 64 bits.
    Whole,
    /// An integer that may need more.
    Large,
    /// A double.
    Number,
    /// A text that left.
    Text,
    /// The name of a code.
    CodeName,
    /// The code itself.
    Code,
}

impl Type {
    fn of(field: &FieldSchema) -> Self {
        let whole = field.granularity.numbers().all(|number| number.fract() == 0.0);
        // The nearest multiple of a step can be beyond the largest integer.
        let step = matches!(field.granularity.rounding, Rounding::Step(_));
        match field.kind {
            Kind::Bool => Self::Truth,
            Kind::Text => Self::Text,
            Kind::Enum => Self::CodeName,
            Kind::F32 | Kind::F64 | Kind::Duration => Self::Number,
            _ if !whole => Self::Number,
            Kind::U64 | Kind::Usize => Self::Large,
            Kind::I64 | Kind::Isize if step => Self::Large,
            _ => Self::Whole,
        }
    }
}

/// One column for a field.
pub(super) struct Column<'a> {
    pub(super) name: String,
    pub(super) key: &'a str,
    /// The position of its field in the view.
    pub(super) at: usize,
    pub(super) kind: Type,
    pub(super) comment: String,
}

/// The columns of a view behind those of the envelope.
pub(super) struct Columns<'a>(pub(super) Vec<Column<'a>>);

impl<'a> Columns<'a> {
    pub(super) fn of(view: &View<'a>) -> Self {
        let mut scope = Scope::default();
        ENVELOPE.iter().for_each(|(name, _)| drop(scope.unique(name, name)));
        let fields = view.fields.iter().enumerate();
        let left = fields.filter(|(_, field)| field.schema.privacy != Privacy::Private);
        Self(left.flat_map(|(at, field)| columns(at, field, &mut scope)).collect())
    }
}

/// A field has one column, an enum one for the name and one for the code.
fn columns<'a>(at: usize, field: &'a LockedField, scope: &mut Scope) -> Vec<Column<'a>> {
    let (key, kind) = (field.schema.key.as_str(), Type::of(&field.schema));
    let said = format!("{} ({})", field.schema.description, facts::leaves(field));
    let mut column = |name: &str, kind, comment| Column {
        name: scope.unique(name, name),
        key,
        at,
        kind,
        comment,
    };
    let mut columns = vec![column(key, kind, said)];
    if kind == Type::CodeName {
        let said = format!(
            "The code of which {key} is the name; a code without a name is newer than this file."
        );
        columns.push(column(&format!("{key}_code"), Type::Code, said));
    }
    columns
}
