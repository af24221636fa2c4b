//! The six entries of a declaration that a reader is shown, found in its lists
//! by their names. The derive reads the lists in full and reports what is wrong
//! with them; that once more, for a text, would be felt in each build.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tokens::is_punct;

/// What is said of a feature or of an event. Each is the literal as it is
/// written, without its quotes.
#[derive(Default)]
pub(super) struct Said {
    pub(super) feature: Option<String>,
    pub(super) action: Option<String>,
    pub(super) version: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) purpose: Option<String>,
    pub(super) sample: Option<String>,
}

impl Said {
    pub(super) fn read<'l>(lists: impl IntoIterator<Item = &'l TokenStream>) -> Self {
        let mut said = Self::default();
        lists.into_iter().for_each(|list| said.read_list(list.clone()));
        said
    }

    fn read_list(&mut self, list: TokenStream) {
        let mut tokens = list.into_iter();
        while let Some(token) = tokens.next() {
            let TokenTree::Ident(name) = token else { continue };
            let name = name.to_string();
            let Some(slot) = self.slot(&name) else { continue };
            if tokens.next().is_some_and(|token| is_punct(&token, '=')) {
                *slot = tokens.next().and_then(literal);
            }
        }
    }

    fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "feature" => &mut self.feature,
            "action" => &mut self.action,
            "version" => &mut self.version,
            "owner" => &mut self.owner,
            "purpose" => &mut self.purpose,
            "sample" => &mut self.sample,
            _ => return None,
        })
    }
}

/// A literal, also one that a `macro_rules` macro hands on in a group.
fn literal(token: TokenTree) -> Option<String> {
    match token {
        TokenTree::Literal(literal) => {
            let written = literal.to_string();
            let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            Some(inner.unwrap_or(&written).to_owned())
        }
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            group.stream().into_iter().next().and_then(literal)
        }
        _ => None,
    }
}
