//! Those fields of an event that a `#[cfg(…)]` may leave out.
//!
//! Only the attribute sees them all: a derive sees the item that is built. It
//! is told their keys, so that none is taken for removed, and what each of them
//! declares, so that a declaration is the same one in every build. What does
//! not parse has no such fields; the compiler will say why.

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Meta, ext::IdentExt as _};

use crate::{
    attr::{self, Attrs, Place},
    types::{spelled, words},
};

/// One of these fields.
pub(crate) struct Conditional {
    pub(crate) key: String,
    /// Everything that is written of it, in a form that does not depend on
    /// blank space.
    pub(crate) declared: String,
}

/// Those in the body of a struct or variant.
pub(crate) fn fields(body: Option<&Group>) -> Vec<Conditional> {
    // Every build pays for a syntax tree, so most bodies get none.
    let Some(body) = body.filter(|body| mentions_cfg(body)) else { return Vec::new() };
    let Ok(fields) = syn::parse2::<syn::FieldsNamed>(body.to_token_stream()) else {
        return Vec::new();
    };
    fields.named.iter().filter_map(conditional).collect()
}

fn conditional(field: &syn::Field) -> Option<Conditional> {
    let name = field.ident.as_ref()?.unraw().to_string();
    let lists = || field.attrs.iter().filter_map(|attribute| list(attribute, "telemetry"));
    let conditions: Vec<_> = field
        .attrs
        .iter()
        .filter_map(|it| list(it, "cfg"))
        .map(|list| words(list.clone()))
        .collect();
    if conditions.is_empty() {
        return None;
    }
    let attrs = Attrs::peek(lists().cloned(), Place::Field);
    let key = attrs.key.map_or_else(|| name.clone(), |slot| slot.value);
    let mut declared = conditions;
    declared.push(attr::description(&field.attrs));
    declared.extend(lists().map(|list| words(list.clone())));
    declared.extend([name, spelled(&field.ty)]);
    Some(Conditional { key, declared: declared.join("\n") })
}

/// What stands in the parentheses of an attribute of this name.
fn list<'a>(attribute: &'a Attribute, name: &str) -> Option<&'a proc_macro2::TokenStream> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident(name) => Some(&list.tokens),
        _ => None,
    }
}

/// Whether an attribute of a field begins with `cfg`.
fn mentions_cfg(body: &Group) -> bool {
    body.stream().into_iter().any(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let first = group.stream().into_iter().next();
            matches!(first, Some(TokenTree::Group(_)))
                || matches!(first, Some(TokenTree::Ident(word)) if word == "cfg")
        }
        _ => false,
    })
}
