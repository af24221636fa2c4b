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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Location;
    use telemetry_schema::{compare::KIND, lint::Class};

    #[test]
    fn nothing_that_is_told_begins_another_command() {
        let hostile = "100 %\r\n::error::no,a:b";
        let location = Location { path: hostile.into(), line: 3, column: 1, text: hostile.into() };
        let diagnostic = Diagnostic {
            rule: KIND.id,
            title: KIND.title,
            severity: Severity::Deny,
            class: Some(Class::Wire),
            event: "(search, shown)".into(),
            field: Some("result_count".into()),
            code: None,
            old: Some("u32".into()),
            new: Some(hostile.into()),
            declared_by: None,
            location: Some(location),
            message: "no".into(),
            fix: "yes".into(),
        };
        let path = "100 %25%0D%0A%3A%3Aerror%3A%3Ano%2Ca%3Ab";
        let value = "100 %25%0D%0A::error::no,a:b";
        assert_eq!(
            annotations(&[diagnostic]),
            format!(
                "::error file={path},line=3,col=1,title=telemetry%3A%3AC0005::(search, shown), \
                 field `result_count`: no (wire); `u32` there, `{value}` here; yes\n"
            )
        );
    }
}
