//! The codes of an enum: a number means what it meant when it was first
//! accepted.

use super::{
    code::{self, CodeWords, Elsewhere},
    event::words,
    report::{Place, Report, field},
    rules::{self as rule},
};
use crate::{
    EnumCode, EnumSchema, EventSchema,
    lock::{LockedCode, LockedField, LockedTable},
};

pub(super) fn compare(report: &mut Report, old: &LockedField, event: &EventSchema, at: usize) {
    let table = event.enums.iter().find(|table| table.field as usize == at);
    let (Some(old_table), Some(new)) = (&old.table, table) else { return };
    let key = &old.schema.key;
    let enumeration = [
        ("the name of the enum", &old_table.name, &new.name),
        ("the description of the enum", &old_table.description, &new.description),
    ];
    for (what, old, new) in enumeration {
        words(report, field(key), what, old, new);
    }
    for code in &new.codes {
        declared(report, key, code, old_table, new);
    }
    for known in &old_table.codes {
        missing(report, key, known, new);
    }
}

fn declared(
    report: &mut Report,
    key: &str,
    new: &EnumCode,
    old_table: &LockedTable,
    new_table: &EnumSchema,
) {
    let place = Place { field: Some(key), code: Some(new.code) };
    let old = old_table.codes.iter().find(|known| known.code.code == new.code);
    let namesake = old_table
        .codes
        .iter()
        .find(|known| known.code.name == new.name && known.code.code != new.code);
    let elsewhere = Elsewhere {
        new_name_was: namesake.is_some(),
        old_name_is: old.is_some_and(|old| names(new_table, &old.code.name)),
    };
    let before = old.or(namesake).map(|known| written(&known.code));
    match (code::declared(old.map(known_words), words_of(new, true), elsewhere), old) {
        (Some(said), _) => report.say(said, place, (before, Some(written(new)))),
        (None, Some(LockedCode { code: old, last_version: None })) => {
            words(report, place, "the description of the code", &old.description, &new.description);
        }
        (None, Some(_)) => {
            let message = format!("the code `{}` is declared again", new.name);
            report.note(rule::CODE_ADDED, place, (None, Some(written(new))), message);
        }
        (None, None) => {
            let message = format!("the code `{}` is new", new.name);
            report.note(rule::CODE_ADDED, place, (None, Some(written(new))), message);
        }
    }
}

fn missing(report: &mut Report, key: &str, known: &LockedCode, new: &EnumSchema) {
    let number = known.code.code;
    if new.codes.iter().any(|code| code.code == number) {
        return;
    }
    let elsewhere = Elsewhere { new_name_was: false, old_name_is: names(new, &known.code.name) };
    if let Some(said) = code::missing(known_words(known), elsewhere) {
        let place = Place { field: Some(key), code: Some(number) };
        report.say(said, place, (Some(written(&known.code)), None));
    }
}

fn names(table: &EnumSchema, name: &str) -> bool {
    table.codes.iter().any(|code| code.name == name)
}

fn known_words(known: &LockedCode) -> CodeWords<'_> {
    words_of(&known.code, known.last_version.is_none())
}

fn words_of(code: &EnumCode, live: bool) -> CodeWords<'_> {
    CodeWords { code: code.code, name: &code.name, description: &code.description, live }
}

fn written(code: &EnumCode) -> String {
    format!("{} = {}", code.name, code.code)
}
