//! What the demo exported, read through the tables of the reference: every row
//! of every view says what stands in the gateway's files.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

#[path = "../../../cargo-telemetry/tests/support/databases.rs"]
mod databases;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use telemetry_schema::{
    Kind, Privacy,
    lock::{LOCK_FOLDER, LockedEvent, LockedFeature},
};

use databases::{Database, databases};

/// The views of the events, by feature and action.
const VIEWS: [(&str, &str, &str); 6] = [
    ("file", "notFound", "file__not_found"),
    ("file", "opened", "file__opened"),
    ("index", "built", "index__built"),
    ("page", "errorShown", "page__error_shown"),
    ("search", "failed", "search__failed"),
    ("search", "resultsShown", "search__results_shown"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What a whole run of the demo left in its gateway's files; none if there is
/// no gateway beside the demo and nobody insists.
fn exported(directory: &Path) -> Option<Vec<PathBuf>> {
    let program = Path::new(env!("CARGO_BIN_EXE_codesearch"));
    if !program.with_file_name("telemetry").exists() {
        let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!ci, "the gateway is missing; build the whole workspace with all features");
        eprintln!("SKIPPED: no `telemetry` beside the demo; build it with --features gateway");
        return None;
    }
    let mut demo = Command::new(program);
    demo.args(["demo", "--once", "--requests", "90", "--data-dir"]).arg(directory);
    let output = demo.arg(root().join("examples")).env_remove("RUST_LOG").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = fs::read_dir(directory.join("gateway/sink/demo")).unwrap();
    Some(files.map(|entry| entry.unwrap().path()).collect())
}

fn events(files: &[PathBuf]) -> BTreeMap<String, Value> {
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    let texts: Vec<String> = texts.collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    let events = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    events.map(|event| (event["id"].as_str().unwrap().to_owned(), event)).collect()
}

fn locked(feature: &str, action: &str) -> LockedEvent {
    let path = root().join(LOCK_FOLDER).join(format!("{feature}.proto"));
    let mut feature = LockedFeature::read(feature, &fs::read_to_string(path).unwrap()).unwrap();
    feature.events.remove(action).unwrap()
}

/// What SQL should make of a column of an event.
type Shown = Box<dyn Fn(&Value) -> String>;

/// The columns of an event's view that are compared, as SQL makes text of them,
/// with what each should be.
fn columns(event: &LockedEvent) -> Vec<(String, Shown)> {
    let mut columns: Vec<(String, Shown)> = Vec::new();
    for field in event.fields.iter().filter(|field| field.schema.privacy != Privacy::Private) {
        let (key, schema) = (field.schema.key.clone(), field.schema.clone());
        let at = move |event: &Value| event["parameters"]["metadata"][&key].as_f64();
        let name = schema.key.clone();
        let shown: Shown = match schema.kind {
            Kind::Bool => {
                Box::new(move |event| at(event).map_or("-".into(), |it| (it == 1.0).to_string()))
            }
            Kind::Enum => {
                let codes = field.table.clone().unwrap().codes;
                let name = move |value: f64| {
                    let code = codes.iter().find(|code| f64::from(code.code.code) == value);
                    code.map_or("-".to_owned(), |code| code.code.name.clone())
                };
                Box::new(move |event| at(event).map_or("-".into(), &name))
            }
            Kind::Text => Box::new(move |event| {
                let text = &event["parameters"]["privateMetadata"][&schema.key];
                text.as_str().unwrap_or("-").to_owned()
            }),
            // Whole nanoseconds, so that both databases write the same digits.
            Kind::Duration => {
                columns.push((
                    format!("CAST(round(\"{name}\" * 1000000) AS BIGINT)"),
                    Box::new(move |event| {
                        at(event).map_or("-".into(), |it| format!("{:.0}", (it * 1e6).round()))
                    }),
                ));
                continue;
            }
            _ => Box::new(move |event| at(event).map_or("-".into(), |it| format!("{it:.0}"))),
        };
        columns.push((format!("\"{name}\""), shown));
    }
    columns
}

fn check_view(database: &dyn Database, events: &BTreeMap<String, Value>, view: (&str, &str, &str)) {
    let (feature, action, view) = view;
    let columns = columns(&locked(feature, action));
    let mut shown =
        vec!["id".to_owned(), "tenant".to_owned(), "CAST(version AS VARCHAR)".to_owned()];
    shown.push("coalesce(CAST(user_id AS VARCHAR), '-')".to_owned());
    shown.extend(columns.iter().map(|(sql, _)| format!("coalesce(CAST({sql} AS VARCHAR), '-')")));
    let sql =
        format!("SELECT concat_ws('|', {}) FROM telemetry.{view} ORDER BY id;", shown.join(", "));
    let expected = events.values().filter(|it| it["feature"] == feature && it["action"] == action);
    let expected: Vec<String> = expected
        .map(|event| {
            let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            let version = event["parameters"]["version"].to_string();
            let mut row = vec![
                text(&event["id"]),
                "demo".to_owned(),
                version,
                text(&event["user"]["userId"]),
            ];
            row.extend(columns.iter().map(|(_, shown)| shown(event)));
            row.join("|")
        })
        .collect();
    assert!(!expected.is_empty(), "the demo exported no {view}");
    assert_eq!(database.run(&sql), expected, "{view} in {}", database.ddl());
}

#[test]
fn every_exported_event_is_read_through_its_view() {
    let databases = databases();
    if databases.is_empty() {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let Some(files) = exported(directory.path()) else { return };
    let events = events(&files);
    for database in &databases {
        let ddl = root().join("protocol/reference").join(database.ddl());
        database.run(&fs::read_to_string(ddl).unwrap());
        files.iter().for_each(|file| database.load("demo", file));
        VIEWS.into_iter().for_each(|view| check_view(database.as_ref(), &events, view));
    }
}
