//! A finding as text, as JSON and as an annotation of a pull request. Each is
//! one line, whatever a declaration contains.

use std::fmt::{self, Write as _};

use super::Finding;
use crate::rules::Level;

impl fmt::Display for Finding {
    /// `warn[telemetry::T0014] (search, shown): what is wrong; what to do
    /// (declared by search::Shown)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{}[{}] {}", self.level, self.rule, self.sentence());
        f.write_str(&one_line(&line))
    }
}

impl Finding {
    /// One object with every part under its name; what is absent is `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let (level, class) = (self.level.to_string(), self.class.map(|class| class.to_string()));
        let parts: [(&str, Option<&str>); 10] = [
            ("rule", Some(self.rule.id)),
            ("level", Some(&level)),
            ("class", class.as_deref()),
            ("event", Some(&self.event)),
            ("field", self.field.as_deref()),
            ("old", self.old.as_deref()),
            ("new", self.new.as_deref()),
            ("place", Some(&self.place)),
            ("message", Some(&self.message)),
            ("fix", Some(&self.fix)),
        ];
        let parts: Vec<String> =
            parts.into_iter().map(|(name, value)| format!("\"{name}\":{}", json(value))).collect();
        format!("{{{}}}", parts.join(","))
    }

    /// A workflow command (`::warning title=…::…`), which continuous
    /// integration shows beside the change.
    #[must_use]
    pub fn to_annotation(&self) -> String {
        let command = match self.level {
            Level::Deny => "error",
            Level::Warn => "warning",
            Level::Note => "notice",
        };
        // A comma or a colon would end the title; the id has no comma.
        let title = self.rule.to_string().replace(':', "%3A");
        format!("::{command} title={title}::{}", escaped(&self.sentence()))
    }

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

/// The data of a workflow command, in which a line break would begin another.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn json(value: Option<&str>) -> String {
    let Some(value) = value else { return "null".to_owned() };
    let mut out = String::from("\"");
    for letter in value.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            _ if letter.is_control() => {
                write!(out, "\\u{:04x}", u32::from(letter)).expect("a string takes any text");
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}
