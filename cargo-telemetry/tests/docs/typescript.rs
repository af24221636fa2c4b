//! The types in a real compiler: what is declared compiles, what is not does
//! not, and the published client takes them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use telemetry_schema::{EventSchema, Kind};

use crate::arbitrary;
use crate::place::{Place, event, number, private, with_codes};

const PACKAGES: [&str; 2] = ["typescript@5.9.3", "@sourcegraph/telemetry@0.18.0"];

const USED: &str = r#"
import { TelemetryRecorder } from "@sourcegraph/telemetry";
import { Codes, TypedRecorder } from "./events";
declare const client: TelemetryRecorder<"product", "category">;
const recorder = client as TypedRecorder;
const engine: Codes<"search", "resultsShown", "engine"> = { Indexed: 1, Unindexed: 2 };
recorder.recordEvent("search", "resultsShown", {
  version: 3,
  metadata: { result_count: 4, engine: engine.Indexed, cached: 0 },
  privateMetadata: { query: "a */ text" },
});
recorder.recordEvent("search", "resultsShown", { version: 3, metadata: { result_count: 4, engine: 2, cached: 1, repo_count: 2 } });
recorder.recordEvent("page", "opened", { version: 1, metadata: {} });
"#;

/// Each is a mistake, by what the compiler names of it.
const MISUSED: [(&str, &str); 9] = [
    (r#"recordEvent("serach", "resultsShown", { version: 3, metadata: {} })"#, "serach"),
    (r#"recordEvent("search", "opened", { version: 1, metadata: {} })"#, "opened"),
    (
        r#"recordEvent("search", "resultsShown", { version: 2, metadata: { result_count: 4, engine: 1, cached: 0 } })"#,
        "Type '2'",
    ),
    (
        r#"recordEvent("search", "resultsShown", { version: 3, metadata: { engine: 1, cached: 0 } })"#,
        "result_count",
    ),
    (
        r#"recordEvent("search", "resultsShown", { version: 3, metadata: { result_count: "4", engine: 1, cached: 0 } })"#,
        "string",
    ),
    (
        r#"recordEvent("search", "resultsShown", { version: 3, metadata: { result_count: 4, engine: 3, cached: 0 } })"#,
        "Type '3'",
    ),
    (
        r#"recordEvent("search", "resultsShown", { version: 3, metadata: { result_count: 4, engine: 1, cached: true } })"#,
        "Type 'true'",
    ),
    (
        r#"recordEvent("search", "resultsShown", { version: 3, metadata: { result_count: 4, engine: 1, cached: 0, query: 1 } })"#,
        "query",
    ),
    (r#"recordEvent("page", "opened", { version: 1, metadata: { other: 1 } })"#, "never"),
];

fn events() -> Vec<EventSchema> {
    let mut shown = event(
        "search",
        "resultsShown",
        vec![number("result_count", Kind::U32), number("engine", Kind::Enum)],
    );
    shown.version = 3;
    shown.description = "Shown */ } export {};\n@deprecated not at all".to_owned();
    let mut shown = with_codes(shown, "Engine", &[(1, "Indexed"), (2, "Unindexed")]);
    shown.fields.push(number("cached", Kind::Bool));
    shown
        .fields
        .push(telemetry_schema::FieldSchema { optional: true, ..number("repo_count", Kind::U32) });
    shown.fields.push(private("query"));
    vec![shown, event("page", "opened", Vec::new())]
}

/// Whatever can be declared.
fn odd() -> Vec<EventSchema> {
    let mut runner = TestRunner::deterministic();
    let mut events = Vec::new();
    for feature in ["odd.one", "odd-two", "odd", "constructor"] {
        let tree = arbitrary::events(feature).new_tree(&mut runner).expect("events");
        events.extend(tree.current());
    }
    events
}

/// Where the compiler is; none when there is no npm and nobody insists.
fn install() -> Option<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/npm-typescript");
    fs::create_dir_all(&directory).expect("writable");
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", "."]);
    let installed = npm.args(PACKAGES).current_dir(&directory).output();
    if installed.as_ref().is_ok_and(|output| output.status.success()) {
        return Some(directory);
    }
    assert_ne!(env::var("CI").as_deref(), Ok("true"), "npm cannot install: {installed:?}");
    eprintln!("SKIPPED: the types were not compiled, npm cannot install a compiler: {installed:?}");
    None
}

/// What the compiler says of these files, which are beside the types.
fn compile(directory: &Path, files: &[String]) -> (bool, String) {
    let mut node = Command::new("node");
    node.arg("node_modules/typescript/bin/tsc").current_dir(directory);
    let strict = ["--noEmit", "--strict", "--target", "es2022", "--module", "commonjs"];
    let output = node.args(strict).args(files).output().expect("node runs");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_compiler_takes_what_is_declared_and_nothing_else() {
    let Some(directory) = install() else { return };
    let place = Place::documented(&events());
    fs::write(directory.join("events.d.ts"), place.page("events.d.ts")).expect("writable");
    fs::write(directory.join("used.ts"), USED).expect("writable");
    let odd = Place::documented(&odd());
    fs::write(directory.join("odd.d.ts"), odd.page("events.d.ts")).expect("writable");
    let files = ["used.ts", "odd.d.ts"].map(str::to_owned);
    let (compiles, said) = compile(&directory, &files);
    assert!(compiles, "{said}");

    let mut files = Vec::new();
    for (at, (call, _)) in MISUSED.iter().enumerate() {
        let text = format!(
            "import {{ TypedRecorder }} from \"./events\";\ndeclare const recorder: TypedRecorder;\nrecorder.{call};\n"
        );
        let file = format!("misused{at}.ts");
        fs::write(directory.join(&file), text).expect("writable");
        files.push(file);
    }
    let (compiles, said) = compile(&directory, &files);
    assert!(!compiles);
    for (file, (call, named)) in files.iter().zip(MISUSED) {
        let mut told = said.lines().filter(|line| line.starts_with(&format!("{file}(")));
        assert!(told.any(|line| line.contains(named)), "{call}: {said}");
    }
}
