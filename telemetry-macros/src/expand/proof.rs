//! The proofs of an event: constants that exist only if the type of a field may
//! be what it is declared as.
//!
//! ```text
//! const __FIELDS0: (__private::Field<Duration>,) =
//!     (__private::Field::metadata().max(60000f64),);
//! const _: () = __FIELDS0.0.in_time();                         // see `checks`
//! ```

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use telemetry_schema::{Granularity, Privacy, Rounding};

use super::checks;
use crate::{
    ast::{Container, Event, Field, Proof},
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
    let checks = proofs.iter().flat_map(|proof| checks::expand(container, event, proof));
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
