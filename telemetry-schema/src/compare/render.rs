//! A change as one line of text.

use std::fmt;

use super::Change;
use crate::names::is_unseen;

impl fmt::Display for Change {
    /// `deny[telemetry::C0005] wire (search, shown), field `count`: what is
    /// wrong (u32 -> u64); what to do`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line().replace(is_unseen, " "))
    }
}

impl Change {
    /// What the compiler says: the change, what was accepted and what is
    /// declared, what to do, and the rule with its class and level.
    #[must_use]
    pub fn build_message(&self) -> String {
        let values = match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!(" (accepted: {old}; declared: {new})"),
            (Some(old), None) => format!(" (accepted: {old})"),
            (None, Some(new)) => format!(" (declared: {new})"),
            (None, None) => String::new(),
        };
        let Self { message, fix, .. } = self;
        format!("{message}{values}; {fix} {}", self.rule.tag()).replace(is_unseen, " ")
    }

    fn line(&self) -> String {
        let class = self.class().map(|class| format!(" {class}")).unwrap_or_default();
        let field = self.field.as_ref().map(|key| format!(", field `{key}`")).unwrap_or_default();
        let code = self.code.map(|code| format!(", code {code}")).unwrap_or_default();
        let values = match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!(" ({old} -> {new})"),
            (Some(value), None) | (None, Some(value)) => format!(" ({value})"),
            (None, None) => String::new(),
        };
        let Self { rule, event, message, fix, .. } = self;
        format!("{}[{rule}]{class} {event}{field}{code}: {message}{values}; {fix}", self.level())
    }
}
