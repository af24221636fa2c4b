//! The meaning of one entry.

use toml::de::DeTable;

use super::{
    MAX_TERM_DAYS, Review,
    error::{FaultKind, Faults},
    table::{At, Table},
};
use crate::{
    Date,
    audit::{Allowed, Limits, LimitsError, MAX_TEXT_BYTES},
    names::{self, NamePart},
};

/// Every key of an entry.
pub(super) const KEYS: [&str; 13] = [
    "feature",
    "action",
    "field",
    "definition",
    "reason",
    "max_bytes",
    "values",
    "pattern",
    "with_user",
    "reviewer",
    "link",
    "date",
    "expires",
];

/// Feature, action and field as they are written, if they are.
pub(super) fn subject<'a>(table: &'a DeTable<'_>) -> Option<[&'a str; 3]> {
    let text = |key| table.get(key)?.get_ref().as_str();
    Some([text("feature")?, text("action")?, text("field")?])
}

/// Reads the entry that begins at this byte; `None` if a fault was recorded
/// that leaves no review.
pub(super) fn read(table: &DeTable<'_>, at: usize, faults: &mut Faults<'_>) -> Option<Review> {
    let line = faults.line(at);
    let mut table = Table { table, at, faults };
    table.refuse_unknown(&KEYS);
    // Everything is read before the first `?`, so that every fault is told.
    let feature = table.checked("feature", |name| checked_name(name, NamePart::Feature));
    let action = table.checked("action", |name| checked_name(name, NamePart::Action));
    let field = table.checked("field", checked_key);
    let definition =
        table.checked("definition", |hash| hash.parse().map_err(FaultKind::Definition));
    let [reason, reviewer, link] = ["reason", "reviewer", "link"]
        .map(|key| table.checked(key, |text| checked_prose(key, text)));
    let limits = read_limits(&mut table);
    let with_user = table.flag("with_user");
    let (date, expires) = read_term(&mut table)?;
    Some(Review {
        feature: feature?,
        action: action?,
        field: field?,
        definition: definition?,
        reason: reason?,
        limits: limits?,
        with_user: with_user?,
        reviewer: reviewer?,
        link: link?,
        date,
        expires,
        line,
    })
}

fn checked_name(name: &str, part: NamePart) -> Result<String, FaultKind> {
    names::check_part(name, part).map(|()| name.to_owned()).map_err(FaultKind::Name)
}

fn checked_key(key: &str) -> Result<String, FaultKind> {
    names::check_key(key).map(|()| key.to_owned()).map_err(FaultKind::Key)
}

fn checked_prose(key: &'static str, text: &str) -> Result<String, FaultKind> {
    if names::is_blank_description(text) { Err(FaultKind::Blank(key)) } else { Ok(text.to_owned()) }
}

fn read_term(table: &mut Table<'_, '_, '_>) -> Option<(Date, Date)> {
    let (date, expires) = (table.date("date"), table.date("expires"));
    let ((_, date), (at, expires)) = (date?, expires?);
    let days = expires.days_since_epoch() - date.days_since_epoch();
    if days <= 0 {
        table.faults.add(at, FaultKind::ExpiresTooEarly);
    } else if days > MAX_TERM_DAYS {
        table.faults.add(at, FaultKind::ExpiresTooLate { days });
    }
    Some((date, expires))
}

fn read_limits(table: &mut Table<'_, '_, '_>) -> Option<Limits> {
    let max_bytes = read_max_bytes(table);
    let (at, allowed, places) = read_allowed(table)?;
    // Without a maximum of its own, the rest is judged by the highest one.
    let problems = Limits::problems(max_bytes.unwrap_or(MAX_TEXT_BYTES), &allowed);
    for problem in problems {
        let at = problem.value().and_then(|index| places.get(index)).copied().unwrap_or(at);
        table.faults.add(at, FaultKind::Limits(problem));
    }
    Limits::new(max_bytes?, allowed).ok()
}

fn read_max_bytes(table: &mut Table<'_, '_, '_>) -> Option<u32> {
    let (at, number) = table.number("max_bytes")?;
    let usable = number.filter(|max_bytes| (1..=MAX_TEXT_BYTES).contains(max_bytes));
    if usable.is_none() {
        table.faults.add(at, FaultKind::Limits(LimitsError::MaxBytes));
    }
    usable
}

/// What is allowed, where it is said, and where each value of a list is.
fn read_allowed(table: &mut Table<'_, '_, '_>) -> Option<(usize, Allowed, Vec<usize>)> {
    match (table.get("values"), table.get("pattern")) {
        (Some(values), None) => {
            let texts = table.texts_of("values", values)?;
            let (places, values_text) = texts.into_iter().map(owned).unzip();
            Some((values.span().start, Allowed::Values(values_text), places))
        }
        (None, Some(pattern)) => {
            let (at, pattern) = table.text_of("pattern", pattern)?;
            Some((at, Allowed::Pattern(pattern.to_owned()), Vec::new()))
        }
        (None, None) => {
            table.faults.add(table.at, FaultKind::NoLimits);
            None
        }
        (Some(values), Some(pattern)) => {
            let second = values.span().start.max(pattern.span().start);
            table.faults.add(second, FaultKind::TwoLimits);
            None
        }
    }
}

fn owned((at, text): At<&str>) -> At<String> {
    (at, text.to_owned())
}
