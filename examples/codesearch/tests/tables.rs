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
    lock::{LOCK_FOLDER, LockedEvent, LockedFeature, LockedField},
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

/// The fields that have a column: private ones never left.
fn fields(event: &LockedEvent) -> Vec<&LockedField> {
    event.fields.iter().filter(|field| field.schema.privacy != Privacy::Private).collect()
}

/// The value of a field as SQL makes text of it.
fn as_sql(field: &LockedField) -> String {
    let key = &field.schema.key;
    let value = match field.schema.kind {
        // Whole nanoseconds, so that both databases write the same digits.
        Kind::Duration => format!("CAST(round(\"{key}\" * 1000000) AS BIGINT)"),
        _ => format!("\"{key}\""),
    };
    format!("coalesce(CAST({value} AS VARCHAR), '-')")
}

/// The same as it stands in the gateway's file.
fn as_stored(field: &LockedField, event: &Value) -> String {
    let (key, parameters) = (&field.schema.key, &event["parameters"]);
    if field.schema.kind == Kind::Text {
        return text(&parameters["privateMetadata"][key]);
    }
    let Some(value) = parameters["metadata"][key].as_f64() else { return "-".to_owned() };
    match (field.schema.kind, &field.table) {
        (Kind::Bool, _) => (value == 1.0).to_string(),
        (Kind::Duration, _) => format!("{:.0}", (value * 1e6).round()),
        (_, Some(table)) => {
            let code = table.codes.iter().find(|code| f64::from(code.code.code) == value);
            code.unwrap().code.name.clone()
        }
        _ => format!("{value:.0}"),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("-").to_owned()
}

fn check_view(database: &dyn Database, events: &BTreeMap<String, Value>, view: (&str, &str, &str)) {
    let (feature, action, view) = view;
    let event = locked(feature, action);
    let fields = fields(&event);
    let around =
        ["id", "tenant", "CAST(version AS VARCHAR)", "coalesce(CAST(user_id AS VARCHAR), '-')"];
    let mut columns = around.map(str::to_owned).to_vec();
    columns.extend(fields.iter().map(|field| as_sql(field)));
    let columns = columns.join(", ");
    let sql = format!("SELECT concat_ws('|', {columns}) FROM telemetry.{view} ORDER BY id;");
    let expected = events.values().filter(|it| it["feature"] == feature && it["action"] == action);
    let row = |event: &Value| {
        let version = event["parameters"]["version"].to_string();
        let user = text(&event["user"]["userId"]);
        let mut row = vec![text(&event["id"]), "demo".to_owned(), version, user];
        row.extend(fields.iter().map(|field| as_stored(field, event)));
        row.join("|")
    };
    let expected: Vec<String> = expected.map(row).collect();
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
