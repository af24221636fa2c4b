//! Peers in another language, built from the field numbers alone
//! (`tests/interop/`): their client sends to our gateway, our client to their
//! server.
//!
//! `TELEMETRY_INTEROP_PYTHON` names a Python with the packages of
//! `tests/interop/requirements.txt`; without it these tests say so and pass, so
//! that the rest can run on a machine without Python.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use telemetry_sdk::{
    json::event_to_json_line,
    proto::telemetrygateway::v1::{
        Event, EventBillingMetadata, EventFeatureFlags, EventInteraction, EventUser,
        RecordEventRequest, RefusalCode,
        event_interaction::Geolocation,
        event_source::Client,
        record_events_request::{EventsPayload, Payload},
    },
};

use crate::world::{Session, World, event, events, ids, metadata};

fn python() -> Option<PathBuf> {
    let python = std::env::var_os("TELEMETRY_INTEROP_PYTHON").map(PathBuf::from);
    if python.is_none() {
        eprintln!("skipped: TELEMETRY_INTEROP_PYTHON is not set");
    }
    python
}

fn script(python: &Path, name: &str) -> Command {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop");
    let mut command = Command::new(python);
    // Bytecode would be left in the source tree.
    command.env("PYTHONDONTWRITEBYTECODE", "1").arg(directory.join(name));
    command
}

/// An event in which every field that may leave is set.
fn full_event(n: u64) -> Event {
    let mut event = event(n);
    let source = event.source.get_or_insert_default();
    source.client = Some(Client { name: "editor".into(), version: Some("2.0".into()) });
    let parameters = event.parameters.get_or_insert_default();
    parameters.billing_metadata =
        Some(EventBillingMetadata { product: "search".into(), category: "core".into() });
    event.user = Some(EventUser { user_id: Some(i64::MAX), ..Default::default() });
    let flags = [("new-ranking".to_owned(), "true".to_owned())].into();
    event.feature_flags = Some(EventFeatureFlags { flags });
    event.interaction = Some(EventInteraction {
        trace_id: Some("0123456789abcdef".repeat(2)),
        interaction_id: Some("018f3b1c-7d2a-7c3e-9a4b-0123456789ab".into()),
        geolocation: Some(Geolocation { country_code: "DE".into() }),
    });
    event
}

fn json_line(event: &Event) -> String {
    event_to_json_line(&prost::Message::encode_to_vec(event)).expect("an event") + "\n"
}

/// Runs their client; one JSON value per answer and the final status.
fn run_client(python: &Path, world: &World, address: SocketAddr, input: &str) -> Vec<Value> {
    let mut child = script(python, "client.py")
        .arg(format!("localhost:{}", address.port()))
        .arg(&world.certificates.ca)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn their_client_gets_its_ids_back_from_our_gateway() {
    let Some(python) = python() else { return };
    let world = World::new();
    let gateway = world.start().await;
    let mut bad = event(2);
    bad.action = "neverDeclared".into();
    let input =
        [json_line(&full_event(1)), json_line(&bad), "\n".into(), json_line(&event(3))].concat();
    let lines = {
        let (world, address) = (&world, gateway.address);
        tokio::task::block_in_place(|| run_client(&python, world, address, &input))
    };
    let [first, second, status] = &lines[..] else { panic!("two answers: {lines:?}") };
    assert_eq!(first["succeeded"], serde_json::json!([event(1).id]));
    assert_eq!(first["refused"][0]["id"], bad.id.as_str());
    assert_eq!(first["refused"][0]["code"], RefusalCode::UnknownEvent as i32);
    assert_eq!(second["succeeded"], serde_json::json!([event(3).id]));
    assert_eq!(status["status"], "OK", "{status}");
    assert_eq!(world.stored_ids("python-client"), ids(&[event(1), event(3)]));
    // What their library makes of the event is what we stored.
    let sent: Value = serde_json::from_str(&json_line(&full_event(1))).expect("JSON");
    assert_eq!(world.stored("python-client")[0], sent);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn their_server_decodes_every_field_that_we_write() {
    let Some(python) = python() else { return };
    let world = World::new();
    let mut server = script(&python, "server.py")
        .args([&world.certificates.certificate, &world.certificates.key])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut lines = BufReader::new(server.stdout.take().expect("piped")).lines();
    let mut line = move || lines.next().expect("a line").expect("text");
    let ready = line();
    let port = ready.strip_prefix("server: listening on https://localhost:").expect("ready");
    let port: u16 = port.parse().expect("a port");
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let mut client = world.connect(address).await;

    let batch = Payload::Events(EventsPayload { events: vec![full_event(0), event(1)] });
    let first = vec![Payload::Metadata(metadata()), batch];
    let mut session = Session::begin(&mut client, None, first).await.expect("a stream");
    let answer = session.answer().await.expect("an answer");
    assert_eq!(answer.succeeded_events, ids(&events(0..2)));
    let request = RecordEventRequest { metadata: Some(metadata()), event: Some(event(9)) };
    client.record_event(request).await.expect("stored");

    let mut read = || serde_json::from_str::<Value>(&line()).expect("JSON");
    let stated = &read()["metadata"]["identifier"];
    assert_eq!(stated["unlicensedInstance"]["instanceId"], crate::world::TENANT);
    for sent in [full_event(0), event(1)] {
        let expected: Value = serde_json::from_str(&json_line(&sent)).expect("JSON");
        assert_eq!(read()["event"], expected);
    }
    assert!(read()["metadata"].is_object());
    assert_eq!(read()["event"]["id"], event(9).id.as_str());
    drop((session, client));
    drop(server.stdin.take());
    assert!(server.wait().expect("it ends").success());
}
