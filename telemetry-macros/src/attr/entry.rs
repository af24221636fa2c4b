//! Divides the list of an attribute into its entries.

use proc_macro2::{TokenStream, TokenTree};
use syn::Ident;
use telemetry_schema::rules;

use crate::{report::Report, tokens::is_punct};

/// One `name`, `name = value` or `name(…)`, with the value still unread.
pub(super) struct Entry {
    pub(super) name: Ident,
    pub(super) tokens: TokenStream,
    pub(super) value: Option<TokenStream>,
}

impl Entry {
    /// Gives the tokens back if they do not begin with a name.
    pub(super) fn of(tokens: TokenStream) -> Result<Self, TokenStream> {
        let mut rest = tokens.clone().into_iter();
        match rest.next() {
            Some(TokenTree::Ident(name)) => {
                Ok(Self { name, tokens, value: strip_equals(rest.collect()) })
            }
            _ => Err(tokens),
        }
    }
}

/// Splits at commas and takes any tokens as an entry, so that a mistake in one
/// hides nothing that is wrong with the next.
pub(super) fn split(list: TokenStream, report: &Report) -> Vec<TokenStream> {
    let mut chunks: Vec<TokenStream> = vec![TokenStream::new()];
    let mut tokens = list.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let begun = chunks.last().is_some_and(|chunk| !chunk.is_empty());
        if is_punct(&token, ',') {
            chunks.push(TokenStream::new());
            continue;
        }
        let next_entry = matches!(&token, TokenTree::Ident(_))
            && tokens.peek().is_some_and(|next| is_punct(next, '='));
        if begun && next_entry {
            report.error(
                rules::ATTRIBUTE,
                &token,
                format!("entries are divided by commas; write one before `{token}`"),
            );
            chunks.push(TokenStream::new());
        }
        chunks.last_mut().expect("begins with one and only grows").extend([token]);
    }
    chunks.retain(|chunk| !chunk.is_empty());
    chunks
}

fn strip_equals(rest: TokenStream) -> Option<TokenStream> {
    let mut tokens = rest.into_iter().peekable();
    tokens.peek()?;
    let _ = tokens.next_if(|token| is_punct(token, '='));
    Some(tokens.collect())
}
