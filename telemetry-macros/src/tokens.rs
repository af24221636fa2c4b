//! Small helpers around tokens: spans, names and paths of generated code.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

/// Where generated code finds the core crate unless `crate = path` says otherwise.
pub(crate) fn default_crate() -> TokenStream {
    quote!(::telemetry_core)
}
/// A span for generated code that reports at the user's tokens but resolves
/// names, and is linted, as generated code.
pub(crate) fn reporting_at(tokens: &impl Spanned) -> Span {
    tokens.span().resolved_at(Span::mixed_site())
}

/// The name of the user's type in generated code: a use that the compiler does
/// not warn of when the type is deprecated.
pub(crate) fn generated(name: &syn::Ident) -> syn::Ident {
    let mut name = name.clone();
    name.set_span(name.span().resolved_at(Span::mixed_site()));
    name
}

/// The spans of the first and the last token. Code that begins with the one
/// and ends with the other is shown at all tokens between; `Span::join`, which
/// would give one span, is not stable.
pub(crate) fn ends(tokens: &impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}

pub(crate) fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}
