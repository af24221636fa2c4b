//! The fields of an event: those with the same key, those that are new, and
//! those that are gone.

use super::{
    codes, direction,
    event::{waivers, words},
    moved,
    pairs::{self, Pair},
    report::{Report, both, field, or_none},
    review,
    rules::{self as rule},
    said::{BECOMES_OPTIONAL, BECOMES_REQUIRED, KEY_TAKEN, KIND_CHANGED},
};
use crate::{
    FieldSchema, Granularity, Privacy,
    lock::{Declared, LockedEvent, LockedField, granularity_words},
};

pub(super) fn compare(report: &mut Report, locked: &LockedEvent, new: Declared<'_>) {
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for old in locked.live_fields() {
        match position(new, &old.schema.key) {
            Some(at) => same_key(report, (locked, old), new, at),
            None if new.declares(&old.schema.key) => {}
            None => removed.push(old),
        }
    }
    for (at, schema) in new.event.fields.iter().enumerate() {
        match locked.field(&schema.key) {
            Some(old) if old.is_live() => {}
            Some(old) => again(report, old, new, at),
            None => added.push(at),
        }
    }
    for pair in pairs::of(&removed, &added, new) {
        match pair {
            Pair::Removed(old) => gone(report, old),
            Pair::Added(at) => come(report, &new.event.fields[at]),
            Pair::Renamed(old, at) => another_key(report, old, &new.event.fields[at]),
            Pair::Replaced(old, at) => {
                gone(report, old);
                come(report, &new.event.fields[at]);
                replaced(report, &old.schema, &new.event.fields[at]);
            }
        }
    }
}

fn position(new: Declared<'_>, key: &str) -> Option<usize> {
    new.event.fields.iter().position(|field| field.key == key)
}

fn same_key(
    report: &mut Report,
    (event, locked): (&LockedEvent, &LockedField),
    new: Declared<'_>,
    at: usize,
) {
    let (old, now) = (&locked.schema, &new.event.fields[at]);
    let place = field(&now.key);
    if new.knows_kind(at) {
        same_type(report, locked, new, at);
    }
    same_measure(report, old, now);
    privacy(report, old, now);
    // What is switched off for all fields is nothing new for one of them.
    let before = [old.waivers.as_slice(), event.head.waivers.as_slice()].concat();
    waivers(report, place, (&old.waivers, &before), &now.waivers);
    if let Some(from) = moved::from(event, locked, now) {
        return another_key(report, from, now);
    }
    words(report, place, "the description", &old.description, &now.description);
    words(report, place, "the name in Rust", old.name(), now.name());
}

/// What follows from the type of a field.
fn same_type(report: &mut Report, locked: &LockedField, new: Declared<'_>, at: usize) {
    let (old, now) = (&locked.schema, &new.event.fields[at]);
    let place = field(&now.key);
    if old.kind != now.kind {
        report.say(KIND_CHANGED, place, both(old.kind, now.kind));
    }
    if old.optional != now.optional {
        let word = |optional| if optional { "optional" } else { "required" };
        let said = if now.optional { BECOMES_OPTIONAL } else { BECOMES_REQUIRED };
        report.say(said, place, both(word(old.optional), word(now.optional)));
    }
    codes::compare(report, locked, new.event, at);
}

/// What a number says beside its type.
fn same_measure(report: &mut Report, old: &FieldSchema, now: &FieldSchema) {
    let place = field(&now.key);
    if old.unit != now.unit {
        let message = "the unit of a key never changes".to_owned();
        let values = both(or_none(old.unit), or_none(now.unit));
        report.add(rule::UNIT, place, values, (message, KIND_CHANGED.fix));
    }
    if old.granularity != now.granularity {
        let message = "rounding, buckets and maximum of a key never change".to_owned();
        let values = both(coarse(&old.granularity), coarse(&now.granularity));
        report.add(rule::GRANULARITY, place, values, (message, KIND_CHANGED.fix));
    }
}

/// What leaves of the field, and under which review.
fn privacy(report: &mut Report, old: &FieldSchema, new: &FieldSchema) {
    let (place, values) = (field(&new.key), both(old.privacy, new.privacy));
    match (old.privacy, new.privacy) {
        (Privacy::Audited, Privacy::Audited) => {
            if let (Some(old), Some(new)) = (&old.review, &new.review) {
                review::compare(report, place, old, new);
            }
        }
        (before, Privacy::Audited) => {
            let message = match before {
                Privacy::Metadata => "a number becomes a text that leaves",
                _ => "a text that stayed on the instance now leaves",
            };
            report.note(rule::TEXT_LEAVES, place, values, message.to_owned());
        }
        (Privacy::Audited, _) => {
            report.note(rule::TEXT_STAYS, place, values, "the text no longer leaves".to_owned());
        }
        _ => {}
    }
}

/// In words; a number that leaves as it is has some, too.
fn coarse(granularity: &Granularity) -> String {
    match granularity_words(granularity).strip_prefix(", ") {
        Some(words) => words.to_owned(),
        None => "exact".to_owned(),
    }
}

/// A key that was removed and is declared again.
fn again(report: &mut Report, locked: &LockedField, new: Declared<'_>, at: usize) {
    let (old, now) = (&locked.schema, &new.event.fields[at]);
    let same_kind = old.kind == now.kind || !new.knows_kind(at);
    if same_kind && (old.unit, &old.granularity) == (now.unit, &now.granularity) {
        come(report, now);
        privacy(report, old, now);
        codes::compare(report, locked, new.event, at);
        return;
    }
    report.say(KEY_TAKEN, field(&now.key), both(shape(old), shape(now)));
}

fn shape(field: &FieldSchema) -> String {
    let unit = field.unit.map(|unit| format!(" in {unit}")).unwrap_or_default();
    format!("{}{unit}{}", field.kind, granularity_words(&field.granularity))
}

fn come(report: &mut Report, new: &FieldSchema) {
    let values = (None, Some(shape(new)));
    report.note(rule::FIELD_ADDED, field(&new.key), values, "the field is new".to_owned());
}

fn gone(report: &mut Report, old: &LockedField) {
    let values = (Some(shape(&old.schema)), None);
    let message = format!("the field `{}` is removed; its key stays reserved", old.schema.key);
    report.note(rule::FIELD_REMOVED, field(&old.schema.key), values, message);
}

fn another_key(report: &mut Report, old: &LockedField, new: &FieldSchema) {
    let key = &old.schema.key;
    let message =
        "the field has another key, so that old and new rows no longer belong together".to_owned();
    let fix = format!("write `key = \"{key}\"` at the field");
    report.add(rule::KEY, field(&new.key), both(key, &new.key), (message, &fix));
}

/// A new key in the place of an old one, which may tell more.
fn replaced(report: &mut Report, old: &FieldSchema, new: &FieldSchema) {
    privacy(report, old, new);
    if (old.privacy, new.privacy) != (Privacy::Metadata, Privacy::Metadata) {
        return;
    }
    let values = || both(shape(old), shape(new));
    let key = &old.key;
    match direction::of(old, new) {
        direction::Direction::Same => {}
        direction::Direction::Finer => {
            let message = format!("the key tells more than `{key}`, which it replaces");
            report.note(rule::FINER, field(&new.key), values(), message);
        }
        direction::Direction::Coarser => {
            let message = format!("the key tells less than `{key}`, which it replaces");
            report.note(rule::COARSER, field(&new.key), values(), message);
        }
    }
}
