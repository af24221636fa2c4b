//! `impl Event` for a struct or an enum.
//!
//! ```text
//! const _: () = {
//!     use ::telemetry_core::__private;
//!     const __FIELDS0: (__private::Field<Duration>,) = …;          // see `proof`
//!     unsafe impl ::telemetry_core::Event for Shown {
//!         const SCHEMAS: &'static [__private::Schema] = &[{ … }];     // see `schema`
//!         fn hand_over(&self, __values: &mut __private::Values<'_>) {
//!             match self {
//!                 Self { result_count: __field_result_count, latency: __field_latency } => {
//!                     __values.event(0);
//!                     __values.u32(*__field_result_count);
//!                     __values.number(__field_latency, __FIELDS0.0, 1000000);
//!                 }
//!             }
//!         }
//!     }
//! };
//! ```
//!
//! Whether a type may leave is decided by inherent functions of the core
//! crate's own `Values` and `Field`, which this code reaches through the
//! signature of the trait: a module that stands in for the core crate cannot
//! replace them.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use telemetry_schema::{Kind, Privacy, Unit};

use super::{proof, schema};
use crate::{
    ast::{Container, Event, Field, Proof},
    package::Package,
    tokens::{generated, reporting_at},
    watch,
};

pub(crate) fn expand(container: &Container<'_>, package: &Package) -> TokenStream {
    let events = container.events.iter().enumerate();
    let schemas = events.map(|(at, event)| schema::expand(container, event, at, package));
    implementation(container, quote!(&[#(#schemas),*]), quote!())
}

/// The same with no schema, for a declaration with mistakes. The types and
/// units of its fields are checked all the same.
pub(crate) fn expand_fallback(container: &Container<'_>) -> TokenStream {
    // There may be patterns for forms that an event cannot have.
    let allow = quote!(#[allow(unused_variables, unreachable_patterns)]);
    implementation(container, quote!(&[]), allow)
}

fn implementation(
    container: &Container<'_>,
    schemas: TokenStream,
    allow: TokenStream,
) -> TokenStream {
    let krate = &container.krate;
    let name = generated(&container.input.ident);
    let (generics, arguments, _) = container.input.generics.split_for_impl();
    let bounds = bounds(container);
    let watched = watch::expand(&container.watched);
    let events = || container.events.iter().enumerate();
    let proofs = events().map(|(at, event)| proof::expand(container, event, at));
    let body = match container.events.as_slice() {
        [] => quote!(let _ = __values;),
        _ => {
            let arms = events().map(|(at, event)| arm(container, event, at));
            quote!(match self { #(#arms)* })
        }
    };
    quote! {
        const _: () = {
            use #krate::__private;
            #watched
            #(#proofs)*
            #[automatically_derived]
            unsafe impl #generics #krate::Event for #name #arguments #bounds {
                const SCHEMAS: &'static [__private::Schema] = #schemas;
                #allow
                fn hand_over(&self, __values: &mut __private::Values<'_>) {
                    #body
                }
            }
        };
    }
}

/// Only a declaration that is refused has generics; the bound keeps its
/// refusal the only message.
fn bounds(container: &Container<'_>) -> TokenStream {
    let generics = &container.input.generics;
    if generics.params.is_empty() {
        return quote!();
    }
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    quote!(where #(#predicates,)* Self: 'static)
}

fn arm(container: &Container<'_>, event: &Event<'_>, at: usize) -> TokenStream {
    let path = event.path();
    if event.malformed {
        return quote!(#path { .. } => { let _ = __values; });
    }
    let names = event.fields.iter().map(|field| field.ident);
    let bindings = event.fields.iter().map(binding);
    let mut proofs = container.proofs(event, at).into_iter().peekable();
    let puts = event.fields.iter().enumerate().filter_map(|(position, field)| {
        match proofs.next_if(|proof| proof.position == position) {
            Some(proof) => Some(put_open(&proof)),
            None => Some(put_primitive(field.literal_kind()?, field)),
        }
    });
    let at = Literal::usize_unsuffixed(at);
    quote! {
        #path { #(#names: #bindings),* } => {
            __values.event(#at);
            #(#puts)*
        }
    }
}

/// Hands over a field whose tokens say what it is. Every token reports at the
/// field's type, in case that the name of the primitive means another type.
fn put_primitive(kind: Kind, field: &Field<'_>) -> TokenStream {
    let span = reporting_at(field.ty);
    let (values, binding) = (format_ident!("__values"), binding(field));
    let method = Ident::new(kind.as_str(), span);
    quote_spanned!(span=> #values.#method(*#binding);)
}

fn put_open(proof: &Proof<'_>) -> TokenStream {
    let (place, binding) = (proof.place(Span::call_site()), binding(proof.field));
    match proof.field.privacy() {
        Privacy::Private | Privacy::Audited => quote!(__values.text(#binding, #place);),
        Privacy::Metadata => {
            let unit = proof.field.unit().and_then(Unit::nanoseconds).unwrap_or(1);
            let nanoseconds = Literal::u64_unsuffixed(unit);
            quote!(__values.number(#binding, #place, #nanoseconds);)
        }
    }
}

fn binding(field: &Field<'_>) -> Ident {
    // Not at the field: there it would look like code of the user.
    format_ident!("__field_{}", field.ident.unraw(), span = Span::call_site())
}
