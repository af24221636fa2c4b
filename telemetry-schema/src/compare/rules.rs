//! The rules of a change: one row for each, with the id that its message
//! carries. What a rule demands is decided where it is checked; this file only
//! names it.
//!
//! An id never changes its meaning and is never given away again; a retired
//! rule keeps its row.

use std::fmt;

use crate::lint::Class;

/// One rule for changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeRule {
    /// `C` and four digits.
    pub id: &'static str,
    /// A few words for a list.
    pub title: &'static str,
    /// What the change damages; nothing if it damages nothing.
    pub class: Option<Class>,
    /// What becomes of a change of this kind.
    pub level: ChangeLevel,
}

/// What becomes of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeLevel {
    /// It builds and is listed; what is new is withheld until it is accepted.
    Free,
    /// It does not build before it was accepted.
    Accept,
    /// It is never accepted; there is another way to the same end.
    Deny,
}

impl ChangeLevel {
    /// The level as people write it: `free`, `accept` or `deny`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Accept => "accept",
            Self::Deny => "deny",
        }
    }
}

impl fmt::Display for ChangeLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for ChangeRule {
    /// The id as messages show it: `telemetry::C0001`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "telemetry::{}", self.id)
    }
}

impl ChangeRule {
    /// What a message of the compiler ends in:
    /// `[telemetry::C0005, wire, deny]`.
    #[must_use]
    pub fn tag(&self) -> String {
        let class = self.class.map(|class| format!(", {class}")).unwrap_or_default();
        format!("[{self}{class}, {}]", self.level)
    }

    /// The rule with this id, if there is one.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        CHANGE_RULES.iter().copied().find(|rule| rule.id == id)
    }
}

/// Declares the rules, each as a constant and as a row of the list.
macro_rules! change_rules {
    ($($name:ident $id:literal $level:ident $class:expr, $title:literal;)*) => {
        $(
            #[doc = concat!($title, ".")]
            pub const $name: &ChangeRule = &ChangeRule {
                id: $id,
                title: $title,
                class: $class,
                level: ChangeLevel::$level,
            };
        )*

        /// Every rule for changes, in the order of the ids.
        pub const CHANGE_RULES: &[&ChangeRule] = &[$($name),*];
    };
}

const WIRE: Option<Class> = Some(Class::Wire);
const SOURCE: Option<Class> = Some(Class::Source);
const MEANING: Option<Class> = Some(Class::Meaning);
const PRIVACY: Option<Class> = Some(Class::Privacy);

change_rules! {
    EVENT_ADDED "C0001" Free None, "an event is added";
    FIELD_ADDED "C0002" Free None, "a field is added";
    VERSION "C0003" Deny MEANING, "the version rises by one when the set of fields changes";
    VERSION_RAISED "C0004" Free None, "the version rises though the fields are the same";
    KIND "C0005" Deny WIRE, "the kind of a key stays";
    UNIT "C0006" Deny MEANING, "the unit of a key stays";
    GRANULARITY "C0007" Deny MEANING, "rounding, buckets and maximum of a key stay";
    KEY "C0008" Deny WIRE, "the key of a field stays";
    KEY_REUSED "C0009" Deny WIRE, "the key of a removed field keeps its kind and unit";
    FIELD_REMOVED "C0010" Accept MEANING, "a field is removed";
    OPTIONAL "C0011" Accept MEANING, "a field becomes optional or required";
    CODE "C0012" Deny MEANING, "a code keeps its meaning";
    CODE_ADDED "C0013" Free None, "a code is added";
    CODE_RENAMED "C0014" Accept MEANING, "a code gets another name";
    CODE_REMOVED "C0015" Accept MEANING, "a code is removed";
    EVENT_REMOVED "C0016" Accept MEANING, "an event is removed";
    EVENT_REUSED "C0017" Deny MEANING, "the names of a removed event keep their meaning";
    EVENT_REVIVED "C0018" Accept MEANING, "a removed event is declared again";
    EVENT_RENAMED "C0019" Accept MEANING, "an event is renamed";
    RENAMED_FROM "C0020" Deny MEANING, "a renamed event continues one that is gone from the program";
    STABILITY "C0021" Deny SOURCE, "a stable event stays stable";
    STABILITY_RAISED "C0022" Free None, "an event becomes stable";
    TEXT_LEAVES "C0023" Accept PRIVACY, "a text leaves in the place of what did not, or of a number";
    TEXT_STAYS "C0024" Free PRIVACY, "a text no longer leaves";
    TEXT_WIDER "C0025" Accept PRIVACY, "more texts may leave";
    TEXT_NARROWER "C0026" Free PRIVACY, "fewer texts may leave";
    FINER "C0027" Accept PRIVACY, "a new key tells more than the one that it replaces";
    COARSER "C0028" Free PRIVACY, "a new key tells less than the one that it replaces";
    IDENTITY "C0029" Accept PRIVACY, "an event leaves with an identity that left without";
    NO_IDENTITY "C0030" Free PRIVACY, "an event leaves without the identity that it left with";
    PURPOSE "C0031" Accept PRIVACY, "an event gets another purpose";
    LONGER "C0032" Accept PRIVACY, "an event or a text leaves for longer";
    SHORTER "C0033" Free PRIVACY, "an event or a text leaves for a shorter time";
    WAIVER_ADDED "C0034" Accept PRIVACY, "a rule is switched off";
    WAIVER_REMOVED "C0035" Free PRIVACY, "a rule is no longer switched off";
    WORDS "C0036" Free None, "owner, description, link or reason changes";
    DEFINITION "C0037" Deny PRIVACY, "a review is for exactly the declaration that it was given for";
    BILLING "C0038" Accept MEANING, "something else is charged for";
    SPELLING "C0039" Deny WIRE, "an event keeps the spelling of its names";
    VANISHED "C0040" Deny MEANING, "what was accepted stays in the lock as it was";
    NUMBER "C0041" Deny WIRE, "a field keeps its number";
    UNSAID "C0042" Accept WIRE, "an event that gets other names says which one it was";
    SAMPLED_MORE "C0043" Accept PRIVACY, "an event is recorded more often";
    SAMPLED_LESS "C0044" Free PRIVACY, "an event is recorded less often";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_positions() {
        for (at, rule) in CHANGE_RULES.iter().enumerate() {
            assert_eq!(rule.id, format!("C{:04}", at + 1));
            assert_eq!(ChangeRule::find(rule.id), Some(*rule));
        }
        assert_eq!(ChangeRule::find("C0000"), None);
    }

    #[test]
    fn what_damages_nothing_is_free() {
        for rule in CHANGE_RULES.iter().filter(|rule| rule.class.is_none()) {
            assert_eq!(rule.level, ChangeLevel::Free, "{rule}");
        }
    }
}
