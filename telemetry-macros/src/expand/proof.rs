//! The proofs of an event: constants that exist only if the type of a field may
//! be what it is declared as, and the checks that need the resolved type.
//!
//! ```text
//! const __FIELDS0: (__private::Field<Duration>,) =
//!     (__private::Field::metadata().max(60000f64),);
//! const _: () = __FIELDS0.0.in_time();
//! ```

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use telemetry_schema::{
    Dimension, Granularity, Privacy, Rounding, Unit,
    compare::fingerprint,
    lock::{LockedCode, LockedField},
    rules,
};

use crate::{
    ast::{Container, Event, Field, Proof},
    check::{identity_message, missing_message},
    tokens::ends,
    types::{ungroup, without_self},
};

/// The constant that holds a [`Proof`] for each field whose type only the
/// compiler can resolve, and the checks of these types.
pub(super) fn expand(container: &Container<'_>, event: &Event<'_>, at: usize) -> TokenStream {
    let proofs = container.proofs(event, at);
    if proofs.is_empty() {
        return quote!();
    }
    let types = proofs.iter().map(|proof| proof_type(container, proof.field));
    let values = proofs.iter().map(|proof| proof_value(proof.field));
    let checks = proofs.iter().flat_map(|proof| checks(container, event, proof));
    let name = Proof::constant(at, Span::call_site());
    quote! {
        const #name: (#(#types,)*) = (#(#values,)*);
        #(#checks)*
    }
}

fn proof_type(container: &Container<'_>, field: &Field<'_>) -> TokenStream {
    let ty = without_self(field.ty, &container.input.ident);
    match field.privacy() {
        Privacy::Metadata => quote!(__private::Field<#ty>),
        Privacy::Private | Privacy::Audited => quote!(__private::Text<#ty>),
    }
}

/// What the compiler refuses if the type cannot be what it is declared as. It
/// begins and ends where the type does, so that it is shown there. The type is
/// the one of the constant: named once, a mistake in it is told once.
fn proof_value(field: &Field<'_>) -> TokenStream {
    let (first, last) = ends(ungroup(field.ty));
    let make = match field.privacy() {
        Privacy::Metadata => quote_spanned!(last=> metadata()),
        Privacy::Private => quote_spanned!(last=> private()),
        Privacy::Audited => quote_spanned!(last=> audited()),
    };
    let proof = match field.privacy() {
        Privacy::Metadata => quote_spanned!(first=> __private::Field),
        Privacy::Private | Privacy::Audited => quote_spanned!(first=> __private::Text),
    };
    let granularity = match field.privacy() {
        Privacy::Metadata => granularity(&field.granularity()),
        Privacy::Private | Privacy::Audited => quote!(),
    };
    quote!(#proof::#make #granularity)
}

/// The calls that make a number coarser. Numbers that make no sense have been
/// reported.
fn granularity(granularity: &Granularity) -> TokenStream {
    let max = granularity.max.filter(|max| max.is_finite()).map(|max| {
        let max = Literal::f64_suffixed(max);
        quote!(.max(#max))
    });
    let rounding = match &granularity.rounding {
        Rounding::Exact => quote!(),
        Rounding::Step(step) => {
            let step = Literal::f64_suffixed(*step);
            quote!(.step(#step))
        }
        Rounding::PowerOfTwo => quote!(.power_of_two()),
        Rounding::Buckets(bounds) => {
            let bounds = bounds.iter().copied().map(Literal::f64_suffixed);
            quote!(.buckets(&[#(#bounds),*]))
        }
    };
    quote!(#max #rounding)
}

/// The checks of one field that need the resolved type. Each panics when it
/// fails, in a constant of its own, so that one mistake hides no other, and
/// begins and ends where the type does, so that the compiler shows exactly
/// that.
fn checks(container: &Container<'_>, event: &Event<'_>, proof: &Proof<'_>) -> Vec<TokenStream> {
    let mut checks = if proof.field.is_metadata() {
        metadata_checks(container, event, proof)
    } else {
        Vec::new()
    };
    let accepted = event.accepted.field(&proof.field.key()).map(accepted);
    checks.extend(accepted.map(|accepted| check(proof, "accepted", &accepted)));
    checks
}

/// What was accepted of a field, for the compiler to compare.
fn accepted(locked: &LockedField) -> TokenStream {
    let kind = Literal::u8_unsuffixed(locked.schema.kind.code());
    let optional = locked.schema.optional;
    let accepted = match locked.is_live() {
        true => quote!(__private::Accepted::live(#kind, #optional)),
        false => quote!(__private::Accepted::removed(#kind)),
    };
    let Some(table) = &locked.table else { return accepted };
    let live = table.codes.iter().filter(|code| code.last_version.is_none());
    let named = live.map(|code| (code.code.code, code.code.name.as_str()));
    let fingerprint = Literal::u64_unsuffixed(fingerprint(named));
    let codes = table.codes.iter().map(|LockedCode { code, last_version }| {
        let (number, live) = (Literal::i32_unsuffixed(code.code), last_version.is_none());
        let (name, description) = (&code.name, &code.description);
        quote!((#number, #name, #description, #live))
    });
    quote!(#accepted.codes(#fingerprint, &[#(#codes),*]))
}

fn metadata_checks(
    container: &Container<'_>,
    event: &Event<'_>,
    proof: &Proof<'_>,
) -> Vec<TokenStream> {
    let field = proof.field;
    let mut checks: Vec<_> = unit_check(field).into_iter().collect();
    if !field.granularity().is_exact() && field.primitive().is_none() {
        checks.push(("rounded", None));
    }
    if field.primitive().is_none()
        && let Some(message) = identity_message(container, event, field)
    {
        checks.push(("coded", Some(rules::IDENTIFYING_KEY.message(message))));
    }
    let check = |(method, message): (&str, Option<String>)| {
        check(proof, method, &message.to_token_stream())
    };
    checks.into_iter().map(check).collect()
}

/// The check that the unit suits the type, unless the tokens told already.
fn unit_check(field: &Field<'_>) -> Option<(&'static str, Option<String>)> {
    if field.primitive().is_some() || field.unit_reported() {
        return None;
    }
    Some(match (field.unit().map(Unit::dimension), missing_message(field)) {
        (None, Some(message)) => ("coded", Some(rules::UNIT.message(message))),
        (None, None) => ("plain", None),
        (Some(Dimension::Time), _) => ("in_time", None),
        (Some(_), _) => ("in_unit", None),
    })
}

fn check(proof: &Proof<'_>, method: &str, argument: &TokenStream) -> TokenStream {
    let (first, last) = ends(ungroup(proof.field.ty));
    let (place, method) = (proof.place(first), Ident::new(method, last));
    let check = quote_spanned!(last=> #place.#method(#argument));
    quote!(const _: () = #check;)
}
