//! The form of a declaration.

use syn::{Generics, Ident};
use telemetry_schema::rules;

use crate::{ast::Container, report::Report, types::mentions};

/// A type parameter would let the caller choose what leaves. Reported at each
/// field that uses one, because that is where the value would come from.
pub(super) fn check_generics(container: &Container<'_>, report: &Report) {
    let generics = &container.input.generics;
    let names: Vec<&Ident> = generics.type_params().map(|param| &param.ident).collect();
    let fields = container.events.iter().flat_map(|event| &event.fields);
    let mut found = false;
    for field in fields {
        if let Some(name) = mentions(field.ty, &names) {
            found = true;
            report.error(
                rules::FORM,
                field.ty,
                format!(
                    "`{name}` is a type parameter, so the caller would choose what leaves; \
                     use a numeric type or an enum with `#[derive(MetadataValue)]`"
                ),
            );
        }
    }
    if !found {
        check_no_generics(generics, report);
    }
}

pub(super) fn check_no_generics(generics: &Generics, report: &Report) {
    if !generics.params.is_empty() {
        report.error(
            rules::FORM,
            &generics.params,
            "a declaration has no type parameters, lifetimes or const generics: \
             what leaves is fixed when it is written; remove them",
        );
    }
}

pub(super) fn check_has_actions(container: &Container<'_>, report: &Report) {
    if container.is_enum() && container.events.is_empty() {
        report.error(
            rules::FORM,
            &container.input.ident,
            "the feature has no actions; add a variant with `#[telemetry(action = \"…\")]`",
        );
    }
}
