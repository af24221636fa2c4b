//! Which of the new fields stands for which of those that are gone. Nobody
//! says so in a declaration; what is told of the fields is all there is.

use std::collections::BTreeSet;

use crate::{
    FieldSchema,
    lock::{Declared, LockedField},
    words::words,
};

/// What became of a field.
pub(super) enum Pair<'a> {
    Removed(&'a LockedField),
    /// The position of a new field.
    Added(usize),
    /// The same field under another key.
    Renamed(&'a LockedField, usize),
    /// Another field that answers the question of the old one.
    Replaced(&'a LockedField, usize),
}

pub(super) fn of<'a>(
    removed: &[&'a LockedField],
    added: &[usize],
    declared: Declared<'_>,
) -> Vec<Pair<'a>> {
    let (mut old, mut new) = (removed.to_vec(), added.to_vec());
    let fields = &declared.event.fields;
    let mut pairs = Vec::new();
    for (old, at) in take_pairs(&mut old, &mut new, |old, at| is_same(old, declared, at)) {
        pairs.push(Pair::Renamed(old, at));
    }
    let only = old.len() == 1 && new.len() == 1;
    let replaces = |old: &LockedField, at: usize| only || is_alike(&old.schema, &fields[at]);
    for (old, at) in take_pairs(&mut old, &mut new, replaces) {
        pairs.push(Pair::Replaced(old, at));
    }
    // Nothing else tells what became of it, and a number that tells more must
    // not get by because it is called something else.
    for (old, at) in take_pairs(&mut old, &mut new, |old, at| is_measure(old, declared, at)) {
        pairs.push(Pair::Replaced(old, at));
    }
    pairs.extend(old.into_iter().map(Pair::Removed));
    pairs.extend(new.into_iter().map(Pair::Added));
    pairs
}

/// Takes out of both lists those that belong together.
fn take_pairs<'a>(
    old: &mut Vec<&'a LockedField>,
    new: &mut Vec<usize>,
    belong: impl Fn(&LockedField, usize) -> bool,
) -> Vec<(&'a LockedField, usize)> {
    let mut pairs = Vec::new();
    old.retain(|old| {
        let found = new.iter().position(|at| belong(old, *at));
        pairs.extend(found.map(|found| (*old, new.remove(found))));
        found.is_none()
    });
    pairs
}

/// The same field in Rust; or everything but the key is the same, up to the
/// words that describe it.
fn is_same(old: &LockedField, new: Declared<'_>, at: usize) -> bool {
    let (field, now) = (&old.schema, &new.event.fields[at]);
    let described = !field.description.is_empty() && field.description == now.description;
    let shaped = (field.unit, field.privacy, &field.granularity)
        == (now.unit, now.privacy, &now.granularity);
    field.name() == now.name() || (described && shaped && is_same_type(old, new, at))
}

fn is_same_type(old: &LockedField, new: Declared<'_>, at: usize) -> bool {
    let codes = |table: &crate::EnumSchema| {
        table.codes.iter().map(|code| (code.code, code.name.clone())).collect::<Vec<_>>()
    };
    let old_codes = old.table.as_ref().map(|table| codes(&table.live(0)));
    let new_codes = new.event.enums.iter().find(|table| table.field as usize == at).map(codes);
    let same = old.schema.kind == new.event.fields[at].kind && old_codes == new_codes;
    same || !new.knows_kind(at)
}

/// Described in the same words, or half of the words of the keys are the same.
fn is_alike(old: &FieldSchema, new: &FieldSchema) -> bool {
    let (a, b) = (key_words(&old.key), key_words(&new.key));
    let same = a.intersection(&b).count();
    (!old.description.is_empty() && old.description == new.description)
        || same * 2 >= a.len().max(b.len())
}

/// The same kind of number in the same unit, which has to have one: plain
/// numbers are alike anyway.
fn is_measure(old: &LockedField, new: Declared<'_>, at: usize) -> bool {
    let (old, now) = (&old.schema, &new.event.fields[at]);
    let same_kind = old.kind == now.kind || !new.knows_kind(at);
    same_kind && old.unit == now.unit && old.unit.is_some()
}

fn key_words(key: &str) -> BTreeSet<String> {
    words(key).into_iter().map(|word| word.to_ascii_lowercase()).collect()
}
