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
use telemetry_schema::{Granularity, Privacy, Rounding, SampleRate, Unit};

use super::said::Said;
use crate::{
    attr::{Attrs, Place},
    outline::{self, Field},
};

/// The text of the enum form.
pub(super) fn feature(said: &Said) -> Text {
    let mut text = Text::default();
    text.paragraph(&format!(
        "**Telemetry feature** {}.{}",
        name(said.feature.as_ref()),
        standing(said, said)
    ));
    text
}

/// The text of a struct, which says all of it, or of a variant, if its fields
/// are understood.
pub(super) fn event(feature: &Said, event: &Said, fields: Option<&Group>) -> Option<Text> {
    let fields = fields.map_or_else(|| Some(Vec::new()), outline::fields)?;
    let version = event.version.as_deref().unwrap_or("0").parse::<i32>();
    let version = version.map(|version| format!(", version {version}")).unwrap_or_default();
    let mut text = Text::default();
    text.paragraph(&format!(
        "**Telemetry event** {} · {}{version}.{}",
        name(feature.feature.as_ref()),
        name(event.action.as_ref()),
        standing(feature, event),
    ));
    text.table(&fields);
    Some(text)
}

/// Purpose, owner and rate: the event's own, or the feature's.
fn standing(feature: &Said, event: &Said) -> String {
    let mut standing = String::new();
    let purpose = event.purpose.as_ref().or(feature.purpose.as_ref());
    let owner = event.owner.as_ref().or(feature.owner.as_ref());
    for (word, said) in [(" Purpose: ", purpose), (" Owner: ", owner)] {
        if let Some(said) = said {
            standing.push_str(word);
            standing.push_str(&code(said));
            standing.push('.');
        }
    }
    let rate = event.sample.as_ref().or(feature.sample.as_ref());
    if let Some(rate) = rate.and_then(|rate| SampleRate::new(rate.parse().ok()?).ok()) {
        standing.push_str(&format!(" Sampled: {}.", rate.sentence()));
    }
    standing
}

fn name(said: Option<&String>) -> String {
    said.map_or_else(|| "(not yet named)".to_owned(), |said| code(said))
}

/// As code, with `?` for each character that could be more than itself.
fn code(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || " _-.:/@%²".contains(letter);
    let text: String = text.chars().map(|c| if plain(c) { c } else { '?' }).collect();
    format!("`{text}`")
}

/// Parts of a text, each of which may stand under conditions.
#[derive(Default)]
pub(super) struct Text {
    parts: Vec<(Vec<TokenStream>, String)>,
}

impl Text {
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

    /// The text as doc attributes.
    ///
    /// It is written as a raw literal, which takes a parser no time; there
    /// is no quote in it, because [`code`] leaves none.
    pub(super) fn attributes(self) -> TokenStream {
        let mut attributes = TokenStream::new();
        for (conditions, text) in self.parts {
            let doc: TokenStream =
                format!("doc = r\"{text}\"").parse().expect("a raw literal without a quote in it");
            attributes.extend(match conditions[..] {
                [] => quote!(#[#doc]),
                _ => quote!(#[cfg_attr(all(#(#conditions),*), #doc)]),
            });
        }
        attributes
    }
}

fn row(field: &Field) -> String {
    let name = field.name.unraw().to_string();
    if field.attributes.lists.is_empty() && !field.attributes.vary {
        return cells(&name, "", "leaves as a number");
    }
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
