//! Reads `#[telemetry(…)]` and doc comments.
//!
//! Readers return what was written and report what is wrong with it; they go
//! on after a mistake, so that each mistake gives its error in one build.

mod entry;
mod keys;
mod value;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, LitStr};
use telemetry_schema::{Billing, Date, Granularity, Privacy, Rounding, SampleRate, rules};

use self::entry::{Entry, split};
pub(crate) use self::keys::Place;
use crate::{
    mark::{self, MARK},
    report::Report,
};

/// One key's value together with the tokens it was written with.
pub(crate) struct Slot<T> {
    pub(crate) value: T,
    pub(crate) tokens: TokenStream,
}

/// One `allow(…)`.
pub(crate) struct Waived {
    /// The rule's id as it is written.
    pub(crate) id: String,
    pub(crate) reason: String,
    pub(crate) at_rule: TokenStream,
    pub(crate) at_reason: TokenStream,
}

/// What the attributes of one place say.
#[derive(Default)]
pub(crate) struct Attrs {
    pub(crate) name: Option<Slot<String>>,
    pub(crate) feature: Option<Slot<String>>,
    pub(crate) action: Option<Slot<String>>,
    pub(crate) version: Option<Slot<i32>>,
    pub(crate) owner: Option<Slot<String>>,
    pub(crate) purpose: Option<Slot<String>>,
    pub(crate) stability: Option<Slot<String>>,
    pub(crate) expires: Option<Slot<Date>>,
    /// None inside says that every event is recorded.
    pub(crate) sample: Option<Slot<Option<SampleRate>>>,
    pub(crate) billing: Option<Slot<Billing>>,
    pub(crate) renamed_from: Option<Slot<String>>,
    pub(crate) krate: Option<Slot<TokenStream>>,
    pub(crate) key: Option<Slot<String>>,
    pub(crate) unit: Option<Slot<String>>,
    pub(crate) round: Option<Slot<Rounding>>,
    pub(crate) buckets: Option<Slot<Vec<f64>>>,
    pub(crate) max: Option<Slot<f64>>,
    pub(crate) private: Option<Slot<()>>,
    pub(crate) audited: Option<Slot<()>>,
    /// The mark of `#[telemetry_event]` itself.
    pub(crate) attached: Option<Slot<Vec<String>>>,
    pub(crate) waived: Vec<Waived>,
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
                    report.error(rules::ATTRIBUTE, other, place.expected_list());
                }
            }
        }
        attrs
    }

    /// What the lists of `#[telemetry(…)]` say, for somebody to whom mistakes
    /// need not be reported.
    pub(crate) fn peek(lists: impl IntoIterator<Item = TokenStream>, place: Place) -> Self {
        let (mut attrs, report) = (Self::default(), Report::new());
        lists.into_iter().for_each(|list| attrs.read_list(list, place, &report));
        let _ = report.finish();
        attrs
    }

    fn read_list(&mut self, list: TokenStream, place: Place, report: &Report) {
        for chunk in split(list, report) {
            match Entry::of(chunk) {
                Ok(entry) => self.take(&entry, place, report),
                Err(tokens) => {
                    self.unread = true;
                    report.error(rules::ATTRIBUTE, tokens, place.expected_key());
                }
            }
        }
    }

    fn take(&mut self, entry: &Entry, place: Place, report: &Report) {
        let name = match keys::known_key(&entry.name, place) {
            Ok(name) => name,
            Err(unknown) => {
                self.broken.extend(unknown.meant);
                report.error(unknown.rule, &entry.name, unknown.message);
                return;
            }
        };
        if let Err((at, message)) = self.fill(name, entry) {
            self.broken.push(name);
            report.error(keys::row(name).rule, at, message);
        }
    }

    fn fill(&mut self, name: &'static str, entry: &Entry) -> Result<(), (TokenStream, String)> {
        let value = entry.value.clone();
        match name {
            "name" => fill(&mut self.name, entry, value::text(name, value)),
            "feature" => fill(&mut self.feature, entry, value::text(name, value)),
            "action" => fill(&mut self.action, entry, value::text(name, value)),
            "version" => fill(&mut self.version, entry, value::version(value)),
            "owner" => fill(&mut self.owner, entry, value::text(name, value)),
            "purpose" => fill(&mut self.purpose, entry, value::text(name, value)),
            "stability" => fill(&mut self.stability, entry, value::text(name, value)),
            "expires" => fill(&mut self.expires, entry, value::date(name, value)),
            "sample" => fill(&mut self.sample, entry, value::sample(value)),
            "billing" => fill(&mut self.billing, entry, value::billing(value)),
            "renamed_from" => fill(&mut self.renamed_from, entry, value::text(name, value)),
            "crate" => fill(&mut self.krate, entry, value::path(value)),
            "key" => fill(&mut self.key, entry, value::text(name, value)),
            "unit" => fill(&mut self.unit, entry, value::text(name, value)),
            "round" => fill(&mut self.round, entry, value::round(value)),
            "buckets" => fill(&mut self.buckets, entry, value::buckets(value)),
            "max" => fill(&mut self.max, entry, value::max(value)),
            "private" => fill(&mut self.private, entry, value::word(name, entry)),
            "audited" => fill(&mut self.audited, entry, value::word(name, entry)),
            MARK => fill(&mut self.attached, entry, value::texts(entry)),
            _ => {
                // The one key that may be given more than once.
                let mut slot = None;
                fill(&mut slot, entry, value::waiver(value))?;
                self.waived.extend(slot.map(|slot| slot.value));
                Ok(())
            }
        }
    }

    /// Where the value of a field goes; None if that cannot be read.
    pub(crate) fn privacy(&self) -> Option<Privacy> {
        if self.unread || ["private", "audited"].iter().any(|word| self.broken.contains(word)) {
            return None;
        }
        Some(match (&self.private, &self.audited) {
            (Some(_), _) => Privacy::Private,
            (None, Some(_)) => Privacy::Audited,
            (None, None) => Privacy::Metadata,
        })
    }

    /// How the number of a field is made coarser.
    pub(crate) fn granularity(&self) -> Granularity {
        let rounding = match (&self.round, &self.buckets) {
            (Some(round), _) => round.value.clone(),
            (None, Some(buckets)) => Rounding::Buckets(buckets.value.clone()),
            (None, None) => Rounding::Exact,
        };
        Granularity { max: self.max.as_ref().map(|slot| slot.value), rounding }
    }

    /// Whether the key was written, well or badly.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.unread
            || self.broken.contains(&name)
            || match name {
                "name" => self.name.is_some(),
                "feature" => self.feature.is_some(),
                "action" => self.action.is_some(),
                "owner" => self.owner.is_some(),
                "purpose" => self.purpose.is_some(),
                "unit" => self.unit.is_some(),
                _ => false,
            }
    }
}

