//! What a field and its enum say.

use super::{
    LockedCode, LockedField, LockedTable,
    options::Options,
    parse::{RawCode, RawEnum, RawField},
    read::{described, waivers},
    syntax::Fault,
    text::commented,
    write_field,
};
use crate::{
    EnumCode, FieldSchema, Granularity, Kind, Privacy, Rounding, TextReview, Unit,
    audit::{Allowed, Limits},
    names,
};

pub(super) fn field(raw: RawField<'_>) -> Result<LockedField, Fault> {
    let mut options = raw.options;
    let key = options.text("key")?.unwrap_or_else(|| raw.name.to_owned());
    names::check_key(&key).map_err(|error| options.fault(error.to_string()))?;
    let (kind, privacy) = (kind(&mut options)?, privacy(&mut options)?);
    let schema = FieldSchema {
        description: described(&raw.comment),
        optional: options.flag("may_be_absent")?,
        unit: unit(&mut options)?,
        granularity: granularity(&mut options)?,
        review: review(&mut options)?,
        waivers: waivers(&mut options, "field_waiver")?,
        name: options.text("field_name")?,
        ..FieldSchema::new(key, privacy, kind)
    };
    check(&options, &schema, raw.table.is_some())?;
    // Which enum it is follows from where the field stands.
    options.text("codes")?;
    let last_version = last_version(&mut options, "last_version")?;
    options.finish()?;
    let table = raw.table.map(table).transpose()?;
    Ok(LockedField { number: raw.number, schema, table, last_version })
}

/// What can have been accepted is what can have been declared.
fn check(options: &Options<'_>, field: &FieldSchema, table: bool) -> Result<(), Fault> {
    if (field.kind == Kind::Text) == (field.privacy == Privacy::Metadata) {
        return Err(options.fault(format!("{} cannot be {}", field.kind, field.privacy)));
    }
    if field.review.is_some() != (field.privacy == Privacy::Audited) {
        return Err(options.fault("a text has a review exactly if it is audited"));
    }
    if table != (field.kind == Kind::Enum) {
        return Err(options.fault("a field has codes exactly if it is an enum"));
    }
    match field.granularity.problem() {
        Some(problem) => Err(options.fault(problem.to_string())),
        None => Ok(()),
    }
}

fn kind(options: &mut Options<'_>) -> Result<Kind, Fault> {
    let words = Kind::ALL.into_iter().map(|it| (write_field::kind(it), it));
    let kind = options.word("kind", words)?;
    options.required("kind", kind)
}

fn privacy(options: &mut Options<'_>) -> Result<Privacy, Fault> {
    let all = [Privacy::Metadata, Privacy::Private, Privacy::Audited];
    let words = all.into_iter().map(|it| (write_field::privacy(it), it));
    let privacy = options.word("privacy", words)?;
    options.required("privacy", privacy)
}

fn unit(options: &mut Options<'_>) -> Result<Option<Unit>, Fault> {
    let Some(symbol) = options.text("unit")? else { return Ok(None) };
    match Unit::from_symbol(&symbol) {
        Some(unit) => Ok(Some(unit)),
        None => Err(options.fault(format!("there is no unit `{}`", symbol.escape_debug()))),
    }
}

fn granularity(options: &mut Options<'_>) -> Result<Granularity, Fault> {
    let max = options.number("max")?;
    let Some(mut parts) = options.message("rounding")? else {
        return Ok(Granularity { max, rounding: Rounding::Exact });
    };
    let rounding = if let Some(step) = parts.number("step")? {
        Rounding::Step(step)
    } else if parts.flag("power_of_two")? {
        Rounding::PowerOfTwo
    } else {
        let mut buckets = parts.message("buckets")?.ok_or_else(|| parts.fault("no rounding"))?;
        let bounds = buckets.numbers("bounds")?;
        let bounds = buckets.required("bounds", bounds)?;
        buckets.finish()?;
        Rounding::Buckets(bounds)
    };
    parts.finish()?;
    Ok(Granularity { max, rounding })
}

fn review(options: &mut Options<'_>) -> Result<Option<TextReview>, Fault> {
    let Some(mut parts) = options.message("review")? else { return Ok(None) };
    let limits = limits(&mut parts)?;
    let (definition, date) = (parts.parsed("definition")?, parts.parsed("date")?);
    let expires = parts.parsed("expires")?;
    let review = TextReview {
        limits,
        with_user: parts.flag("with_user")?,
        definition: parts.required("definition", definition)?,
        reason: parts.required_text("reason")?,
        reviewer: parts.required_text("reviewer")?,
        link: parts.required_text("link")?,
        date: parts.required("date", date)?,
        expires: parts.required("expires", expires)?,
    };
    parts.finish()?;
    Ok(Some(review))
}

fn limits(parts: &mut Options<'_>) -> Result<Limits, Fault> {
    let max_bytes = parts.number("max_bytes")?;
    let max_bytes = parts.required("max_bytes", max_bytes)?;
    let allowed = match parts.text("pattern")? {
        Some(pattern) => Allowed::Pattern(pattern),
        None => Allowed::Values(parts.texts("value")?),
    };
    Limits::new(max_bytes, allowed).map_err(|error| parts.fault(error.to_string()))
}

fn last_version(options: &mut Options<'_>, name: &str) -> Result<Option<i32>, Fault> {
    let version = options.number(name)?;
    // Both say the same; each tool knows one of them.
    if options.flag("deprecated")? == version.is_some() {
        Ok(version)
    } else {
        Err(options.fault("what was removed is deprecated and has its last version"))
    }
}

fn table(raw: RawEnum<'_>) -> Result<LockedTable, Fault> {
    let mut options = raw.options;
    let name = options.required_text("enum_name")?;
    let codes = raw.codes.into_iter().map(code).collect::<Result<Vec<_>, _>>()?;
    if !codes.is_sorted_by(|a, b| a.code.code < b.code.code) {
        return Err(options.fault("the codes are not in ascending order"));
    }
    options.finish()?;
    Ok(LockedTable { name, description: commented(&raw.comment), codes })
}

fn code(raw: RawCode<'_>) -> Result<LockedCode, Fault> {
    let mut options = raw.options;
    let name = options.required_text("variant")?;
    let last_version = last_version(&mut options, "code_last_version")?;
    if raw.number < 1 {
        return Err(options.fault("a code is at least 1"));
    }
    options.finish()?;
    let description = commented(&raw.comment);
    Ok(LockedCode { code: EnumCode { code: raw.number, name, description }, last_version })
}
