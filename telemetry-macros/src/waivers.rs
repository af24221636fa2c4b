//! Which rules a declaration waives. Only rules that a person can judge better
//! than a list of words can be waived.

use telemetry_schema::rules::{self, Rule};

use crate::{
    ast::{Container, Event, Field},
    attr::Waived,
};

/// Whether this rule is switched off for the field, by itself or by its event.
pub(crate) fn waives(
    container: &Container<'_>,
    event: &Event<'_>,
    field: &Field<'_>,
    rule: &Rule,
) -> bool {
    let names = |waived: &Waived| waived.id == rule.id;
    field.attrs.waived.iter().any(names) || container.event_attrs(event).waived.iter().any(names)
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
