//! For continuous integration: workflow commands, which it shows beside the
//! change of a pull request.

use super::{Diagnostic, Severity};

/// One line for each, `::error file=…,line=…,col=…,title=…::…`.
pub(crate) fn annotations(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|it| line(it) + "\n").collect()
}

fn line(it: &Diagnostic) -> String {
    let command = match it.severity {
        Severity::Deny | Severity::Accept => "error",
        Severity::Warn => "warning",
        Severity::Free | Severity::Note => "notice",
    };
    let place = it
        .location
        .as_ref()
        .map(|at| format!("file={},line={},col={},", property(&at.path), at.line, at.column));
    let title = property(&it.rule_name());
    let place = place.unwrap_or_default();
    format!("::{command} {place}title={title}::{}", data(&sentence(it)))
}

fn sentence(it: &Diagnostic) -> String {
    let class = it.class.map(|class| format!(" ({class})")).unwrap_or_default();
    let values = match (&it.old, &it.new) {
        (Some(old), Some(new)) => format!("; `{old}` there, `{new}` here"),
        _ => String::new(),
    };
    let by = it.declared_by.as_ref().map(|by| format!(" (declared by {by})")).unwrap_or_default();
    format!("{}: {}{class}{values}; {}{by}", it.subject(), it.message, it.fix)
}

/// The data of a workflow command, in which a line break would begin another.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, which a colon or a comma would end as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
