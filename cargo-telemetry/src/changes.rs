//! Changes against the lock, as text and as JSON.

use serde_json::{Value, json};
use telemetry_schema::compare::{Change, ChangeLevel};

use crate::output::{Style, counted, one_line};

pub(crate) fn text(changes: &[Change], style: Style) -> String {
    let mut lines = Vec::new();
    for change in changes {
        put(&mut lines, change, style);
        lines.push(String::new());
    }
    lines.push(match changes.len() {
        0 => "no changes: the lock says what is built".to_owned(),
        count => counted(count, "change"),
    });
    lines.join("\n") + "\n"
}

fn put(lines: &mut Vec<String>, change: &Change, style: Style) {
    let level = format!("{}[telemetry::{}]", change.level(), change.rule.id);
    let level = match change.level() {
        ChangeLevel::Deny => style.red(&level),
        ChangeLevel::Accept => style.yellow(&level),
        ChangeLevel::Free => style.cyan(&level),
    };
    let field = change.field.as_ref().map(|key| format!(", field `{key}`")).unwrap_or_default();
    let code = change.code.map(|code| format!(", code {code}")).unwrap_or_default();
    let place = one_line(&format!("{}{field}{code}", change.event));
    lines.push(format!("{level} {}: {}", style.bold(&place), one_line(&change.message)));
    let class = change.class().map(|class| class.to_string());
    let details = [
        ("class", class.as_ref()),
        ("lock", change.old.as_ref()),
        ("here", change.new.as_ref()),
        ("fix", Some(&change.fix)),
    ];
    for (name, value) in details {
        lines.extend(value.map(|value| format!("  {name:<5}  {}", one_line(value))));
    }
}

pub(crate) fn json(changes: &[Change]) -> String {
    let changes: Vec<_> = changes.iter().map(change).collect();
    format!("{:#}\n", json!({ "changes": changes }))
}

fn change(change: &Change) -> Value {
    json!({
        "rule": change.rule.id,
        "title": change.rule.title,
        "level": change.level().to_string(),
        "class": change.class().map(|class| class.to_string()),
        "event": change.event,
        "field": change.field,
        "code": change.code,
        "old": change.old,
        "new": change.new,
        "message": change.message,
        "fix": change.fix,
    })
}
