//! What a reading says in words, the same on the page and in GraphQL: how the
//! version of an event stands to what is known, and what is unknown about a
//! value. Words between backticks are code.

use telemetry_schema::{FieldSchema, Kind, Rounding, lock::State};

use super::{Class, Reading, ValueRow};
use crate::declarations::Standing;

impl Class {
    /// Where such a value may go, in a few words.
    pub(in crate::console) const fn meaning(self) -> &'static str {
        match self {
            Self::Number => "a number that may leave",
            Self::Audited => "a text that may leave under a review",
            Self::Private => "stays on this instance",
        }
    }
}

impl Reading<'_> {
    /// What a reader has to know before reading the values; nothing if all of
    /// it is declared as it was recorded.
    pub(in crate::console) fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = self.about_version().into_iter().collect();
        notes.extend(self.about_state());
        if let keys @ [_, ..] = &*self.undecided() {
            let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
            notes.push(format!(
                "What is known also has {}, which are not in this event; whether its version had \
                 them is not known.",
                keys.join(", ")
            ));
        }
        notes
    }

    fn about_version(&self) -> Option<String> {
        let Some(known) = self.known else { return Some(self.about_stranger()) };
        if self.payload.is_err() {
            return None;
        }
        let (version, newest) = (self.version, known.version());
        match known.standing(version) {
            Standing::Current => None,
            Standing::Older => Some(format!(
                "Recorded in version {version}; the newest is {newest}. What was removed since is \
                 shown as it was declared last."
            )),
            Standing::OlderUnlocked => Some(format!(
                "Recorded in version {version}, and version {newest} is declared here. A key that \
                 stayed is shown with what version {newest} says about it; what was removed since \
                 is unknown. A console that is given the lock (`protocol/events`) knows it."
            )),
            Standing::Newer => Some(format!(
                "Recorded in version {version} by a newer program; version {newest} is the newest \
                 that is known here. A key that it already had is shown with what version {newest} \
                 says about it; others are unknown."
            )),
        }
    }

    fn about_stranger(&self) -> String {
        match self.continued_by {
            Some(next) => format!(
                "Nothing declares the event under this name: it goes on as `{} {}`. A console that \
                 is given the lock (`protocol/events`) knows what it was.",
                next.feature(),
                next.action()
            ),
            None => "This program does not declare the event; another version of it, or another \
                     program, recorded it. Its values are shown without their descriptions."
                .to_owned(),
        }
    }

    fn about_state(&self) -> Option<String> {
        match self.known?.state() {
            State::Live => None,
            State::Removed => Some("The event is no longer declared; it was removed.".to_owned()),
            State::RenamedTo(name) => Some(format!(
                "The event is no longer declared under this name: it goes on as `{name}`."
            )),
        }
    }
}

impl ValueRow<'_> {
    /// What a reader has to know of the value; nothing if it is declared as it
    /// was recorded.
    pub(in crate::console) fn note(&self) -> Option<String> {
        let Some(field) = self.field else {
            return Some(match self.class {
                Class::Audited => "Not declared as an audited text; unknown here.".to_owned(),
                _ => "Not declared; what it means and its unit are unknown here.".to_owned(),
            });
        };
        let is_nameless = field.schema.kind == Kind::Enum && self.code.is_none();
        let code = (is_nameless && self.value.is_some())
            .then(|| "No code of this number is known for this version.".to_owned());
        let gone = field
            .last_version
            .map(|last| format!("Removed since: version {last} was the last to have it."));
        let notes: Vec<_> = code.into_iter().chain(gone).collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }
}

/// How a number is made coarser before it leaves, in sentences; none for one
/// that is not.
pub(in crate::console) fn rounding(field: &FieldSchema) -> Vec<String> {
    let granularity = &field.granularity;
    let unit = field.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    let rounding = match &granularity.rounding {
        Rounding::Exact => None,
        Rounding::Step(step) => Some(format!("Leaves as multiples of {step}{unit}.")),
        Rounding::PowerOfTwo => Some("Leaves as powers of two.".to_owned()),
        Rounding::Buckets(bounds) => {
            let bounds: Vec<_> = bounds.iter().map(ToString::to_string).collect();
            Some(format!("Leaves as one of {}{unit}.", bounds.join(", ")))
        }
    };
    let max = granularity.max.map(|max| format!("Leaves as at most {max}{unit}."));
    rounding.into_iter().chain(max).collect()
}
