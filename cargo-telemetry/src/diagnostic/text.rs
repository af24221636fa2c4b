//! For people: a heading, the line to look at, and what has to be known.

use super::{Diagnostic, Location, Severity};
use crate::output::{Style, counted, one_line};

/// One paragraph for each, with an empty line behind it.
pub(crate) fn paragraphs(diagnostics: &[Diagnostic], style: Style) -> String {
    let mut lines = Vec::new();
    for diagnostic in diagnostics {
        put(&mut lines, diagnostic, style);
        lines.push(String::new());
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn put(lines: &mut Vec<String>, it: &Diagnostic, style: Style) {
    let level = format!("{}[{}]", it.severity.as_str(), it.rule_name());
    let level = match it.severity {
        Severity::Deny => style.red(&level),
        Severity::Accept | Severity::Warn => style.yellow(&level),
        Severity::Free | Severity::Note => style.cyan(&level),
    };
    let subject = style.bold(&one_line(&it.subject()));
    lines.push(format!("{level} {subject}: {}", one_line(&it.message)));
    let margin = it.location.as_ref().map_or(1, |at| at.line.to_string().len());
    if let Some(location) = &it.location {
        put_snippet(lines, location, margin, style);
    }
    let class = it.class.map(|class| class.to_string());
    let details = [
        ("class", class.as_ref()),
        ("there", it.old.as_ref()),
        ("here", it.new.as_ref()),
        ("declared by", it.declared_by.as_ref()),
        ("fix", Some(&it.fix)),
    ];
    let sign = style.cyan("=");
    for (name, value) in details {
        let line = |value: &String| format!("{:margin$} {sign} {name}: {}", "", one_line(value));
        lines.extend(value.map(line));
    }
}

/// The line, with carets below what of it is meant.
fn put_snippet(lines: &mut Vec<String>, at: &Location, margin: usize, style: Style) {
    let (arrow, bar) = (style.cyan("-->"), style.cyan("|"));
    let Location { path, line, column, text } = at;
    lines.push(format!("{:margin$}{arrow} {}:{line}:{column}", "", one_line(path)));
    lines.push(format!("{:margin$} {bar}", ""));
    lines.push(format!("{} {bar} {}", style.cyan(&line.to_string()), one_line(text)));
    let width = one_line(text.trim()).chars().count();
    let carets = style.yellow(&"^".repeat(width));
    lines.push(format!("{:margin$} {bar} {:indent$}{carets}", "", "", indent = column - 1));
    lines.push(format!("{:margin$} {bar}", ""));
}

/// How many there are of each severity, or that there is nothing.
pub(crate) fn summary(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|it| it.severity == severity).count();
    let counts = Severity::ALL.map(|severity| (severity, of(severity)));
    let counts: Vec<_> =
        counts.into_iter().filter(|(_, count)| *count > 0).map(counted_as).collect();
    if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") }
}

fn counted_as((severity, count): (Severity, usize)) -> String {
    match severity {
        Severity::Deny => counted(count, "error"),
        Severity::Accept => format!("{} to accept", counted(count, "change")),
        Severity::Warn => counted(count, "warning"),
        Severity::Free => counted(count, "free change"),
        Severity::Note => counted(count, "note"),
    }
}
