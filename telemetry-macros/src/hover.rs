//! What a reader sees in the editor and in the documentation: below the
//! author's doc comment, what leaves when the event is recorded.
//!
//! The attribute adds it, because a derive cannot touch its item. It works on
//! tokens and without a syntax tree: every build pays for it, and an item that
//! is being typed must come out as it went in. What is not understood gets no
//! text, and nobody is told of mistakes here. All tokens of the item are
//! emitted in their order, with additions between them:
//!
//! ```text
//! /// The results were shown.                        the author's attributes
//! #[telemetry(__attached)]                           see `mark`
//! #[doc = r" ___\n\n **Telemetry event** …"]         see `text`
//! pub struct Shown { … }
//! ```

mod said;
mod text;

use proc_macro2::{Group, TokenStream, TokenTree};

use self::{said::Said, text::Text};
use crate::{
    conditional::{self, Conditional},
    mark,
    outline::{self, Attributes, Form, Variant},
};

/// The item with the mark and, as far as it is understood, with the text.
pub(crate) fn document(args: &TokenStream, item: TokenStream) -> TokenStream {
    let mut tokens = outline::opened(item);
    let at = outline::behind_attributes(&tokens);
    let (attributes, rest) = tokens.split_at(at);
    let (mut body, mut conditional) = (None, Vec::new());
    let text = match outline::form(rest) {
        Some(Form::Struct(fields)) => {
            conditional = conditional::fields(fields.as_ref());
            of_struct(args, attributes, fields.as_ref())
        }
        Some(Form::Enum(variants)) => {
            let said = said(args, attributes);
            body = Some(of_variants(said.as_ref(), variants));
            said.map(|said| text::feature(&said))
        }
        None => None,
    };
    if let Some(body) = body {
        tokens.truncate(tokens.len() - 1);
        tokens.push(TokenTree::Group(body));
    }
    tokens.splice(at..at, marked(&conditional, text));
    tokens.into_iter().collect()
}

fn of_struct(args: &TokenStream, attributes: &[TokenTree], fields: Option<&Group>) -> Option<Text> {
    let said = said(args, attributes)?;
    text::event(&said, &said, fields)
}

/// The body of the enum with a mark and a text for each variant.
fn of_variants(feature: Option<&Said>, body: Group) -> Group {
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    let Some(variants) = outline::variants(&tokens) else { return body };
    let mut out = TokenStream::new();
    for variant in variants {
        out.extend(variant.attributes.iter().cloned());
        let conditional = conditional::fields(variant.body);
        out.extend(marked(&conditional, of_variant(feature, &variant)));
        out.extend(variant.rest.iter().cloned());
    }
    let mut rebuilt = Group::new(body.delimiter(), out);
    rebuilt.set_span(body.span());
    rebuilt
}

fn of_variant(feature: Option<&Said>, variant: &Variant<'_>) -> Option<Text> {
    let event = said(&TokenStream::new(), variant.attributes)?;
    text::event(feature?, &event, variant.body)
}

/// The mark, and below it the text.
fn marked(conditional: &[Conditional], text: Option<Text>) -> TokenStream {
    let mut marked = mark::tokens(conditional);
    marked.extend(text.map(Text::attributes));
    marked
}

/// What the arguments and the lists among the attributes say, unless that
/// depends on a condition.
fn said(args: &TokenStream, attributes: &[TokenTree]) -> Option<Said> {
    let Attributes { lists, vary, .. } = Attributes::read(attributes);
    (!vary).then(|| Said::read(std::iter::once(args).chain(&lists)))
}
