//! Which rules a declaration waives. Only rules that a person can judge better
//! than a list of words can be waived.

use telemetry_schema::rules::{self, Rule};

use crate::{
    ast::{Container, Event, Field},
    attr::{Attrs, Waived},
};

/// Whether this rule is switched off for the field, by itself or by its event.
/// A waiver with a mistake counts: it has been reported, and the rule that it
/// was meant for would only say the same again.
pub(crate) fn waives(
    container: &Container<'_>,
    event: &Event<'_>,
    field: &Field<'_>,
    rule: &Rule,
) -> bool {
    let names = |waived: &Waived| waived.id == rule.id || Rule::find(&waived.id).is_none();
    let waives = |attrs: &Attrs| attrs.broken.contains(&"allow") || attrs.waived.iter().any(names);
    waives(&field.attrs) || waives(container.event_attrs(event))
}

/// Whether the rule would find something at the field.
pub(crate) fn fires(field: &Field<'_>, rule: &Rule) -> bool {
    rule == rules::IDENTIFYING_KEY && field.identifies().is_some()
}

/// The waivers as the schema has them.
pub(crate) fn schema(waived: &[Waived]) -> Vec<telemetry_schema::Waiver> {
    waived
        .iter()
        .map(|waived| telemetry_schema::Waiver {
            rule: waived.id.clone(),
            reason: waived.reason.clone(),
        })
        .collect()
}
