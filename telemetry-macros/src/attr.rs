//! Reads `#[telemetry(…)]` and doc comments.
//!
//! Readers return what was written and report what is wrong with it; they go
//! on after a mistake, so that each mistake gives its error in one build.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Ident, LitInt, LitStr};
use telemetry_schema::nearest;

use crate::{report::Report, tokens::is_punct};

/// Where an attribute stands, which decides the keys that it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Struct,
    Enum,
    Variant,
    Field,
    ValueEnum,
    Code,
}

struct Key {
    name: &'static str,
    places: &'static [Place],
    example: &'static str,
}

/// Every key, the places that take it, and how it is written.
const KEYS: [Key; 9] = [
    Key { name: "feature", places: &[Place::Struct, Place::Enum], example: "feature = \"search\"" },
    Key {
        name: "action",
        places: &[Place::Struct, Place::Variant],
        example: "action = \"resultsShown\"",
    },
    Key { name: "version", places: &[Place::Struct, Place::Variant], example: "version = 1" },
    Key {
        name: "owner",
        places: &[Place::Struct, Place::Enum, Place::Variant],
        example: "owner = \"search-team\"",
    },
    Key {
        name: "purpose",
        places: &[Place::Struct, Place::Enum, Place::Variant],
        example: "purpose = \"reliability\"",
    },
    Key {
        name: "crate",
        places: &[Place::Struct, Place::Enum, Place::ValueEnum],
        example: "crate = my_facade::telemetry_core",
    },
    Key { name: "key", places: &[Place::Field], example: "key = \"resultCount\"" },
    Key { name: "unit", places: &[Place::Field], example: "unit = \"ms\"" },
    Key { name: "private", places: &[Place::Field], example: "private" },
];

impl Place {
    fn noun(self) -> &'static str {
        match self {
            Self::Struct => "a struct",
            Self::Enum => "an enum of actions",
            Self::Variant => "a variant",
            Self::Field => "a field",
            Self::ValueEnum => "an enum of values",
            Self::Code => "the variant of an enum of values",
        }
    }

    /// What is said of `#[telemetry]` and `#[telemetry = …]`.
    fn expected_list(self) -> String {
        match self.keys().last() {
            Some(key) => {
                format!("expected a list; write `#[telemetry({})]`, or remove it", example_of(key))
            }
            None => format!("{} takes no keys; remove it", self.noun()),
        }
    }

    /// What is said of an entry that does not begin with a name.
    fn expected_key(self) -> String {
        match self.keys().next() {
            Some(key) => format!("expected a key and its value; write `{}`", example_of(key)),
            None => format!("{} takes no keys; remove it", self.noun()),
        }
    }

    fn keys(self) -> impl Iterator<Item = &'static str> {
        KEYS.iter().filter(move |key| key.places.contains(&self)).map(|key| key.name)
    }
}

/// One key's value together with the tokens it was written with.
pub(crate) struct Slot<T> {
    pub(crate) value: T,
    pub(crate) tokens: TokenStream,
}

/// What the attributes of one place say.
#[derive(Default)]
pub(crate) struct Attrs {
    pub(crate) feature: Option<Slot<String>>,
    pub(crate) action: Option<Slot<String>>,
    pub(crate) version: Option<Slot<i32>>,
    pub(crate) owner: Option<Slot<String>>,
    pub(crate) purpose: Option<Slot<String>>,
    pub(crate) krate: Option<Slot<TokenStream>>,
    pub(crate) key: Option<Slot<String>>,
    pub(crate) unit: Option<Slot<String>>,
    pub(crate) private: Option<Slot<()>>,
    /// Keys that were written but could not be read: whoever misses them has
    /// nothing more to report.
    pub(crate) broken: Vec<&'static str>,
    /// Something here could not even be attributed to a key.
    pub(crate) unread: bool,
}

impl Attrs {
    /// Reads every `#[telemetry(…)]` among these attributes.
    pub(crate) fn read(attributes: &[Attribute], place: Place, report: &Report) -> Self {
        let mut attrs = Self::default();
        for attribute in attributes.iter().filter(|attr| attr.path().is_ident("telemetry")) {
            match &attribute.meta {
                syn::Meta::List(list) => attrs.read_list(list.tokens.clone(), place, report),
                other => {
                    attrs.unread = true;
                    report.error(other, place.expected_list());
                }
            }
        }
        attrs
    }

    fn read_list(&mut self, list: TokenStream, place: Place, report: &Report) {
        for chunk in split(list, report) {
            match Entry::of(chunk) {
                Ok(entry) => self.take(&entry, place, report),
                Err(tokens) => {
                    self.unread = true;
                    report.error(tokens, place.expected_key());
                }
            }
        }
    }

    fn take(&mut self, entry: &Entry, place: Place, report: &Report) {
        let name = match known_key(&entry.name, place) {
            Ok(name) => name,
            Err(unknown) => {
                self.broken.extend(unknown.meant);
                report.error(&entry.name, unknown.message);
                return;
            }
        };
        let value = entry.value.clone();
        let read = match name {
            "feature" => fill(&mut self.feature, entry, text(name, value)),
            "action" => fill(&mut self.action, entry, text(name, value)),
            "version" => fill(&mut self.version, entry, version(value)),
            "owner" => fill(&mut self.owner, entry, text(name, value)),
            "purpose" => fill(&mut self.purpose, entry, text(name, value)),
            "crate" => fill(&mut self.krate, entry, path(value)),
            "key" => fill(&mut self.key, entry, text(name, value)),
            "unit" => fill(&mut self.unit, entry, text(name, value)),
            _ => fill(&mut self.private, entry, word(name, value)),
        };
        if let Err(error) = read {
            self.broken.push(name);
            report.push(error);
        }
    }

