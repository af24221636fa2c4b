//! The result as one JSON document.

use std::path::Path;

use serde_json::{Value, json};

use crate::{
    artifact::{Artifact, Damage},
    json::event,
};

pub(super) fn document(path: &Path, artifact: &Artifact) -> String {
    let events: Vec<_> = artifact.events.iter().map(event).collect();
    let damage: Vec<_> = artifact.damage.iter().map(damage).collect();
    let document = json!({
        "file": path.to_string_lossy(),
        "kind": artifact.kind.as_str(),
        "complete": artifact.damage.is_empty(),
        "damage": damage,
        "events": events,
    });
    format!("{document:#}\n")
}

fn damage(damage: &Damage) -> Value {
    json!({ "member": damage.member, "offset": damage.offset, "problem": damage.problem })
}
