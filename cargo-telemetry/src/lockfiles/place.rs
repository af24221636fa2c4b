//! Where in the files of the lock an event, a field or a code stands.
//!
//! The texts are those that the reader of the lock accepted, so they have the
//! one form that its writer gives: here lines are found and nothing is
//! understood.

use std::collections::BTreeMap;

use telemetry_schema::lock::{LockedEvent, lock_path};

use super::LockFiles;
use crate::diagnostic::Location;

/// The events of the lock by the name that people write.
pub(crate) struct Places<'a> {
    events: BTreeMap<String, Message<'a>>,
}

/// Where the message of one event is.
struct Message<'a> {
    event: &'a LockedEvent,
    /// The lines of the file, and which of them begins the message.
    lines: std::rc::Rc<[&'a str]>,
    start: usize,
}

impl<'a> Places<'a> {
    pub(crate) fn of(files: &'a LockFiles) -> Self {
        let mut events = BTreeMap::new();
        for (feature, text) in &files.texts {
            let lines: std::rc::Rc<[&str]> = text.lines().collect();
            for (start, action) in messages(&lines) {
                let Some(event) = files.lock.event(feature, action) else { continue };
                let lines = lines.clone();
                events.insert(event.head.display_name(), Message { event, lines, start });
            }
        }
        Self { events }
    }

    /// The line of the code, of the field, or of the event itself.
    pub(crate) fn find(
        &self,
        event: &str,
        field: Option<&str>,
        code: Option<i32>,
    ) -> Option<Location> {
        let message = self.events.get(event)?;
        let field = field.and_then(|key| message.field(key));
        let code = field.zip(code).and_then(|(field, code)| message.code(field, code));
        Some(message.location(code.or(field).unwrap_or(message.start)))
    }
}

/// The first line of each message, with the action that it says.
fn messages<'a>(lines: &[&'a str]) -> Vec<(usize, &'a str)> {
    const ACTION: &str = "  option (.telemetry.v1.action) = \"";
    let (mut found, mut start) = (Vec::new(), 0);
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("message ") {
            start = at;
        } else if let Some(action) = line.strip_prefix(ACTION) {
            found.push((start, action.trim_end_matches("\";")));
        }
    }
    found
}

impl Message<'_> {
    /// The line of the field with this key, found by its number.
    fn field(&self, key: &str) -> Option<usize> {
        let end = format!(" = {} [", self.event.field(key)?.number);
        self.body().find(|at| {
            let line = self.lines[*at];
            line.starts_with("  optional ") && line.ends_with(&end)
        })
    }

    /// The line of the code in the enum before the field.
    fn code(&self, field: usize, code: i32) -> Option<usize> {
        let number = format!(" = {code} [");
        let above = (self.start..field).rev();
        let mut codes = above.take_while(|at| !self.lines[*at].starts_with("  enum "));
        codes.find(|at| !self.lines[*at].contains("//") && self.lines[*at].contains(&number))
    }

    /// The lines after the first, up to that which closes the message.
    fn body(&self) -> impl Iterator<Item = usize> {
        (self.start..self.lines.len()).take_while(|at| self.lines[*at] != "}")
    }

    fn location(&self, at: usize) -> Location {
        let text = self.lines[at];
        Location {
            path: lock_path(&self.event.head.feature),
            line: at + 1,
            column: text.len() - text.trim_start().len() + 1,
            text: text.to_owned(),
        }
    }
}
