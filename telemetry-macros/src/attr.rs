//! Reads `#[telemetry(…)]` and doc comments.
//!
//! Readers return what was written and report what is wrong with it; they go
//! on after a mistake, so that each mistake gives its error in one build.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Ident, LitInt, LitStr, parse::ParseStream};
use telemetry_schema::nearest;

use crate::report::Report;

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
}

impl Attrs {
    /// Reads every `#[telemetry(…)]` among these attributes.
    pub(crate) fn read(attributes: &[Attribute], place: Place, report: &Report) -> Self {
        let mut attrs = Self::default();
        for attribute in attributes.iter().filter(|attr| attr.path().is_ident("telemetry")) {
            let entries = match &attribute.meta {
                syn::Meta::List(list) => list.parse_args_with(entries),
                other => {
                    let example = place.keys().next().map_or("private", example_of);
                    report.error(other, format!("expected `#[telemetry({example})]`"));
                    continue;
                }
            };
            match entries {
                Ok(entries) => {
                    entries.into_iter().for_each(|entry| attrs.take(entry, place, report))
                }
                Err(error) => report.push(error),
            }
        }
        attrs
    }

    fn take(&mut self, entry: Entry, place: Place, report: &Report) {
        let Some(name) = known_key(&entry, place, report) else { return };
        let value = entry.value.clone();
        let read = match name {
            "feature" => fill(&mut self.feature, &entry, text(name, value)),
            "action" => fill(&mut self.action, &entry, text(name, value)),
            "version" => fill(&mut self.version, &entry, version(value)),
            "owner" => fill(&mut self.owner, &entry, text(name, value)),
            "purpose" => fill(&mut self.purpose, &entry, text(name, value)),
            "crate" => fill(&mut self.krate, &entry, path(value)),
            "key" => fill(&mut self.key, &entry, text(name, value)),
            "unit" => fill(&mut self.unit, &entry, text(name, value)),
            _ => fill(&mut self.private, &entry, word(name, value)),
        };
        if let Err(error) = read {
            self.broken.push(name);
            report.push(error);
        }
    }

    /// Whether the key was written, well or badly.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.broken.contains(&name)
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

impl ToTokens for Entry {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.tokens.clone());
    }
}

/// Splits at commas and takes any tokens as a value, so that a mistake in one
/// entry hides nothing that is wrong with the next.
fn entries(input: ParseStream<'_>) -> syn::Result<Vec<Entry>> {
    use syn::ext::IdentExt as _;
    let mut entries = Vec::new();
    while !input.is_empty() {
        let name = Ident::parse_any(input)?;
        let mut rest = TokenStream::new();
        while !input.is_empty() && !input.peek(syn::Token![,]) {
            rest.extend([input.parse::<TokenTree>()?]);
        }
        let tokens = quote!(#name #rest);
        let value = strip_equals(rest);
        entries.push(Entry { name, tokens, value });
        if !input.is_empty() {
            input.parse::<syn::Token![,]>()?;
        }
    }
    Ok(entries)
}

fn strip_equals(rest: TokenStream) -> Option<TokenStream> {
    let mut tokens = rest.into_iter().peekable();
    tokens.peek()?;
    let _ =
        tokens.next_if(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '='));
    Some(tokens.collect())
}

fn known_key(entry: &Entry, place: Place, report: &Report) -> Option<&'static str> {
    let written = entry.name.to_string();
    let valid: Vec<&str> = place.keys().collect();
    if let Some(key) = KEYS.iter().find(|key| key.name == written) {
        if key.places.contains(&place) {
            return Some(key.name);
        }
        let elsewhere: Vec<&str> = key.places.iter().map(|place| place.noun()).collect();
        report.error(
            &entry.name,
            format!(
                "`{written}` does not belong on {}; it belongs on {}",
                place.noun(),
                elsewhere.join(" or ")
            ),
        );
        return None;
    }
    let hint = nearest(&written, valid.iter().copied())
        .map(|near| format!(", did you mean `{near}`?"))
        .unwrap_or_default();
    let listed = match valid.as_slice() {
        [] => format!("{} takes no keys", place.noun()),
        valid => format!("{} takes {}", place.noun(), backticked(valid)),
    };
    report.error(&entry.name, format!("unknown key `{written}`{hint}; {listed}"));
    None
}

/// The words in backticks, with commas between them.
pub(crate) fn backticked(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
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
        Ok(version) if literal.suffix().is_empty() => Ok((version, value)),
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
