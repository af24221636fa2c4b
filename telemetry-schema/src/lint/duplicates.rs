//! One declaration for each event, by its canonical names.

use std::collections::BTreeMap;

use super::{Class, Finding};
use crate::{EventSchema, names::canonical, rules};

pub(super) fn check(events: &[&EventSchema], findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(String, String), &EventSchema> = BTreeMap::new();
    for event in events {
        let name = (canonical(&event.feature), canonical(&event.action));
        match seen.get(&name) {
            Some(first) => findings.push(duplicate(event, first)),
            None => {
                seen.insert(name, event);
            }
        }
    }
}

fn duplicate(event: &EventSchema, first: &EventSchema) -> Finding {
    let (this, other, place) = (event.display_name(), first.display_name(), &first.declared_by);
    let message = if this == other {
        format!("the event {this} is declared by `{place}`, too")
    } else {
        format!("the event {this} is the same as {other}, which `{place}` declares")
    };
    let fix = "rename the action of one of them; names that differ only by case, dashes or dots \
               are the same";
    Finding {
        class: Some(Class::Wire),
        old: Some(other),
        new: Some(this),
        ..Finding::new(rules::DECLARED_ONCE, event, message, fix)
    }
}
