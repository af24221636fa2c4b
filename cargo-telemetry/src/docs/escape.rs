//! Texts of declarations within other languages. Whatever an author or a
//! reviewer wrote is shown as it was written and is never obeyed.
//!
//! Every module of the reference puts texts through here, each through the
//! function of its language. Nothing here knows what a text means.

use telemetry_schema::names::is_unseen;

/// In one line, with everything written out that is not to be seen.
pub(super) fn line(text: &str) -> String {
    // Nearly every text: there are many of them.
    if !text.contains(is_unseen) && text.trim() == text {
        return text.to_owned();
    }
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    crate::output::one_line(&lines.join(" "))
}

/// The paragraphs of a text, each in one line.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for part in text.lines() {
        match paragraphs.last_mut() {
            Some(last) if !part.trim().is_empty() => {
                last.push_str(if last.is_empty() { "" } else { " " });
                last.push_str(&line(part));
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// One line of HTML, within an element or a quoted attribute.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in line(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// One line of Markdown, also within a table. Code in backticks stays code,
/// because authors write it so; everything else means only itself.
pub(super) fn markdown(text: &str) -> String {
    let text = line(text);
    let parts: Vec<&str> = text.split('`').collect();
    let paired = parts.len() % 2 == 1 && !text.contains("``");
    let mut out = String::with_capacity(text.len() + 8);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(if paired { "`" } else { "\\`" });
        }
        let code = paired && at % 2 == 1;
        put_markdown(&mut out, part, code);
    }
    if let Some(at) = start_of_block(&out) {
        out.insert(at, '\\');
    }
    out
}

fn put_markdown(out: &mut String, part: &str, code: bool) {
    for letter in part.chars() {
        // A table is divided before anything else is read.
        let escaped = if code { letter == '|' } else { r"\*_{}[]<>|&~$!".contains(letter) };
        if escaped {
            out.push('\\');
        }
        out.push(letter);
    }
}

/// The character by which a line would begin a heading, a list or a rule.
fn start_of_block(line: &str) -> Option<usize> {
    if line.starts_with(['#', '-', '+', '=']) {
        return Some(0);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && line[digits..].starts_with(['.', ')'])).then_some(digits)
}

/// Code of Markdown: a text that has no backtick of its own.
pub(super) fn markdown_code(text: &str) -> String {
    let text = line(text);
    if text.contains('`') || text.is_empty() {
        return markdown(&text);
    }
    format!("`{}`", text.replace('|', "\\|"))
}

/// A string of JSON, and so of JavaScript.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            unseen if is_unseen(unseen) => {
                let mut units = [0; 2];
                for unit in unseen.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// One line of a comment of TypeScript that ends with `*/`.
pub(super) fn block_comment(text: &str) -> String {
    let text = line(text).replace("*/", "*\\/");
    if text.starts_with('@') { format!("\\{text}") } else { text }
}

/// A literal of SQL in the standard's form, which knows no backslashes.
pub(super) fn sql_literal(text: &str) -> String {
    format!("'{}'", line(text).replace('\'', "''"))
}

/// A quoted name of SQL.
pub(super) fn sql_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOSTILE: &str = "</script><img src=x onerror=\"a('b')\">\n*/ -- \u{202e}'; drop | `x";

    #[test]
    fn a_hostile_text_is_only_text() {
        let html = html(HOSTILE);
        assert!(!html.contains(['<', '>', '"', '\'', '\n', '\u{202e}']), "{html}");
        let comment = block_comment(HOSTILE);
        assert!(!comment.contains("*/") && !comment.contains('\n'), "{comment}");
        assert_eq!(sql_literal("it's"), "'it''s'");
        assert_eq!(sql_name("a\"b"), "\"a\"\"b\"");
        assert_eq!(block_comment("@deprecated no"), "\\@deprecated no");
    }

    #[test]
    fn markdown_keeps_code_and_nothing_else() {
        assert_eq!(markdown("see `a_b|c` and [x](y)"), "see `a_b\\|c` and \\[x\\](y)");
        assert_eq!(markdown("one ` <b>"), "one \\` \\<b\\>");
        assert_eq!(markdown("``a` <b> `c``"), "\\`\\`a\\` \\<b\\> \\`c\\`\\`");
        assert_eq!(markdown("# not a heading"), "\\# not a heading");
        assert_eq!(markdown("1. no list"), "1\\. no list");
        assert_eq!(markdown("- 1\n- 2"), "\\- 1 - 2");
        assert_eq!(markdown_code("a|b"), "`a\\|b`");
    }

    #[test]
    fn paragraphs_are_divided_by_blank_lines() {
        assert_eq!(paragraphs("a\n  b\n\n\nc\n"), ["a b", "c"]);
        assert!(paragraphs(" \n").is_empty());
    }

    proptest! {
        #[test]
        fn json_is_read_as_what_was_written(text in any::<String>()) {
            let read: String = serde_json::from_str(&json(&text)).expect("JSON");
            prop_assert_eq!(read, text);
        }

        #[test]
        fn no_language_has_a_second_line(text in any::<String>()) {
            for line in [html(&text), markdown(&text), block_comment(&text), sql_literal(&text)] {
                prop_assert!(!line.contains(['\n', '\r', '\0']));
            }
        }
    }
}
