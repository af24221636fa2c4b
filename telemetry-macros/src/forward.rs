//! `#[telemetry_event(…)]` itself: re-emits the item below a derive that does
//! the work, with nothing changed and only what readers see added.
//!
//! A derive sees the item after conditional fields are resolved, and the item
//! stays in the program whatever is wrong with it, so editors keep working.
//! The arguments travel in the derive's helper attribute; nothing here parses
//! more than it needs to find the path of the core crate.

use proc_macro2::{TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::parse::Parser as _;

use crate::{
    hover,
    tokens::{default_crate, is_punct},
};

pub(crate) fn attach(args: TokenStream, item: TokenStream) -> TokenStream {
    if let Some(problem) = not_a_type(&item).or_else(|| attached_twice(&item)) {
        return quote!(#problem #item);
    }
    let krate = crate_path(args.clone()).unwrap_or_else(default_crate);
    let item = hover::document(&args, item);
    quote! {
        #[derive(#krate::__private::Event)]
        #[telemetry(#args)]
        #item
    }
}

/// The value of `crate = path` among the arguments, if there is one. What is
/// no path is left to the derive to report.
fn crate_path(args: TokenStream) -> Option<TokenStream> {
    let mut args = args.into_iter().peekable();
    while let Some(token) = args.next() {
        let is_crate = matches!(&token, TokenTree::Ident(ident) if *ident == "crate");
        if is_crate && args.next_if(|next| is_punct(next, '=')).is_some() {
            let path: TokenStream = args.by_ref().take_while(|next| !is_punct(next, ',')).collect();
            return syn::Path::parse_mod_style.parse2(path.clone()).is_ok().then_some(path);
        }
        let _ = args.by_ref().find(|next| is_punct(next, ','));
    }
    None
}

/// The error for an item that a derive cannot stand on; rustc's own would
/// speak of a derive that the user never wrote.
fn not_a_type(item: &TokenStream) -> Option<TokenStream> {
    let mut tokens = item.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => drop(tokens.next()),
            TokenTree::Ident(word) if *word == "pub" => {
                let _ = tokens.next_if(|next| matches!(next, TokenTree::Group(_)));
            }
            TokenTree::Ident(word) if ["struct", "enum", "union"].iter().any(|k| word == k) => {
                return None;
            }
            // A fragment of a `macro_rules` macro: the derive will say what it is.
            TokenTree::Group(_) => return None,
            other => {
                let span = other.span();
                return Some(quote_spanned! {span=>
                    ::core::compile_error! {
                        "`#[telemetry_event]` belongs on a struct (one event) or an enum (a feature with its actions) [telemetry::T0013]"
                    }
                });
            }
        }
    }
    None
}

/// The error for an item that has the attribute once more below this one.
/// Under another name it is found by the [`mark`](crate::mark) that it leaves.
fn attached_twice(item: &TokenStream) -> Option<TokenStream> {
    let mut tokens = item.clone().into_iter();
    while tokens.next().is_some_and(|token| is_punct(&token, '#')) {
        let Some(TokenTree::Group(attribute)) = tokens.next() else { break };
        let again = attribute.stream().into_iter().find_map(|token| match token {
            TokenTree::Ident(word) if word == "telemetry_event" => Some(word.span()),
            _ => None,
        });
        if let Some(span) = again {
            return Some(quote_spanned! {span=>
                ::core::compile_error! { "this type is already declared as an event; keep one `#[telemetry_event]` [telemetry::T0013]" }
            });
        }
    }
    None
}
