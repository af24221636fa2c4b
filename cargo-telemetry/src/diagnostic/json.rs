//! For programs: every part under its name.

use serde_json::{Value, json};

use super::Diagnostic;

/// One object for each; what is absent is `null`.
pub(crate) fn list(diagnostics: &[Diagnostic]) -> Value {
    diagnostics.iter().map(object).collect()
}

fn object(it: &Diagnostic) -> Value {
    let location = it.location.as_ref();
    json!({
        "rule": it.rule,
        "title": it.title,
        "level": it.severity.as_str(),
        "class": it.class.map(|class| class.to_string()),
        "event": it.event,
        "field": it.field,
        "code": it.code,
        "old": it.old,
        "new": it.new,
        "declared_by": it.declared_by,
        "file": location.map(|at| &at.path),
        "line": location.map(|at| at.line),
        "column": location.map(|at| at.column),
        "message": it.message,
        "fix": it.fix,
    })
}
