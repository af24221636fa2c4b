//! The outline of an item: its attributes, its variants and its fields, found
//! in the tokens. Types are skipped. What has another form than an event can
//! have, or is not yet complete, has no outline.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

use crate::tokens::is_punct;

/// The tokens of an item, without the invisible groups around its beginning:
/// a `macro_rules` macro can hand on a whole item, or a visibility.
pub(crate) fn opened(item: TokenStream) -> Vec<TokenTree> {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    loop {
        let at = behind_attributes(&tokens);
        match tokens.get(at) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                let inner = group.stream();
                tokens.splice(at..=at, inner);
            }
            _ => return tokens,
        }
    }
}

/// How many tokens the attributes at the beginning are.
pub(crate) fn behind_attributes(tokens: &[TokenTree]) -> usize {
    let mut at = 0;
    while let [hash, TokenTree::Group(group), ..] = &tokens[at..] {
        if !is_punct(hash, '#') || group.delimiter() != Delimiter::Bracket {
            break;
        }
        at += 2;
    }
    at
}

/// What stands behind the attributes and the visibility of an item.
pub(crate) enum Form {
    /// The body of a struct, if it has one.
    Struct(Option<Group>),
    /// The body of an enum, which is the last token.
    Enum(Group),
}

/// The form of an item, from behind its attributes. Parameters and bounds are
/// none that an event has.
pub(crate) fn form(tokens: &[TokenTree]) -> Option<Form> {
    let [TokenTree::Ident(keyword), TokenTree::Ident(_), end] = behind_visibility(tokens) else {
        return None;
    };
    match end {
        TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
            if keyword == "enum" {
                return Some(Form::Enum(body.clone()));
            }
            (keyword == "struct").then(|| Form::Struct(Some(body.clone())))
        }
        _ => (keyword == "struct" && is_punct(end, ';')).then_some(Form::Struct(None)),
    }
}

fn behind_visibility(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Group(group), rest @ ..]
            if word == "pub" && group.delimiter() == Delimiter::Parenthesis =>
        {
            rest
        }
        [TokenTree::Ident(word), rest @ ..] if word == "pub" => rest,
        [TokenTree::Group(group), rest @ ..] if group.delimiter() == Delimiter::None => rest,
        _ => tokens,
    }
}

/// A field, of which only the name and the attributes are looked at.
pub(crate) struct Field {
    pub(crate) name: Ident,
    pub(crate) attributes: Attributes,
}

/// The fields in a body.
pub(crate) fn fields(body: &Group) -> Option<Vec<Field>> {
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    let mut rest = &tokens[..];
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let (attributes, named) = rest.split_at(behind_attributes(rest));
        let [TokenTree::Ident(name), colon, ty @ ..] = behind_visibility(named) else {
            return None;
        };
        rest = behind_type(ty).filter(|_| is_punct(colon, ':'))?;
        fields.push(Field { name: name.clone(), attributes: Attributes::read(attributes) });
    }
    Some(fields)
}

/// What follows a type and the comma behind it.
fn behind_type(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    let mut depth = 0_usize;
    let mut joint = ' ';
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Punct(punct) = token else {
            joint = ' ';
            continue;
        };
        match punct.as_char() {
            ',' if depth == 0 => return (at > 0).then(|| &tokens[at + 1..]),
            '<' => depth += 1,
            // The arrow of a function is no bracket.
            '>' if joint != '-' => depth = depth.checked_sub(1)?,
            // The comma before the next field is missing.
            ':' if joint != ':' && punct.spacing() == Spacing::Alone => return None,
            _ => {}
        }
        joint = if punct.spacing() == Spacing::Joint { punct.as_char() } else { ' ' };
    }
    (depth == 0 && !tokens.is_empty()).then_some(&[])
}

/// A variant, divided behind its attributes.
pub(crate) struct Variant<'t> {
    pub(crate) attributes: &'t [TokenTree],
    /// Including the comma.
    pub(crate) rest: &'t [TokenTree],
    /// The body, if there is one.
    pub(crate) body: Option<&'t Group>,
}

/// The variants among the tokens of a body, if they are variants with names
/// for their fields or with none.
pub(crate) fn variants(mut tokens: &[TokenTree]) -> Option<Vec<Variant<'_>>> {
    let mut variants = Vec::new();
    while !tokens.is_empty() {
        let (attributes, named) = tokens.split_at(behind_attributes(tokens));
        let (body, length) = match named {
            [TokenTree::Ident(_), TokenTree::Group(body), ..]
                if body.delimiter() == Delimiter::Brace =>
            {
                (Some(body), 2)
            }
            [TokenTree::Ident(_), ..] => (None, 1),
            _ => return None,
        };
        let comma = match named.get(length) {
            None => 0,
            Some(token) if is_punct(token, ',') => 1,
            Some(_) => return None,
        };
        let (rest, next) = named.split_at(length + comma);
        variants.push(Variant { attributes, rest, body });
        tokens = next;
    }
    Some(variants)
}

/// What the attributes of a place say.
#[derive(Default)]
pub(crate) struct Attributes {
    /// What stands in each `#[telemetry(…)]`.
    pub(crate) lists: Vec<TokenStream>,
    /// What stands in each `#[cfg(…)]`.
    pub(crate) conditions: Vec<TokenStream>,
    /// A condition decides whether there is a further list.
    pub(crate) vary: bool,
}

impl Attributes {
    pub(crate) fn read(tokens: &[TokenTree]) -> Self {
        let mut attributes = Self::default();
        for token in tokens {
            if let TokenTree::Group(group) = token {
                attributes.take(group.stream());
            }
        }
        attributes
    }

    fn take(&mut self, attribute: TokenStream) {
        let mut tokens = attribute.into_iter();
        let word = match tokens.next() {
            Some(TokenTree::Ident(word)) => word,
            // Handed on by a `macro_rules` macro.
            Some(TokenTree::Group(group)) => return self.take(group.stream()),
            _ => return,
        };
        let Some(TokenTree::Group(list)) = tokens.next() else { return };
        match word.to_string().as_str() {
            "telemetry" => self.lists.push(list.stream()),
            "cfg" => self.conditions.push(list.stream()),
            "cfg_attr" => self.vary |= mentions_telemetry(list.stream()),
            _ => {}
        }
    }
}

fn mentions_telemetry(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "telemetry",
        TokenTree::Group(group) => mentions_telemetry(group.stream()),
        _ => false,
    })
}
