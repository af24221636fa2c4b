//! Names that do not tell events apart: generic ones, those of a platform, and
//! those that are nearly another's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Finding;
use crate::{
    EventSchema,
    names::{NamePart, canonical},
    rules, words,
};

/// Names that fit any event.
const GENERIC: [&str; 28] = [
    "action",
    "actions",
    "analytics",
    "common",
    "data",
    "default",
    "event",
    "events",
    "feature",
    "features",
    "general",
    "generic",
    "info",
    "log",
    "logs",
    "metric",
    "metrics",
    "misc",
    "other",
    "stats",
    "statistics",
    "telemetry",
    "temp",
    "test",
    "tests",
    "tracking",
    "unknown",
    "various",
];

/// Platforms of clients. Words that say something else as well, such as
/// `windows`, are left out.
const PLATFORMS: [&str; 20] = [
    "android",
    "browser",
    "chrome",
    "cli",
    "desktop",
    "eclipse",
    "emacs",
    "firefox",
    "intellij",
    "ios",
    "iphone",
    "ipad",
    "jetbrains",
    "linux",
    "macos",
    "mobile",
    "neovim",
    "visualstudio",
    "vscode",
    "web",
];

/// Shorter names are often alike without being the same: `on` and `in`.
const MIN_LIKENESS: usize = 4;

/// The events of each feature, by its canonical name.
type Features<'a> = BTreeMap<String, Vec<&'a EventSchema>>;

pub(super) fn check(events: &[&EventSchema], findings: &mut Vec<Finding>) {
    let mut features = Features::new();
    for event in events {
        features.entry(canonical(&event.feature)).or_default().push(event);
    }
    let spellings: Vec<&EventSchema> =
        features.values().flat_map(|events| distinct(events, NamePart::Feature)).collect();
    check_names(&spellings, NamePart::Feature, findings);
    for events in features.values() {
        check_names(&distinct(events, NamePart::Action), NamePart::Action, findings);
    }
}

/// The first event with each spelling of this name.
fn distinct<'a>(events: &[&'a EventSchema], part: NamePart) -> Vec<&'a EventSchema> {
    let mut first = BTreeMap::new();
    for event in events {
        first.entry(name_of(event, part)).or_insert(*event);
    }
    first.into_values().collect()
}

fn name_of(event: &EventSchema, part: NamePart) -> &str {
    match part {
        NamePart::Feature => &event.feature,
        NamePart::Action => &event.action,
    }
}

fn check_names(events: &[&EventSchema], part: NamePart, findings: &mut Vec<Finding>) {
    let names: Vec<String> = events.iter().map(|event| canonical(name_of(event, part))).collect();
    let mut near = Near::default();
    for (at, event) in events.iter().enumerate() {
        findings.extend(unclear(event, part, &names[at]));
        let before = near.before(&names[at]);
        let alike = before.into_iter().find(|it| are_alike(&names[*it], &names[at], part));
        findings.extend(alike.map(|it| likeness(event, events[it], part)));
        near.add(&names[at], at);
    }
}

/// Finds names that may be one edit apart without comparing each with each:
/// two such names are the same once a letter is left out of one or of both.
#[derive(Default)]
struct Near {
    /// What is left of a name, and the names of which it is left.
    left: HashMap<Vec<u8>, Vec<usize>>,
}

impl Near {
    /// The earlier names that may be alike, in their order.
    fn before(&self, name: &str) -> BTreeSet<usize> {
        let names = shortened(name).filter_map(|left| self.left.get(&left));
        names.flatten().copied().collect()
    }

    fn add(&mut self, name: &str, at: usize) {
        for left in shortened(name) {
            let names = self.left.entry(left).or_default();
            // The same letter twice in a row is left out twice.
            if names.last() != Some(&at) {
                names.push(at);
            }
        }
    }
}

/// The name, and the name without each of its letters.
fn shortened(name: &str) -> impl Iterator<Item = Vec<u8>> {
    let without = |at: usize| {
        let (before, after) = name.as_bytes().split_at(at);
        [before, &after[1..]].concat()
    };
    std::iter::once(name.as_bytes().to_vec()).chain((0..name.len()).map(without))
}

fn unclear(event: &EventSchema, part: NamePart, canonical: &str) -> Option<Finding> {
    let (word, name) = (part.word(), name_of(event, part));
    let (message, fix) = if GENERIC.contains(&canonical) {
        let message = format!("the {word} `{name}` fits any event");
        (message, "name what people use, such as `codeSearch`, and what happened to it")
    } else {
        let platform = platform_in(name, canonical)?;
        let message = format!("the {word} `{name}` names a platform (`{platform}`)");
        (message, "leave it out: which client it was stands beside every event")
    };
    let new = Some(name.to_owned());
    Some(Finding { new, ..Finding::new(rules::UNCLEAR_NAME, event, message, fix) })
}

/// The platform that the name, one of its parts or one of their words is.
fn platform_in(name: &str, canonical: &str) -> Option<&'static str> {
    let mut words = vec![canonical.to_owned()];
    for part in name.split(['-', '.']) {
        words.push(part.to_ascii_lowercase());
        words.extend(words::words(part));
    }
    PLATFORMS.into_iter().find(|platform| words.iter().any(|word| word == platform))
}

/// Actions that are the same up to case, dashes and dots are one event, which
/// is another rule's; features are not.
fn are_alike(a: &str, b: &str, part: NamePart) -> bool {
    if a == b {
        return part == NamePart::Feature;
    }
    a.len().min(b.len()) >= MIN_LIKENESS && is_one_edit(a.as_bytes(), b.as_bytes())
}

/// Whether one letter was inserted, left out or replaced.
fn is_one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match long.len() - short.len() {
        0 => !long.is_empty() && short[1..] == long[1..],
        1 => *short == long[1..],
        _ => false,
    }
}

fn likeness(event: &EventSchema, other: &EventSchema, part: NamePart) -> Finding {
    let (name, before) = (name_of(event, part), name_of(other, part));
    let message = format!(
        "the {} `{name}` is nearly `{before}`, which `{}` declares",
        part.word(),
        other.declared_by
    );
    let fix = "write both alike if they are the same, or choose a name that nobody mistakes";
    Finding {
        old: Some(before.to_owned()),
        new: Some(name.to_owned()),
        ..Finding::new(rules::UNCLEAR_NAME, event, message, fix)
    }
}
