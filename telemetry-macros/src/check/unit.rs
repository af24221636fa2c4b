//! The unit of a field: declared where it is due, and what the key says.

use telemetry_schema::{
    Dimension, Kind, Unit, nearest, rules,
    words::{Agrees, UnitWord},
};

use crate::{
    ast::Field,
    attr::{backticked, did_you_mean},
    report::Report,
    types::spells_duration,
};

pub(super) fn check_unit(field: &Field<'_>, report: &Report) {
    let Some(slot) = &field.attrs.unit else {
        check_missing(field, report);
        return;
    };
    let at = &slot.tokens;
    let Some(unit) = Unit::from_symbol(&slot.value) else {
        report.error(rules::UNIT, at, unknown_unit(&slot.value));
        return;
    };
    let problem = unsuitable(field, unit).or_else(|| contradicted(field, unit));
    if let Some(problem) = problem {
        report.error(rules::UNIT, at, problem);
    }
}

/// What is no primitive may be an enum, which has no unit; whether one is
/// missing there is the compiler's to say.
fn check_missing(field: &Field<'_>, report: &Report) {
    if spells_duration(field.ty) && field.is_metadata() && !field.attrs.has("unit") {
        let word = UnitWord::of(&field.key()).and_then(|word| word.example());
        let unit = word.filter(|word| is_time(word)).unwrap_or("ms");
        report.error(
            rules::UNIT,
            field.ty,
            format!("a `Duration` needs the unit in which it is exported; add `#[telemetry(unit = \"{unit}\")]`"),
        );
    } else if field.primitive().is_some_and(|kind| kind != Kind::Bool)
        && let Some(message) = missing_message(field)
    {
        report.error(rules::UNIT, field.key_tokens(), message);
    }
}

fn is_time(symbol: &str) -> bool {
    Unit::from_symbol(symbol).is_some_and(|unit| unit.dimension() == Dimension::Time)
}

/// What is said of a field whose key speaks of a unit that is not declared.
pub(crate) fn missing_message(field: &Field<'_>) -> Option<String> {
    let word = field.missing_unit()?;
    let advice = match word.example() {
        Some(example) => format!("add `#[telemetry(unit = \"{example}\")]`"),
        None => "export whole units, such as `unit = \"EUR\"`, under another key".to_owned(),
    };
    Some(format!(
        "the key `{}` ends in `{}`, and nothing says in what it is measured; {advice}",
        field.key(),
        word.word
    ))
}

fn unknown_unit(written: &str) -> String {
    let symbols: Vec<&str> = Unit::measures().map(Unit::symbol).collect();
    let meant = spelled_out(written).or_else(|| nearest(written, Unit::all().map(Unit::symbol)));
    format!(
        "unknown unit `{written}`; {}the units are {} and the code of a currency, such as `EUR`",
        did_you_mean(meant),
        backticked(symbols)
    )
}

/// The symbol of a unit that was written as a word, or in other case.
fn spelled_out(written: &str) -> Option<&'static str> {
    let lower = written.to_lowercase();
    match UnitWord::of(&lower)?.agrees {
        Agrees::Unit(unit) => Some(unit.symbol()),
        Agrees::Dimensions(_) | Agrees::Nothing => None,
    }
}

fn unsuitable(field: &Field<'_>, unit: Unit) -> Option<String> {
    if !field.is_metadata() {
        return Some("a text has no unit; remove `unit`".to_owned());
    }
    if field.primitive() == Some(Kind::Bool) {
        return Some("a `bool` has no unit; remove `unit`".to_owned());
    }
    (spells_duration(field.ty) && unit.dimension() != Dimension::Time).then(|| {
        format!(
            "a `Duration` is measured in a unit of time, not in `{unit}`; write `unit = \"ms\"`"
        )
    })
}

fn contradicted(field: &Field<'_>, unit: Unit) -> Option<String> {
    let word = field.contradicted_word(unit)?;
    let key = field.key();
    let said = match word.agrees {
        Agrees::Unit(exact) => format!("asks for `{exact}`"),
        Agrees::Dimensions(dimensions) => {
            let names: Vec<&str> = dimensions.iter().map(|dimension| dimension.as_str()).collect();
            format!("asks for {}", names.join(" or "))
        }
        Agrees::Nothing => "is a part of a unit".to_owned(),
    };
    Some(format!(
        "the unit `{unit}` contradicts the key `{key}`, whose last word {said}; \
         change the unit, or choose another key"
    ))
}
