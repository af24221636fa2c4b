//! The catalogue as JSON, whose shape `docs/reference.md` documents.
//!
//! One line for each fact of an event and one for each field, in the order of
//! the lock; names within an object have an order of their own here, because
//! people compare two versions of the file.

use telemetry_schema::{
    FieldSchema, Rounding, TextReview, Waiver,
    audit::Allowed,
    lock::{LockedCode, LockedEvent, LockedField, LockedTable, State},
};

use super::{Page, Source, escape::json as text, facts, files::mark};

const NAME: &str = "catalogue.json";

/// Raised when a name of the shape changes its meaning or goes away.
const FORMAT: u32 = 1;

pub(super) fn catalogue(source: &Source<'_>) -> Page {
    let events: Vec<String> = source.lock.events().map(event).collect();
    let mark = text(&mark(NAME));
    let events = list(&events, "\n", "\n  ");
    let text = format!(
        "{{\n  \"generated_by\": {mark},\n  \"format\": {FORMAT},\n  \"events\": {events}\n}}\n"
    );
    Page { name: NAME.to_owned(), text }
}

fn event(event: &LockedEvent) -> String {
    let head = &event.head;
    let renamed_to = match &event.state {
        State::RenamedTo(name) => Some(name),
        State::Live | State::Removed => None,
    };
    let billing = head
        .billing
        .as_ref()
        .map(|it| object(&[("product", text(&it.product)), ("category", text(&it.category))]));
    let keys: Vec<_> = event.conditional_keys.iter().map(|key| text(key)).collect();
    let fields: Vec<_> = event.fields.iter().map(|it| format!("        {}", field(it))).collect();
    let members = [
        ("feature", text(&head.feature)),
        ("action", text(&head.action)),
        ("state", text(facts::state_word(&event.state))),
        ("version", head.version.to_string()),
        ("description", text(&head.description)),
        ("owner", text(&head.owner)),
        ("purpose", text(head.purpose.as_str())),
        ("stability", text(head.stability.as_str())),
        ("expires", optional(head.expires.map(|date| text(&date.to_string())))),
        ("sample_rate", optional(head.sample_rate.map(|rate| number(rate.get())))),
        ("billing", optional(billing)),
        ("renamed_from", optional(head.renamed_from.as_ref().map(|name| text(name)))),
        ("renamed_to", optional(renamed_to.map(|name| text(name)))),
        ("may_identify", event.schema().may_identify().to_string()),
        ("conditional_keys", list(&keys, "", "")),
        ("waivers", waivers(&head.waivers)),
        ("fields", list(&fields, "\n", "\n      ")),
    ];
    let members = members.map(|(name, value)| format!("      \"{name}\": {value}"));
    format!("    {{\n{}\n    }}", members.join(",\n"))
}

fn field(locked: &LockedField) -> String {
    let field = &locked.schema;
    object(&[
        ("key", text(&field.key)),
        ("number", locked.number.to_string()),
        ("description", text(&field.description)),
        ("kind", text(field.kind.as_str())),
        ("privacy", text(field.privacy.as_str())),
        ("optional", field.optional.to_string()),
        ("unit", optional(field.unit.map(|unit| text(unit.symbol())))),
        ("max", optional(field.granularity.max.map(number))),
        ("rounding", rounding(field)),
        ("enum", optional(locked.table.as_ref().map(table))),
        ("review", optional(field.review.as_ref().map(review))),
        ("removed_after", optional(locked.last_version.map(|version| version.to_string()))),
        ("waivers", waivers(&field.waivers)),
    ])
}

fn rounding(field: &FieldSchema) -> String {
    match &field.granularity.rounding {
        Rounding::Exact => "null".to_owned(),
        Rounding::Step(step) => object(&[("step", number(*step))]),
        Rounding::PowerOfTwo => object(&[("power_of_two", "true".to_owned())]),
        Rounding::Buckets(bounds) => {
            let bounds: Vec<_> = bounds.iter().copied().map(number).collect();
            object(&[("buckets", list(&bounds, "", ""))])
        }
    }
}

fn table(table: &LockedTable) -> String {
    let codes: Vec<_> = table.codes.iter().map(code).collect();
    let (name, description) = (text(&table.name), text(&table.description));
    object(&[("name", name), ("description", description), ("codes", list(&codes, "", ""))])
}

fn code(LockedCode { code, last_version }: &LockedCode) -> String {
    object(&[
        ("code", code.code.to_string()),
        ("name", text(&code.name)),
        ("description", text(&code.description)),
        ("removed_after", optional(last_version.map(|version| version.to_string()))),
    ])
}

fn review(review: &TextReview) -> String {
    let (values, pattern) = match review.limits.allowed() {
        Allowed::Values(values) => (Some(values), None),
        Allowed::Pattern(pattern) => (None, Some(text(pattern))),
    };
    let values = values.map(|it| it.iter().map(|it| text(it)).collect::<Vec<_>>());
    object(&[
        ("definition", text(&review.definition.to_string())),
        ("max_bytes", review.limits.max_bytes().to_string()),
        ("values", optional(values.map(|values| list(&values, "", "")))),
        ("pattern", optional(pattern)),
        ("with_user", review.with_user.to_string()),
        ("reason", text(&review.reason)),
        ("reviewer", text(&review.reviewer)),
        ("link", text(&review.link)),
        ("date", text(&review.date.to_string())),
        ("expires", text(&review.expires.to_string())),
    ])
}

fn waivers(waivers: &[Waiver]) -> String {
    let waiver = |it: &Waiver| object(&[("rule", text(&it.rule)), ("reason", text(&it.reason))]);
    list(&waivers.iter().map(waiver).collect::<Vec<_>>(), "", "")
}

fn object(members: &[(&str, String)]) -> String {
    let members: Vec<_> =
        members.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{{}}}", members.join(", "))
}

/// A list between these; an empty one is short.
fn list(items: &[String], before: &str, after: &str) -> String {
    match items {
        [] => "[]".to_owned(),
        items if before.is_empty() => format!("[{}]", items.join(", ")),
        items => format!("[{before}{}{after}]", items.join(",\n")),
    }
}

fn optional(value: Option<String>) -> String {
    value.unwrap_or_else(|| "null".to_owned())
}

/// The numbers of a declaration are finite.
fn number(number: f64) -> String {
    serde_json::Value::from(number).to_string()
}