fn fill<T>(
    slot: &mut Option<Slot<T>>,
    entry: &Entry,
    read: value::Read<T>,
) -> Result<(), (TokenStream, String)> {
    if slot.is_some() {
        let name = &entry.name;
        return Err((name.to_token_stream(), format!("`{name}` is given twice; keep one of them")));
    }
    match read {
        Ok((value, tokens)) => *slot = Some(Slot { value, tokens }),
        Err(problem) => {
            return Err((problem.at.unwrap_or_else(|| entry.tokens.clone()), problem.message));
        }
    }
    Ok(())
}

/// The question that goes before a list of what is possible.
pub(crate) fn did_you_mean(meant: Option<&str>) -> String {
    meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default()
}

/// The words in backticks, with commas between them.
pub(crate) fn backticked<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The doc comment of an item, one line per line, without outer blank space.
/// Text that is not a literal (`doc = include_str!(…)`) does not count: a
/// reviewer could not see it here. Neither does what stands below the mark.
pub(crate) fn description(attributes: &[Attribute]) -> String {
    let written = attributes.iter().take_while(|attribute| !mark::ends_the_authors(attribute));
    let lines = written.filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(meta) if meta.path.is_ident("doc") => {
            syn::parse2::<LitStr>(meta.value.to_token_stream()).ok()
        }
        _ => None,
    });
    let text: Vec<String> = lines.map(|line| line.value().trim().to_owned()).collect();
    text.join("\n").trim().to_owned()
}
