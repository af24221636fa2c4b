//! Findings as text, as JSON and as annotations.

use serde_json::{Value, json};
use telemetry_schema::{lint::Finding, rules::Level};

use super::Report;
use crate::output::{Style, counted, one_line};

pub(super) fn text(report: &Report<'_>, style: Style) -> String {
    let mut lines = Vec::new();
    for finding in &report.findings {
        write_finding(&mut lines, finding, style);
        lines.push(String::new());
    }
    lines.push(summary(report));
    lines.join("\n") + "\n"
}

fn write_finding(lines: &mut Vec<String>, finding: &Finding, style: Style) {
    let level = format!("{}[{}]", finding.level, finding.rule);
    let level = match finding.level {
        Level::Deny => style.red(&level),
        Level::Warn => style.yellow(&level),
        Level::Note => style.cyan(&level),
    };
    let field = finding.field.as_ref().map(|key| format!(", field `{key}`")).unwrap_or_default();
    let event = one_line(&format!("{}{field}", finding.event));
    lines.push(format!("{level} {}: {}", style.bold(&event), one_line(&finding.message)));
    let class = finding.class.map(|class| class.to_string());
    let details = [
        ("at", Some(&finding.place)),
        ("class", class.as_ref()),
        ("there", finding.old.as_ref()),
        ("here", finding.new.as_ref()),
        ("fix", Some(&finding.fix)),
    ];
    for (name, value) in details {
        lines.extend(value.map(|value| format!("  {name:<5}  {}", one_line(value))));
    }
}

fn summary(report: &Report<'_>) -> String {
    let checked =
        format!("{} in {}", counted(report.events, "event"), counted(report.paths.len(), "file"));
    let of = |level| report.findings.iter().filter(|it| it.level == level).count();
    let counts = [(Level::Deny, "error"), (Level::Warn, "warning"), (Level::Note, "note")];
    let counts: Vec<_> = counts
        .into_iter()
        .map(|(level, noun)| (of(level), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    let found = if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") };
    format!("{checked}: {found}")
}

pub(super) fn json(report: &Report<'_>) -> String {
    let files: Vec<_> = report.paths.iter().map(|path| path.to_string_lossy()).collect();
    let findings: Vec<_> = report.findings.iter().map(finding).collect();
    let document = json!({
        "files": files,
        "today": report.today.to_string(),
        "events": report.events,
        "findings": findings,
    });
    format!("{document:#}\n")
}

/// One form of a finding for everybody: that of the rules.
fn finding(finding: &Finding) -> Value {
    serde_json::from_str(&finding.to_json()).expect("a finding is written as JSON")
}

pub(super) fn annotations(report: &Report<'_>) -> String {
    report.findings.iter().map(|finding| finding.to_annotation() + "\n").collect()
}
