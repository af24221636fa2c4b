//! The demo exports to a gateway that others wrote from the field numbers
//! alone, in another language, and that decodes every field.
//!
//! Needs a Python with `grpc` and `google.protobuf`, named by
//! `TELEMETRY_INTEROP_PYTHON`; `./x test` installs and names one.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use telemetry_sdk::gateway::certificates;

const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/interop/server.py");
const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// What the other gateway printed, one JSON object a line.
fn export_to_them(python: &str, directory: &Path) -> Vec<Value> {
    let names = ["localhost".to_owned()];
    let files = certificates::ensure(directory, &names, 1).unwrap();
    let mut server = Command::new(python)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .args([SERVER.as_ref(), files.certificate.as_os_str(), files.key.as_os_str()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(server.stdout.take().unwrap());
    let mut ready = String::new();
    said.read_line(&mut ready).unwrap();
    let address = ready.trim().strip_prefix("server: listening on ").unwrap();

    let demo = Command::new(env!("CARGO_BIN_EXE_codesearch"))
        .args(["demo", "--once", "--requests", "60", SOURCE, "--export-addr", address, "--ca-file"])
        .arg(&files.ca)
        .arg("--data-dir")
        .arg(directory.join("demo"))
        .output()
        .unwrap();
    assert!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));

    drop(server.stdin.take());
    let mut lines = String::new();
    said.read_to_string(&mut lines).unwrap();
    server.wait().unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_gateway_in_another_language_decodes_every_field() {
    let Ok(python) = std::env::var("TELEMETRY_INTEROP_PYTHON") else {
        assert!(
            std::env::var_os("CI").is_none(),
            "TELEMETRY_INTEROP_PYTHON is not set; run ./x test"
        );
        eprintln!("skipped: TELEMETRY_INTEROP_PYTHON is not set");
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    let received = export_to_them(&python, directory.path());

    let metadata = &received[0]["metadata"];
    assert!(metadata["requestId"].is_string());
    assert!(metadata["identifier"]["unlicensedInstance"]["instanceId"].is_string());
    let events: Vec<&Value> = received.iter().filter_map(|line| line.get("event")).collect();
    assert!(events.len() >= 60, "{}", events.len());
    let shown = events.iter().find(|event| event["action"] == "resultsShown").unwrap();
    assert_eq!(shown["id"].as_str().unwrap().as_bytes()[14], b'7', "a UUID of version 7");
    assert!(shown["timestamp"].as_str().unwrap().ends_with('Z'));
    assert_eq!(shown["source"]["server"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(shown["parameters"]["version"], 2);
    let numbers = shown["parameters"]["metadata"].as_object().unwrap();
    assert!(numbers.values().all(Value::is_number));
    for key in ["result_count", "latency", "engine", "query_length"] {
        assert!(numbers.contains_key(key), "{key}");
    }
    assert!(shown["user"]["userId"].as_str().unwrap().parse::<i64>().unwrap() > 0);
    assert_eq!(shown["interaction"]["traceId"].as_str().unwrap().len(), 32);
    assert_eq!(shown["interaction"]["interactionId"].as_str().unwrap().len(), 36);
    let texts = |event: &Value| event["parameters"].get("privateMetadata").cloned();
    let reviewed = serde_json::json!({ "language": "rust" });
    assert!(events.iter().any(|event| texts(event) == Some(reviewed.clone())));
    for event in events {
        assert!(texts(event).is_none_or(|texts| texts == reviewed), "{event}");
    }
}
