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
//! #[doc = " ___\n\n **Telemetry event** …"]          see `text`
//! pub struct Shown { … }
//! ```

mod outline;
mod text;

use proc_macro2::{Group, TokenStream, TokenTree};

use self::{
    outline::{Attributes, Form, Variant},
    text::Said,
};
use crate::{
    attr::{Attrs, Place},
    mark,
};

/// The item with the mark and, as far as it is understood, with the text.
pub(crate) fn document(args: &TokenStream, item: TokenStream) -> TokenStream {
    let tokens = outline::opened(item);
    let (attributes, rest) = tokens.split_at(outline::behind_attributes(&tokens));
    let mut out: TokenStream = attributes.iter().cloned().collect();
    out.extend(mark::tokens());
    match outline::form(rest) {
        Some(Form::Struct(body)) => {
            out.extend(of_struct(args, attributes, body.as_ref()));
            out.extend(rest.iter().cloned());
        }
        Some(Form::Enum(body)) => {
            let attrs = said(args, attributes, Place::Enum);
            out.extend(attrs.as_ref().map(text::feature));
            out.extend(rest[..rest.len() - 1].iter().cloned());
            out.extend([TokenTree::Group(of_variants(attrs.as_ref(), body))]);
        }
        None => out.extend(rest.iter().cloned()),
    }
    out
}

fn of_struct(
    args: &TokenStream,
    attributes: &[TokenTree],
    body: Option<&Group>,
) -> Option<TokenStream> {
    let attrs = said(args, attributes, Place::Struct)?;
    text::event(&Said { feature: &attrs, event: &attrs }, body)
}

/// The body of the enum with a mark and a text for each variant.
fn of_variants(feature: Option<&Attrs>, body: Group) -> Group {
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    let Some(variants) = outline::variants(&tokens) else { return body };
    let mut out = TokenStream::new();
    for variant in variants {
        out.extend(variant.attributes.iter().cloned());
        out.extend(mark::tokens());
        out.extend(of_variant(feature, &variant));
        out.extend(variant.rest.iter().cloned());
    }
    let mut rebuilt = Group::new(body.delimiter(), out);
    rebuilt.set_span(body.span());
    rebuilt
}

fn of_variant(feature: Option<&Attrs>, variant: &Variant<'_>) -> Option<TokenStream> {
    let attrs = said(&TokenStream::new(), variant.attributes, Place::Variant)?;
    text::event(&Said { feature: feature?, event: &attrs }, variant.body)
}

/// What the arguments and the lists among the attributes say, unless that
/// depends on a condition.
fn said(args: &TokenStream, attributes: &[TokenTree], place: Place) -> Option<Attrs> {
    let Attributes { lists, vary, .. } = Attributes::read(attributes);
    let lists = std::iter::once(args.clone()).chain(lists);
    (!vary).then(|| Attrs::peek(lists, place))
}
