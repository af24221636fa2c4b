//! Markdown from texts that anybody may have written.

use crate::output::one_line;

/// A text that stays text, in a paragraph as in a cell.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in one_line(text).chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// A name as code, unless something in it would end the code.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    if text.contains(['`', '|']) { escaped(&text) } else { format!("`{text}`") }
}

/// A table, with an empty line before it.
pub(super) fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let mut table = format!("\n{}", line(head.to_vec()));
    table.push_str(&line(vec!["---"; N]));
    table.extend(rows.iter().map(|row| line(row.iter().map(String::as_str).collect())));
    table
}

/// A heading and its list of facts; those without a value are left out.
pub(super) fn facts(heading: &str, facts: &[(&str, Option<String>)]) -> String {
    let mut list = format!("\n### {heading}\n\n");
    for (name, value) in facts {
        list.extend(value.iter().map(|value| format!("- {name}: {value}\n")));
    }
    list
}