    /// Whether the key was written, well or badly.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.unread
            || self.broken.contains(&name)
            || match name {
                "feature" => self.feature.is_some(),
                "action" => self.action.is_some(),
                "owner" => self.owner.is_some(),
                "purpose" => self.purpose.is_some(),
                "unit" => self.unit.is_some(),
                _ => false,
            }
    }
}

/// One `name`, `name = value` or `name(…)`, with the value still unread.
struct Entry {
    name: Ident,
    tokens: TokenStream,
    value: Option<TokenStream>,
}

impl Entry {
    /// Gives the tokens back if they do not begin with a name.
    fn of(tokens: TokenStream) -> Result<Self, TokenStream> {
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
fn split(list: TokenStream, report: &Report) -> Vec<TokenStream> {
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

/// A key that a place does not take.
struct UnknownKey {
    message: String,
    /// The key that was probably meant; nobody has to miss it.
    meant: Option<&'static str>,
}

fn known_key(name: &Ident, place: Place) -> Result<&'static str, UnknownKey> {
    let written = name.to_string();
    let Some(key) = KEYS.iter().find(|key| key.name == written) else {
        let meant = nearest(&written, place.keys());
        let hint = did_you_mean(meant);
        let listed = match backticked(place.keys()) {
            none if none.is_empty() => format!("{} takes no keys; remove it", place.noun()),
            keys => format!("{} takes {keys}", place.noun()),
        };
        return Err(UnknownKey {
            message: format!("unknown key `{written}`; {hint}{listed}"),
            meant,
        });
    };
    if key.places.contains(&place) {
        return Ok(key.name);
    }
    let elsewhere: Vec<&str> = key.places.iter().map(|place| place.noun()).collect();
    let message = format!(
        "`{written}` does not belong on {}; it belongs on {}",
        place.noun(),
        elsewhere.join(" or ")
    );
    Err(UnknownKey { message, meant: None })
}

/// The question that goes before a list of what is possible.
pub(crate) fn did_you_mean(meant: Option<&str>) -> String {
    meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default()
}

/// The words in backticks, with commas between them.
pub(crate) fn backticked<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn example_of(name: &'static str) -> &'static str {
    KEYS.iter().find(|key| key.name == name).map_or(name, |key| key.example)
}

fn fill<T>(
    slot: &mut Option<Slot<T>>,
    entry: &Entry,
    read: Result<(T, TokenStream), Problem>,
) -> syn::Result<()> {
    if slot.is_some() {
        return Err(syn::Error::new_spanned(
            &entry.name,
            format!("`{}` is given twice; keep one of them", entry.name),
        ));
    }
    match read {
        Ok((value, tokens)) => *slot = Some(Slot { value, tokens }),
        Err(Problem { message, at }) => {
            let at = at.unwrap_or_else(|| entry.tokens.clone());
            return Err(syn::Error::new_spanned(at, message));
        }
    }
    Ok(())
}

/// What is wrong with a value, and at which tokens if not at the whole entry.
struct Problem {
    message: String,
    at: Option<TokenStream>,
}

fn text(name: &'static str, value: Option<TokenStream>) -> Result<(String, TokenStream), Problem> {
    let wrong = |at| Problem {
        message: format!(
            "`{name}` is a string literal, known when the program is built; write `{}`",
            example_of(name)
        ),
        at,
    };
    let value = value.filter(|value| !value.is_empty()).ok_or_else(|| wrong(None))?;
    match syn::parse2::<LitStr>(value.clone()) {
        Ok(literal) => Ok((literal.value(), value)),
        Err(_) => Err(wrong(Some(value))),
    }
}

fn version(value: Option<TokenStream>) -> Result<(i32, TokenStream), Problem> {
    let wrong = |at| Problem {
        message: format!("`version` is an integer from 0 to {}; write `version = 1`", i32::MAX),
        at,
    };
    let value = value.filter(|value| !value.is_empty()).ok_or_else(|| wrong(None))?;
    let literal = syn::parse2::<LitInt>(value.clone()).map_err(|_| wrong(Some(value.clone())))?;
    match literal.base10_parse::<i32>() {
        Ok(version @ 0..) if literal.suffix().is_empty() => Ok((version, value)),
        _ => Err(wrong(Some(value))),
    }
}

fn path(value: Option<TokenStream>) -> Result<(TokenStream, TokenStream), Problem> {
    let wrong = |at| Problem {
        message: "`crate` is the path of the core crate; write `crate = my_facade::telemetry_core`"
            .to_owned(),
        at,
    };
    let value = value.filter(|value| !value.is_empty()).ok_or_else(|| wrong(None))?;
    match syn::parse::Parser::parse2(syn::Path::parse_mod_style, value.clone()) {
        Ok(_) => Ok((value.clone(), value)),
        Err(_) => Err(wrong(Some(value))),
    }
}

fn word(name: &'static str, value: Option<TokenStream>) -> Result<((), TokenStream), Problem> {
    match value {
        None => Ok(((), TokenStream::new())),
        Some(_) => {
            Err(Problem { message: format!("`{name}` takes no value; write `{name}`"), at: None })
        }
    }
}

/// The doc comment of an item, one line per line, without outer blank space.
/// Text that is not a literal (`doc = include_str!(…)`) does not count: a
/// reviewer could not see it here.
pub(crate) fn description(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(meta) if meta.path.is_ident("doc") => {
            syn::parse2::<LitStr>(meta.value.to_token_stream()).ok()
        }
        _ => None,
    });
    let text: Vec<String> = lines.map(|line| line.value().trim().to_owned()).collect();
    text.join("\n").trim().to_owned()
}
