//! The codes of an enum: a number means what it meant when it was first
//! accepted.

use super::{
    event::words,
    report::{Place, Report, both, field},
    rules::{self as rule},
};
use crate::{
    EnumCode, EnumSchema, EventSchema,
    lock::{LockedCode, LockedField, LockedTable},
    nearest,
};

pub(super) fn compare(report: &mut Report, old: &LockedField, event: &EventSchema, at: usize) {
    let table = event.enums.iter().find(|table| table.field as usize == at);
    let (Some(old_table), Some(new)) = (&old.table, table) else { return };
    let key = &old.schema.key;
    words(report, field(key), "the name of the enum", &old_table.name, &new.name);
    words(
        report,
        field(key),
        "the description of the enum",
        &old_table.description,
        &new.description,
    );
    for code in &new.codes {
        match known(old_table, |known| known.code == code.code) {
            Some(known) => same_number(report, key, (known, code), old_table, new),
            None => new_number(report, key, code, old_table),
        }
    }
    for LockedCode { code, last_version } in &old_table.codes {
        let moved = new.codes.iter().any(|new| new.name == code.name);
        let stays = new.codes.iter().any(|new| new.code == code.code);
        if last_version.is_none() && !moved && !stays {
            let message = format!("the code `{}` is removed; its number stays reserved", code.name);
            report.note(rule::CODE_REMOVED, place(key, code), (Some(written(code)), None), message);
        }
    }
}

const fn place<'a>(key: &'a str, code: &EnumCode) -> Place<'a> {
    Place { field: Some(key), code: Some(code.code) }
}

fn written(code: &EnumCode) -> String {
    format!("{} = {}", code.name, code.code)
}

fn known(table: &LockedTable, is: impl Fn(&EnumCode) -> bool) -> Option<&LockedCode> {
    table.codes.iter().find(|known| is(&known.code))
}

fn new_number(report: &mut Report, key: &str, code: &EnumCode, old: &LockedTable) {
    match known(old, |known| known.name == code.name) {
        Some(LockedCode { code: before, .. }) => {
            let message = format!("`{}` has another number", code.name);
            let fix = format!("write `{}`", written(before));
            report.add(
                rule::CODE,
                place(key, code),
                both(written(before), written(code)),
                (message, &fix),
            );
        }
        None => {
            let message = format!("the code `{}` is new", code.name);
            report.note(rule::CODE_ADDED, place(key, code), (None, Some(written(code))), message);
        }
    }
}

fn same_number(
    report: &mut Report,
    key: &str,
    (known_code, new): (&LockedCode, &EnumCode),
    old_table: &LockedTable,
    new_table: &EnumSchema,
) {
    let old = &known_code.code;
    let (place, values) = (place(key, new), || both(written(old), written(new)));
    let removed = known_code.last_version.is_some();
    if old.name == new.name && removed {
        let message = format!("the code `{}` is declared again", new.name);
        report.note(rule::CODE_ADDED, place, (None, Some(written(new))), message);
    } else if old.name == new.name {
        words(report, place, "the description of the code", &old.description, &new.description);
    } else if !removed && is_renamed(old, new, old_table, new_table) {
        let message = format!("the code {} has another name", new.code);
        report.note(rule::CODE_RENAMED, place, values(), message);
    } else {
        let message =
            format!("the code {} meant `{}` and is given to `{}`", new.code, old.name, new.name);
        let fix = "give the new name a number that was never used, and leave the old one its own";
        report.add(rule::CODE, place, values(), (message, fix));
    }
}

/// Another word for the same thing: neither name is known elsewhere, and the
/// description is the same or the name nearly so.
fn is_renamed(
    old: &EnumCode,
    new: &EnumCode,
    old_table: &LockedTable,
    new_table: &EnumSchema,
) -> bool {
    let moved = known(old_table, |known| known.name == new.name).is_some()
        || new_table.codes.iter().any(|code| code.name == old.name);
    let described = !old.description.is_empty() && old.description == new.description;
    !moved && (described || nearest(&old.name, [new.name.as_str()]).is_some())
}
