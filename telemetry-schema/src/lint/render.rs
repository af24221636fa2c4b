//! A finding as one line of text, whatever a declaration contains.

use std::fmt;

use super::Finding;

impl fmt::Display for Finding {
    /// `warn[telemetry::T0014] (search, shown): what is wrong; what to do
    /// (declared by search::Shown)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{}[{}] {}", self.level, self.rule, self.sentence());
        f.write_str(&one_line(&line))
    }
}

impl Finding {
    fn sentence(&self) -> String {
        let field = self.field.as_ref().map(|key| format!(", field `{key}`")).unwrap_or_default();
        let Self { event, message, fix, place, .. } = self;
        format!("{event}{field}: {message}; {fix} (declared by {place})")
    }
}

/// What a log shows as one line.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ")
}
