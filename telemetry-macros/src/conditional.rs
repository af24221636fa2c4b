//! The keys of those fields of an event that a `#[cfg(…)]` may leave out.
//!
//! Only the attribute sees them all: a derive sees the item that is built. Like
//! all that the attribute does, this works on tokens, and what is not
//! understood has no such keys.

use proc_macro2::{Delimiter, Group, TokenTree};
use syn::ext::IdentExt as _;

use crate::{
    attr::{Attrs, Place},
    outline::{self, Field},
};

/// The keys in the body of a struct or variant.
pub(crate) fn keys(body: Option<&Group>) -> Vec<String> {
    // Every build pays for the second look, so most bodies get only the first.
    let Some(fields) = body.filter(|body| mentions_cfg(body)).and_then(outline::fields) else {
        return Vec::new();
    };
    let conditional = |field: &&Field| !field.attributes.conditions.is_empty();
    fields.iter().filter(conditional).map(key).collect()
}

fn key(field: &Field) -> String {
    let attrs = Attrs::peek(field.attributes.lists.iter().cloned(), Place::Field);
    attrs.key.map_or_else(|| field.name.unraw().to_string(), |slot| slot.value)
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
