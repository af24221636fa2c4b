//! `impl Event` for a struct or an enum.
//!
//! ```text
//! const _: () = {
//!     impl Event for Shown {
//!         const SCHEMAS: &'static [Schema] = &[{
//!             static RECORD: [u8; 97] = *b"…";     // into the linker section
//!             static GUARD: u8 = 0;                // one symbol per (feature, action)
//!             Schema::declare(&RECORD, b"…", b"…", b"…", b"…")
//!         }];
//!         fn hand_over(&self, values: &mut Values) {
//!             match self {
//!                 Self { result_count: __field0 } => {
//!                     values.event(0);
//!                     values.u32(*__field0);
//!                 }
//!             }
//!         }
//!     }
//! };
//! ```
//!
//! Whether a type may leave is decided by inherent methods of the core crate's
//! own `Values` and `Number`, which this code reaches through the signature of
//! the trait: a module that stands in for the core crate cannot replace them.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use telemetry_schema::{Dimension, Privacy, Unit, names::guard_symbol};

use crate::{
    ast::{Container, Event, Field},
    record::{Hole, Record, Template},
    tokens::{mentions, reporting_at},
};

pub(crate) fn expand(container: &Container<'_>, crate_name: &str) -> TokenStream {
    let schemas = container.events.iter().map(|event| schema(container, event, crate_name));
    implementation(container, quote!(&[#(#schemas),*]), false)
}

/// The same with no schema, for a declaration with mistakes.
pub(crate) fn expand_fallback(container: &Container<'_>) -> TokenStream {
    implementation(container, quote!(&[]), true)
}

fn implementation(container: &Container<'_>, schemas: TokenStream, fallback: bool) -> TokenStream {
    let krate = &container.krate;
    let name = &container.input.ident;
    let (generics, arguments, bounds) = container.input.generics.split_for_impl();
    // Only a declaration that is refused has generics; the bound keeps its
    // refusal the only message.
    let bounds =
        if container.input.generics.params.is_empty() { quote!() } else { static_bound(bounds) };
    let arms = container.events.iter().enumerate().map(|(at, event)| arm(container, event, at));
    let body = if container.events.is_empty() {
        quote!(let _ = values;)
    } else {
        quote!(match self { #(#arms)* })
    };
    // A fallback may hold patterns for forms that an event cannot have.
    let allow = fallback.then(|| quote!(#[allow(unused_variables, unreachable_patterns)]));
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #generics #krate::Event for #name #arguments #bounds {
                const SCHEMAS: &'static [#krate::__private::Schema] = #schemas;
                #allow
                fn hand_over(&self, values: &mut #krate::__private::Values) {
                    #body
                }
            }
        };
    }
}

fn static_bound(bounds: Option<&syn::WhereClause>) -> TokenStream {
    match bounds {
        Some(bounds) if bounds.predicates.trailing_punct() => quote!(#bounds Self: 'static),
        Some(bounds) if !bounds.predicates.is_empty() => quote!(#bounds, Self: 'static),
        _ => quote!(where Self: 'static),
    }
}

fn schema(container: &Container<'_>, event: &Event<'_>, crate_name: &str) -> TokenStream {
    let krate = &container.krate;
    let record = record_static(container, event, &Record::of(container, event, crate_name));
    let guard = guard_symbol(container.feature(), container.action(event));
    let template = Template::of(container, event);
    let parts = [template.head, template.parameters, template.metadata, template.private];
    let parts = parts.iter().map(|part| Literal::byte_string(part));
    quote! {{
        #record
        #[cfg(not(test))]
        #[unsafe(export_name = #guard)]
        static __TELEMETRY_GUARD: u8 = 0;
        #krate::__private::Schema::declare(&__TELEMETRY_RECORD, #(#parts),*)
    }}
}

fn record_static(container: &Container<'_>, event: &Event<'_>, record: &Record) -> TokenStream {
    let bytes = Literal::byte_string(&record.bytes);
    let length = record.bytes.len();
    // Miri has no linker, and other object formats name sections otherwise;
    // there an event becomes known when its recorder is made.
    let section = quote! {
        #[used]
        #[cfg_attr(
            all(unix, not(target_vendor = "apple"), not(miri)),
            unsafe(link_section = "telemetry_events")
        )]
    };
    if record.holes.is_empty() {
        return quote!(#section static __TELEMETRY_RECORD: [u8; #length] = *#bytes;);
    }
    let krate = &container.krate;
    let private = quote!(#krate::__private);
    let count = record.holes.len();
    let holes =
        record.holes.iter().map(|hole| open_kind(container, &event.fields[hole.field], hole));
    quote! {
        const __TELEMETRY_KINDS: [#private::OpenKind; #count] = [#(#holes),*];
        #section
        static __TELEMETRY_RECORD: [u8; #private::record_len(#length, &__TELEMETRY_KINDS)] =
            #private::record(#bytes, &__TELEMETRY_KINDS);
    }
}

/// The kind of a field as the compiler resolves it, at its place in the record.
fn open_kind(container: &Container<'_>, field: &Field<'_>, hole: &Hole) -> TokenStream {
    let krate = &container.krate;
    let (ty, at, position) = (field.ty, hole.at, hole.field);
    let span = reporting_at(ty);
    match field.privacy() {
        Privacy::Private => quote_spanned! {span=>
            <#ty as #krate::__private::PrivateText>::KIND.at(#at, #position)
        },
        Privacy::Metadata => {
            let unit = match field.unit().map(Unit::dimension) {
                None => quote_spanned!(span=> plain),
                Some(Dimension::Time) => quote_spanned!(span=> in_time),
                Some(_) => quote_spanned!(span=> in_unit),
            };
            quote_spanned!(span=> <#ty as #krate::MetadataValue>::KIND.#unit(#at, #position))
        }
    }
}

fn arm(container: &Container<'_>, event: &Event<'_>, at: usize) -> TokenStream {
    let path = event.path();
    if event.malformed {
        return quote!(#path { .. } => { let _ = values; });
    }
    let parameters: Vec<_> =
        container.input.generics.type_params().map(|param| &param.ident).collect();
    let bindings = (0..event.fields.len()).map(|at| format_ident!("__field{at}"));
    let names = event.fields.iter().map(|field| field.ident);
    let puts = event
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| mentions(field.ty, &parameters).is_none());
    let puts = puts.map(|(at, field)| put(container, field, at));
    quote! {
        #path { #(#names: #bindings),* } => {
            values.event(#at);
            #(#puts)*
        }
    }
}

/// Hands one field over. Every token reports at the field's type.
fn put(container: &Container<'_>, field: &Field<'_>, at: usize) -> TokenStream {
    let krate = &container.krate;
    let ty = field.ty;
    let span = reporting_at(ty);
    let binding = format_ident!("__field{at}");
    // One identifier for the parameter, whatever the span of the call.
    let values = format_ident!("values");
    if field.privacy() == Privacy::Private {
        return quote_spanned! {span=>
            #values.text(<#ty as #krate::__private::PrivateText>::text(#binding));
        };
    }
    if let Some(kind) = field.literal_kind() {
        let method = format_ident!("{}", kind.as_str(), span = span);
        return quote_spanned!(span=> #values.#method(*#binding););
    }
    let nanoseconds =
        Literal::u64_unsuffixed(field.unit().and_then(Unit::nanoseconds).unwrap_or(1));
    quote_spanned! {span=>
        #values.number(<#ty as #krate::MetadataValue>::number(#binding, #nanoseconds));
    }
}
