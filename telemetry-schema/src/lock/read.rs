//! What the statements of a message say of an event.

use super::{
    LockedEvent, LockedField, State,
    options::Options,
    parse::{RawField, RawMessage},
    read_field,
    syntax::Fault,
    text::commented,
    write,
};
use crate::{Billing, EventSchema, MAX_FIELDS, Purpose, SampleRate, Stability, Waiver, names};

pub(super) fn event(raw: RawMessage<'_>) -> Result<LockedEvent, Fault> {
    let mut options = raw.options;
    let (feature, action) = (options.required_text("feature")?, options.required_text("action")?);
    names::check_event(&feature, &action).map_err(|error| options.fault(error.to_string()))?;
    let head = EventSchema {
        version: read_version(&mut options, "version")?,
        description: described(&raw.comment),
        owner: options.required_text("owner")?,
        expires: options.parsed("expires")?,
        sample_rate: sample_rate(&mut options)?,
        billing: billing(&mut options)?,
        renamed_from: options.text("renamed_from")?,
        waivers: waivers(&mut options, "event_waiver")?,
        stability: stability(&mut options)?,
        ..EventSchema::new(feature, action, purpose(&mut options)?)
    };
    let conditional_keys = options.texts("conditional_key")?;
    let next_number = options.number("next_number")?;
    let next_number = options.required("next_number", next_number)?;
    let state = state(&mut options)?;
    let fields = fields(&options, raw.fields, next_number)?;
    options.finish()?;
    Ok(LockedEvent { head, fields, conditional_keys, next_number, state })
}

/// The description in a comment whose last two lines are a blank one and the
/// facts, which follow from the options.
pub(super) fn described(comment: &[&str]) -> String {
    commented(&comment[..comment.len().saturating_sub(2)])
}

fn read_version(options: &mut Options<'_>, name: &str) -> Result<i32, Fault> {
    let version = options.number(name)?;
    let version = options.required(name, version)?;
    if version < 0 { Err(options.fault("the version is negative")) } else { Ok(version) }
}

fn purpose(options: &mut Options<'_>) -> Result<Purpose, Fault> {
    let words = Purpose::ALL.into_iter().map(|it| (write::purpose(it), it));
    let purpose = options.word("purpose", words)?;
    options.required("purpose", purpose)
}

fn stability(options: &mut Options<'_>) -> Result<Stability, Fault> {
    let words = Stability::ALL.into_iter().map(|it| (write::stability(it).to_owned(), it));
    let stability = options.word("stability", words)?;
    options.required("stability", stability)
}

fn sample_rate(options: &mut Options<'_>) -> Result<Option<SampleRate>, Fault> {
    let rate = options.number("sample_rate")?.map(SampleRate::new).transpose();
    rate.map_err(|error| options.fault(error.to_string()))
}

fn billing(options: &mut Options<'_>) -> Result<Option<Billing>, Fault> {
    let Some(mut parts) = options.message("billing")? else { return Ok(None) };
    let billing = Billing {
        product: parts.required_text("product")?,
        category: parts.required_text("category")?,
    };
    for name in [&billing.product, &billing.category] {
        names::check_billing(name).map_err(|error| parts.fault(error.to_string()))?;
    }
    parts.finish()?;
    Ok(Some(billing))
}

pub(super) fn waivers(options: &mut Options<'_>, name: &str) -> Result<Vec<Waiver>, Fault> {
    let mut waivers = Vec::new();
    while let Some(mut parts) = options.message(name)? {
        let (rule, reason) = (parts.required_text("rule")?, parts.required_text("reason")?);
        parts.finish()?;
        waivers.push(Waiver { rule, reason });
    }
    Ok(waivers)
}

fn state(options: &mut Options<'_>) -> Result<State, Fault> {
    match (options.flag("deprecated")?, options.text("renamed_to")?) {
        (false, None) => Ok(State::Live),
        (true, None) => Ok(State::Removed),
        (true, Some(name)) => Ok(State::RenamedTo(name)),
        (false, Some(_)) => Err(options.fault("an event that goes on under another name is live")),
    }
}

fn fields(
    options: &Options<'_>,
    raw: Vec<RawField<'_>>,
    next_number: u32,
) -> Result<Vec<LockedField>, Fault> {
    let mut fields: Vec<LockedField> = Vec::with_capacity(raw.len());
    for raw in raw {
        let at = raw.at;
        let field = read_field::field(raw)?;
        let before = fields.last().map_or(0, |field| field.number);
        let problem = if field.number <= before || field.number >= next_number {
            "a number of a field is out of order or not below `next_number`"
        } else if fields.iter().any(|other| other.schema.key == field.schema.key) {
            "the key of this field stands twice"
        } else {
            fields.push(field);
            continue;
        };
        return Err((at, super::LockFault::Content(problem.to_owned())));
    }
    if fields.iter().filter(|field| field.is_live()).count() > MAX_FIELDS {
        return Err(options.fault(format!("more than {MAX_FIELDS} fields")));
    }
    if next_number == 0 || next_number > MAX_NUMBER {
        return Err(options.fault("`next_number` is out of range"));
    }
    Ok(fields)
}

/// As many fields as an event can have in its life. The writer lists gaps, so
/// there has to be an end; protobuf keeps 19000 to 19999 for itself.
const MAX_NUMBER: u32 = 18_999;
