//! The client that is published for this protocol, unmodified, against the
//! real server and the real gateway.

#[allow(dead_code, reason = "shared with the tests of the gateway")]
#[path = "../gateway/world.rs"]
mod gateway;

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use serde_json::{Value, json};
use telemetry_sdk::{Telemetry, export::ExportConfig};

use crate::accepting::all_linked;
use crate::world::World;

const PACKAGE: &str = "@sourcegraph/telemetry@0.18.0";

/// Records with the published client; what only an application can say, how to
/// reach the server, is the one thing that is ours.
const SCRIPT: &str = r#"
const { TelemetryRecorderProvider } = require("@sourcegraph/telemetry");
const [url, token] = process.argv.slice(2);
const query = "mutation RecordTelemetryEvents($events: [TelemetryEventInput!]!) { telemetry { recordEvents(events: $events) { alwaysNil } } }";
const answers = [];
const exporter = {
  exportEvents: async (events) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: "Bearer " + token },
      body: JSON.stringify({ query, variables: { events } }),
    });
    answers.push(await answer.json());
  },
};
const provider = new TelemetryRecorderProvider(
  { client: "WEB", clientVersion: "1.2.3" }, exporter, [],
  { bufferTimeMs: 50, bufferMaxSize: 10, errorHandler: (error) => { throw error; } });
const recorder = provider.getRecorder();
recorder.recordEvent("consoleTest", "searched", { metadata: { result_count: 41, ratio: 0.25 }, privateMetadata: { query: "a private text" } });
recorder.recordEvent("consoleTest", "searched", { metadata: { undeclared: 1 } });
recorder.recordEvent("consoleTest", "searched", { version: 3, metadata: { result_count: 42 } });
provider.unsubscribe();
setTimeout(() => console.log(JSON.stringify(answers)), 1500);
"#;

/// Installs the client; none when there is no npm and nobody insists.
fn install() -> Option<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/npm-client");
    std::fs::create_dir_all(&directory).unwrap();
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", "."])
        .arg(PACKAGE);
    let installed = npm.current_dir(&directory).output();
    if installed.as_ref().is_ok_and(|output| output.status.success()) {
        std::fs::write(directory.join("record.js"), SCRIPT).unwrap();
        return Some(directory);
    }
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "npm cannot install: {installed:?}");
    eprintln!("SKIPPED: the published client was not tested, npm cannot install it: {installed:?}");
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn the_published_client_records_and_its_events_arrive() {
    let Some(client) = tokio::task::spawn_blocking(install).await.unwrap() else { return };
    let gateway = gateway::World::new();
    let catalog = telemetry_sdk::linked_catalog().unwrap();
    std::fs::write(gateway.path("catalog.bin"), catalog.encode()).unwrap();
    let (config, token) = gateway.config_with_tenant("tenant");
    let running = gateway.start_with(config).await;
    std::fs::write(gateway.path("client.token"), token).unwrap();
    let address = format!("https://localhost:{}", running.address.port());
    let mut export = ExportConfig::new(&address).unwrap();
    export.ca_file = Some(gateway.certificates.ca.clone());
    export.token_file = Some(gateway.path("client.token"));
    let directory = tempfile::tempdir().unwrap();
    let telemetry = Telemetry::builder(all_linked()).data_dir(directory.path()).version("9.8.7");
    let telemetry = telemetry.export(export).start().unwrap();
    let mut world = World::of(directory, telemetry).await;

    let mut node = Command::new("node");
    let url = format!("http://{}/.api/graphql", world.address);
    node.current_dir(client).args(["record.js", &url, &world.token]);
    let output = tokio::task::spawn_blocking(move || node.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        answers[0]["data"],
        json!({ "telemetry": { "recordEvents": { "alwaysNil": null } } })
    );
    assert_eq!(answers[0]["errors"].as_array().unwrap().len(), 1, "{answers}");

    let telemetry = world.telemetry.take().unwrap();
    let exported = tokio::task::spawn_blocking(move || {
        telemetry.export_now(Duration::from_secs(30)).map(|()| telemetry)
    });
    let _telemetry = exported.await.unwrap().unwrap();
    let arrived = gateway.stored("tenant");
    let counts: Vec<_> = arrived
        .iter()
        .map(|event| {
            event
                .pointer("/event/parameters/metadata/result_count")
                .or(event.pointer("/parameters/metadata/result_count"))
                .unwrap()
        })
        .collect();
    assert_eq!(counts.len(), 2, "{arrived:?}");
    assert!(counts.contains(&&json!(41.0)) && counts.contains(&&json!(42.0)), "{arrived:?}");
    assert!(!arrived.iter().any(|event| event.to_string().contains("a private text")));
    running.stop().await;
}
