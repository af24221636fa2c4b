//! An enum that is used as a value: its codes.

use telemetry_schema::rules;

use super::{form::check_no_generics, standing::check_description};
use crate::{ast::ValueEnum, report::Report};

pub(crate) fn check_value_enum(value: &ValueEnum<'_>, report: &Report) {
    check_no_generics(&value.input.generics, report);
    check_description(&value.description, &value.input.ident, "an enum used as a value", report);
    check_has_codes(value, report);
    check_codes(value, report);
}

fn check_has_codes(value: &ValueEnum<'_>, report: &Report) {
    if matches!(&value.input.data, syn::Data::Enum(data) if data.variants.is_empty()) {
        report.error(
            rules::VALUE_ENUM,
            &value.input.ident,
            "an enum used as a value has at least one variant",
        );
    }
}

/// That two variants have the same code is the compiler's to say.
fn check_codes(value: &ValueEnum<'_>, report: &Report) {
    for code in &value.codes {
        let ident = &code.variant.ident;
        check_description(&code.description, ident, "a code", report);
        if !matches!(code.variant.fields, syn::Fields::Unit) {
            report.error(
                rules::VALUE_ENUM,
                &code.variant.fields,
                "a variant of an enum used as a value has no fields: only its code is exported; record them as metadata of their own",
            );
            continue;
        }
        let Some((_, written)) = &code.variant.discriminant else {
            report.error(
                rules::VALUE_ENUM,
                ident,
                format!("`{ident}` needs an explicit code that never changes; write `{ident} = 1`"),
            );
            continue;
        };
        if !code.code.is_some_and(|code| (1..=i64::from(i32::MAX)).contains(&code)) {
            report.error(
                rules::VALUE_ENUM,
                written,
                format!("a code is an integer literal from 1 to {}; write `{ident} = 1`", i32::MAX),
            );
        }
    }
}
