//! One name, one table of codes: two enums of one name would be read as one.

use std::collections::BTreeMap;

use super::{Class, Finding};
use crate::{EnumSchema, EventSchema, rules};

/// The name of each code.
type Codes<'a> = BTreeMap<i32, &'a str>;

pub(super) fn check(events: &[&EventSchema], findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, (Codes<'_>, &EventSchema)> = BTreeMap::new();
    for event in events {
        for table in &event.enums {
            let codes = codes(table);
            let (first, by) = seen.entry(&table.name).or_insert_with(|| (codes.clone(), event));
            if *first != codes {
                findings.push(difference(event, table, &codes, first, by));
            }
        }
    }
}

fn codes(table: &EnumSchema) -> Codes<'_> {
    table.codes.iter().map(|code| (code.code, code.name.as_str())).collect()
}

fn difference(
    event: &EventSchema,
    table: &EnumSchema,
    codes: &Codes<'_>,
    first: &Codes<'_>,
    by: &EventSchema,
) -> Finding {
    let message = format!(
        "the enum `{}` has other codes here than in {}, which `{}` declares",
        table.name,
        by.display_name(),
        by.declared_by
    );
    let fix = "use one enum for both, or rename one of them";
    Finding {
        class: Some(Class::Meaning),
        field: event.fields.get(table.field as usize).map(|field| field.key.clone()),
        old: Some(written(first)),
        new: Some(written(codes)),
        ..Finding::new(rules::VALUE_ENUM, event, message, fix)
    }
}

fn written(codes: &Codes<'_>) -> String {
    let codes: Vec<String> = codes.iter().map(|(code, name)| format!("{name} = {code}")).collect();
    codes.join(", ")
}
