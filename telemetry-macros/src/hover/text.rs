//! The text below a doc comment, in Markdown.
//!
//! Everything that the author wrote stands between backticks and is cut down
//! to harmless characters, so that it is neither a link, nor a tag, nor the
//! end of a cell, and reads as what it is. Of a private text nothing is shown
//! but its key. The size of what leaves is not: the types of the fields, which
//! decide it, are not known here.

use proc_macro2::{Group, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;
use telemetry_schema::{Granularity, Privacy, Rounding, Unit};

use super::outline::{self, Field};
use crate::attr::{Attrs, Place, Slot};

/// What is said about an event; for a struct both are the same.
pub(super) struct Said<'a> {
    pub(super) feature: &'a Attrs,
    pub(super) event: &'a Attrs,
}

/// The text of the enum form.
pub(super) fn feature(attrs: &Attrs) -> TokenStream {
    let mut docs = Docs::default();
    docs.paragraph(&format!(
        "**Telemetry feature** {}.{}",
        written(&attrs.feature),
        standing(attrs, attrs)
    ));
    docs.tokens()
}

/// The text of a struct or a variant, if its fields are understood.
pub(super) fn event(said: &Said<'_>, body: Option<&Group>) -> Option<TokenStream> {
    let fields = body.map_or_else(|| Some(Vec::new()), outline::fields)?;
    let version = said.event.version.as_ref().map_or(0, |slot| slot.value);
    let mut docs = Docs::default();
    docs.paragraph(&format!(
        "**Telemetry event** {} · {}, version {version}.{}",
        written(&said.feature.feature),
        written(&said.event.action),
        standing(said.feature, said.event),
    ));
    docs.table(&fields);
    Some(docs.tokens())
}

/// Purpose and owner: the event's own, or the feature's.
fn standing(feature: &Attrs, event: &Attrs) -> String {
    let purpose = event.purpose.as_ref().or(feature.purpose.as_ref());
    let owner = event.owner.as_ref().or(feature.owner.as_ref());
    let part = |word: &str, slot: &Slot<String>| format!(" {word}: {}.", code(&slot.value));
    let purpose = purpose.map(|slot| part("Purpose", slot)).unwrap_or_default();
    let owner = owner.map(|slot| part("Owner", slot)).unwrap_or_default();
    format!("{purpose}{owner}")
}

fn written(slot: &Option<Slot<String>>) -> String {
    slot.as_ref().map_or_else(|| "(not yet named)".to_owned(), |slot| code(&slot.value))
}

/// As code, with `?` for each character that could be more than itself.
fn code(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || " _-.:/@%²".contains(letter);
    let text: String = text.chars().map(|c| if plain(c) { c } else { '?' }).collect();
    format!("`{text}`")
}

/// The text in parts, each of which may stand under a condition.
#[derive(Default)]
struct Docs {
    parts: Vec<(Vec<TokenStream>, String)>,
}

impl Docs {
    /// The line above divides it from what the author wrote. It needs no blank
    /// line before it, which rustdoc would trim: dashes would then make a
    /// heading of the author's last line.
    fn paragraph(&mut self, text: &str) {
        self.parts.push((Vec::new(), format!(" ___\n\n {text}")));
    }

    fn table(&mut self, fields: &[Field]) {
        if fields.is_empty() {
            return self.line(&[], "\n It has no fields.");
        }
        self.line(&[], "\n | key | value | where it goes |\n |---|---|---|");
        for field in fields {
            self.line(&field.attributes.conditions, &row(field));
        }
    }

    fn line(&mut self, conditions: &[TokenStream], line: &str) {
        match self.parts.last_mut() {
            Some((before, text)) if before.is_empty() && conditions.is_empty() => {
                text.push('\n');
                text.push_str(line);
            }
            _ => self.parts.push((conditions.to_vec(), line.to_owned())),
        }
    }

    fn tokens(self) -> TokenStream {
        let attributes = self.parts.into_iter().map(|(conditions, text)| match conditions[..] {
            [] => quote!(#[doc = #text]),
            _ => quote!(#[cfg_attr(all(#(#conditions),*), doc = #text)]),
        });
        attributes.collect()
    }
}

fn row(field: &Field) -> String {
    let name = field.name.unraw().to_string();
    if field.attributes.vary {
        return cells(&name, "", "its attributes depend on a condition");
    }
    let attrs = Attrs::peek(field.attributes.lists.iter().cloned(), Place::Field);
    let key = attrs.key.as_ref().map_or(name, |slot| slot.value.clone());
    let (value, goes) = match attrs.privacy() {
        None => (String::new(), "its attributes cannot be read"),
        Some(Privacy::Private) => (String::new(), "stays on the instance"),
        Some(Privacy::Audited) => ("text".to_owned(), "leaves after a review"),
        Some(Privacy::Metadata) => (number(&attrs), "leaves as a number"),
    };
    cells(&key, &value, goes)
}

fn cells(key: &str, value: &str, goes: &str) -> String {
    let value = if value.is_empty() { String::new() } else { format!("{value} ") };
    format!(" | {} | {value}| {goes} |", code(key))
}

/// Unit, maximum and rounding of a number, as far as they are declared.
fn number(attrs: &Attrs) -> String {
    let Granularity { max, rounding } = attrs.granularity();
    let unit = attrs.unit.as_ref().and_then(|slot| Unit::from_symbol(&slot.value));
    let parts = [
        unit.map(|unit| code(unit.symbol())),
        max.map(|max| format!("at most {max}")),
        rounded(&rounding),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn rounded(rounding: &Rounding) -> Option<String> {
    match rounding {
        Rounding::Exact => None,
        Rounding::Step(step) => Some(format!("rounded to multiples of {step}")),
        Rounding::PowerOfTwo => Some("rounded toward zero to powers of two".to_owned()),
        Rounding::Buckets(bounds) => {
            let (first, last) = (bounds.first()?, bounds.last()?);
            Some(format!("{} buckets from {first} to {last}", bounds.len()))
        }
    }
}
