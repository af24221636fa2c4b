//! The mark that `#[telemetry_event]` leaves for the derives:
//! `#[telemetry(__attached)]`, directly below the attributes of the author.
//!
//! It tells three things. That the attribute stands here, and how often: the
//! derive that does the work is no second way to declare an event. And which
//! doc comments are the author's: those above the mark. What stands below is
//! generated for readers (see [`hover`](crate::hover)) and describes nothing.
//! And which fields a condition may leave out (see
//! [`conditional`](crate::conditional)).
//!
//! Whoever writes the mark himself gains nothing: above his doc comment it
//! leaves the item without a description, and beside ours it is given twice.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, DeriveInput};
use telemetry_schema::rules::{self, Rule};

use crate::conditional::Conditional;

/// The key of the mark in the list of `#[telemetry(…)]`.
pub(crate) const MARK: &str = "__attached";

/// The mark of an event, with those fields that a condition may leave out, each
/// as its key and what it declares: the derive sees the item when they are gone.
pub(crate) fn tokens(conditional: &[Conditional]) -> TokenStream {
    if conditional.is_empty() {
        return quote!(#[telemetry(__attached)]);
    }
    let texts = conditional.iter().flat_map(|it| [&it.key, &it.declared]);
    quote!(#[telemetry(__attached(#(#texts),*))])
}

/// Whether an attribute ends what its author wrote.
pub(crate) fn ends_the_authors(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    let first = list.tokens.clone().into_iter().next();
    list.path.is_ident("telemetry") && matches!(first, Some(TokenTree::Ident(word)) if word == MARK)
}

/// The error of a hidden derive that the attribute did not write, or wrote once
/// more under another name.
pub(crate) fn refuse_unless_attached_once(input: &DeriveInput) -> Option<TokenStream> {
    match input.attrs.iter().filter(|attribute| ends_the_authors(attribute)).count() {
        0 => Some(error(
            rules::SEALED,
            "`Event` is the hidden half of `#[telemetry_event(…)]` and declares nothing by itself; \
             remove this derive and declare the event with the attribute",
        )),
        1 => None,
        _ => Some(error(
            rules::FORM,
            "this type is already declared as an event; keep one `#[telemetry_event]`",
        )),
    }
}

/// The error of an enum that would be an event and a value.
pub(crate) fn refuse_both_roles(input: &DeriveInput) -> Option<TokenStream> {
    let declares = |attribute: &Attribute| {
        let last = attribute.path().segments.last();
        last.is_some_and(|last| last.ident == "telemetry_event") || ends_the_authors(attribute)
    };
    input.attrs.iter().any(declares).then(|| {
        error(
            rules::VALUE_ENUM,
            "an enum is either a feature with its actions or a value of their fields; \
             keep one of `#[telemetry_event]` and `#[derive(MetadataValue)]`, \
             or declare two enums",
        )
    })
}

/// At the derive itself, which is what has to go.
fn error(rule: &Rule, message: &str) -> TokenStream {
    syn::Error::new(proc_macro2::Span::call_site(), rule.message(message)).to_compile_error()
}
