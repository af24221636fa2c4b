//! The form in which events are accepted and compared, so that what does not
//! matter makes no difference.

use crate::{EventSchema, names::is_unseen};

/// The event without its place, each code table in the order of its field and
/// its codes, and every description in lines that show all of their text.
pub(crate) fn normal(event: &EventSchema) -> EventSchema {
    let mut event = event.clone();
    event.declared_by.clear();
    event.absent_keys.clear();
    event.unaccepted = None;
    event.description = visible(&event.description);
    for field in &mut event.fields {
        field.description = visible(&field.description);
    }
    event.enums.sort_by_key(|table| table.field);
    for table in &mut event.enums {
        table.description = visible(&table.description);
        table.codes.sort_by_key(|code| code.code);
        for code in &mut table.codes {
            code.description = visible(&code.description);
        }
    }
    event
}

/// What a comment can hold: lines that end where their text ends.
fn visible(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn line(text: &str) -> String {
    let seen: String = text.chars().map(|c| if is_unseen(c) { ' ' } else { c }).collect();
    seen.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn descriptions_show_all_of_their_text() {
        assert_eq!(visible("\n one\u{202e}two  \r\n\n  three\n\n"), " one two\n\n  three");
        assert_eq!(visible(&visible("a\tb\u{0}\n \n")), visible("a\tb\u{0}\n \n"));
    }
}
