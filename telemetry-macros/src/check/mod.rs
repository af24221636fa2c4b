//! The rules of a declaration that its tokens alone decide, one function per
//! rule. The rules themselves live in `telemetry-schema`; what needs the types
//! is left to the compiler (see [`expand`](crate::expand)).

mod field;
mod form;
mod granularity;
mod names;
mod standing;
mod unit;
mod value_enum;
mod waiver;

pub(crate) use self::{
    field::identity_message, unit::missing_message, value_enum::check_value_enum,
};
use self::{
    field::{check_field, check_field_count, check_keys_differ, check_size},
    form::{check_generics, check_has_actions},
    names::{check_action, check_actions_differ, check_feature},
    standing::{
        check_bare, check_description, check_owner, check_purpose, check_renamed_from,
        check_stability,
    },
    waiver::check_waivers,
};
use crate::{ast::Container, report::Report};

pub(crate) fn check_container(container: &Container<'_>, report: &Report) {
    check_generics(container, report);
    check_has_actions(container, report);
    let bare = check_bare(container, report);
    if !bare {
        check_feature(container, report);
        check_owner(container, report);
        check_purpose(container, report);
    }
    check_stability(container, report);
    for event in &container.events {
        if !bare {
            check_action(container, event, report);
        }
        check_description(&event.description, event.ident, "an event", report);
        check_renamed_from(container, event, report);
        check_field_count(event, report);
        check_size(container, event, report);
        check_keys_differ(event, report);
        event.fields.iter().for_each(|field| check_field(container, event, field, report));
        check_waivers(container, event, report);
    }
    check_actions_differ(container, report);
}
