//! What the tokens of a type say by themselves, before anybody resolves them.
//!
//! Only spelling is known here: an alias, a shadowed name or a type of the
//! user's own says something else to the compiler, which has the last word.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Type;
use telemetry_schema::Kind;

/// Takes off the invisible groups that `macro_rules` fragments arrive in.
pub(crate) fn ungroup(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            other => return other,
        };
    }
}

/// The kind of a type whose tokens are literally a primitive's name.
pub(crate) fn literal_primitive(ty: &Type) -> Option<Kind> {
    let Type::Path(path) = ungroup(ty) else { return None };
    if path.qself.is_some() {
        return None;
    }
    Kind::from_primitive(&path.path.get_ident()?.to_string())
}

/// Whether a type is spelled `Duration` or `Option<Duration>`, by any path.
pub(crate) fn spells_duration(ty: &Type) -> bool {
    let Type::Path(path) = ungroup(ty) else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    if last.ident == "Duration" {
        return true;
    }
    last.ident == "Option" && arguments(&last.arguments).any(spells_duration)
}

/// Whether a type is spelled as a map or a list of pairs, which would bring
/// keys that are not those of the declaration.
pub(crate) fn spells_keys(ty: &Type) -> bool {
    let ty = ungroup(ty);
    let element = match ty {
        Type::Array(array) => return spells_pair(&array.elem),
        Type::Slice(slice) => return spells_pair(&slice.elem),
        Type::Reference(reference) => return spells_keys(&reference.elem),
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let Some(last) = element else { return false };
    let name = last.ident.to_string();
    let inner: Vec<&Type> = arguments(&last.arguments).collect();
    is_map(&name)
        || (name.starts_with("Vec") && inner.iter().any(|inner| spells_pair(inner)))
        || (["Option", "Box", "Arc", "Rc"].contains(&name.as_str())
            && inner.iter().any(|inner| spells_keys(inner)))
}

fn is_map(name: &str) -> bool {
    ["HashMap", "BTreeMap", "IndexMap", "AHashMap", "FxHashMap", "DashMap"].contains(&name)
}

fn spells_pair(ty: &Type) -> bool {
    matches!(ungroup(ty), Type::Tuple(tuple) if tuple.elems.len() == 2)
}

/// What the form of a type tells before anybody knows what its names mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypeForm {
    /// The compiler resolves it.
    Named,
    /// It holds a reference.
    Reference,
    /// It holds `dyn`.
    Dynamic,
    /// `str` or a slice by themselves.
    Unsized,
    /// The compiler refuses it in the item itself, and says so.
    Refused,
}

pub(crate) fn type_form(ty: &Type) -> TypeForm {
    match ungroup(ty) {
        Type::Reference(reference) if reference.lifetime.is_none() => TypeForm::Refused,
        Type::Reference(_) => TypeForm::Reference,
        Type::TraitObject(_) => TypeForm::Dynamic,
        Type::Slice(_) => TypeForm::Unsized,
        Type::ImplTrait(_) | Type::Infer(_) | Type::Never(_) => TypeForm::Refused,
        Type::Path(path) if path.path.is_ident("str") => TypeForm::Unsized,
        Type::Path(path) => {
            let mut inner =
                path.path.segments.iter().flat_map(|segment| arguments(&segment.arguments));
            let form = inner.find_map(|inner| {
                Some(type_form(inner)).filter(|form| {
                    matches!(form, TypeForm::Reference | TypeForm::Dynamic | TypeForm::Refused)
                })
            });
            form.unwrap_or(TypeForm::Named)
        }
        _ => TypeForm::Named,
    }
}

/// The types between the angle brackets.
fn arguments(arguments: &syn::PathArguments) -> impl Iterator<Item = &Type> {
    let listed = match arguments {
        syn::PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    listed.into_iter().flatten().filter_map(|argument| match argument {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}

/// A type as it is spelled, without the white space that a formatter chooses.
pub(crate) fn spelled(ty: &Type) -> String {
    words(ty.to_token_stream())
}

/// Tokens as words with one blank between them.
pub(crate) fn words(tokens: TokenStream) -> String {
    fn walk(tokens: TokenStream, words: &mut Vec<String>) {
        for token in tokens {
            let TokenTree::Group(group) = &token else {
                words.push(token.to_string());
                continue;
            };
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            words.push(open.to_owned());
            walk(group.stream(), words);
            words.push(close.to_owned());
        }
    }
    let mut words = Vec::new();
    walk(tokens, &mut words);
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// A type in which `Self`, which is unknown outside of an implementation, is
/// the name of the item.
pub(crate) fn without_self(ty: &Type, name: &syn::Ident) -> TokenStream {
    fn walk(tokens: TokenStream, name: &syn::Ident) -> TokenStream {
        let token = |token| match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                let mut name = name.clone();
                name.set_span(ident.span());
                TokenTree::Ident(name)
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), walk(group.stream(), name));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other,
        };
        tokens.into_iter().map(token).collect()
    }
    walk(ty.to_token_stream(), name)
}

/// The first of these names that the type mentions anywhere.
pub(crate) fn mentions<'n>(ty: &Type, names: &[&'n syn::Ident]) -> Option<&'n syn::Ident> {
    fn walk<'n>(tokens: TokenStream, names: &[&'n syn::Ident]) -> Option<&'n syn::Ident> {
        tokens.into_iter().find_map(|token| match token {
            TokenTree::Ident(ident) => names.iter().find(|name| ***name == ident).copied(),
            TokenTree::Group(group) => walk(group.stream(), names),
            _ => None,
        })
    }
    walk(quote!(#ty), names)
}
