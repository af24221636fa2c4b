//! The mark that `#[telemetry_event]` leaves for the derives:
//! `#[telemetry(__attached)]`, directly below the attributes of the author.
//!
//! It tells two things. That the attribute stands here, and how often: the
//! derive that does the work is no second way to declare an event. And which
//! doc comments are the author's: those above the mark. What stands below is
//! generated for readers (see [`hover`](crate::hover)) and describes nothing.
//! Whoever writes the mark himself gains nothing: above his doc comment it
//! leaves the item without a description, and beside ours it is given twice.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, DeriveInput};
use telemetry_schema::rules::{self, Rule};

/// The key of the mark in the list of `#[telemetry(…)]`.
pub(crate) const MARK: &str = "__attached";

pub(crate) fn tokens() -> TokenStream {
    quote!(#[telemetry(__attached)])
}

/// Whether an attribute, given as what stands in its brackets, is the mark.
pub(crate) fn is_mark(attribute: TokenStream) -> bool {
    let mut tokens = attribute.into_iter();
    let telemetry = matches!(tokens.next(), Some(TokenTree::Ident(word)) if word == "telemetry");
    let list = tokens.next().filter(|_| telemetry);
    let Some(TokenTree::Group(list)) = list else { return false };
    begins_with_the_mark(list.stream())
}

fn begins_with_the_mark(list: TokenStream) -> bool {
    matches!(list.into_iter().next(), Some(TokenTree::Ident(word)) if word == MARK)
}

/// Whether an attribute ends what its author wrote.
pub(crate) fn ends_the_authors(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("telemetry") && begins_with_the_mark(list.tokens.clone())
}

/// The error of a hidden derive that the attribute did not write.
pub(crate) fn refuse_the_bare_derive(input: &DeriveInput) -> Option<TokenStream> {
    let attached = input.attrs.iter().any(ends_the_authors);
    (!attached).then(|| {
        error(
            rules::SEALED,
            "`Event` is the hidden half of `#[telemetry_event(…)]` and declares nothing by itself; \
             remove this derive and declare the event with the attribute",
        )
    })
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
