//! Whatever is sent: it is answered, at once, in bounded memory.

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::world::{Answer, World, errors};

const SEED: &str = "{ telemetry { exportedEvents(first: 5) { nodes { payload } } eventsQueuedForExport(first: 5) { nodes { payload } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_somebody_else_made_is_not_answered() {
    let world = World::recording().await;
    for host in ["evil.example", "127.0.0.1.evil.example", ""] {
        let host = format!("Host: {host}");
        for path in ["GET /debug/console", "POST /.api/graphql", "POST /debug/console/login"] {
            let answer = world.send(path, &[&host], "").await;
            assert_eq!(answer.status, 421, "{host} {path}");
        }
    }
    let answer = world.send("GET /debug/console", &["Host: console.example"], "").await;
    assert_eq!(answer.status, 401, "a configured name");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_changes_nothing() {
    let world = World::recording().await;
    let bearer = format!("Authorization: Bearer {}", world.token);
    let form = "Content-Type: application/x-www-form-urlencoded";
    for line in ["Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"] {
        let login = world
            .send("POST /debug/console/login", &[form, line], &format!("token={}", world.token))
            .await;
        assert_eq!(login.status, 403, "{line}");
        assert_eq!(login.header("set-cookie"), None);
        let query = world.post(&[&bearer, line], &json!({ "query": SEED })).await;
        assert_eq!(query.status, 403, "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn graphql_is_a_post_of_one_json_object() {
    let world = World::recording().await;
    let bearer = format!("Authorization: Bearer {}", world.token);
    let get = world.send("GET /.api/graphql?query={__typename}", &[&bearer], "").await;
    assert_eq!(get.status, 405);
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
        let kind = format!("Content-Type: {kind}");
        let answer = world.send("POST /.api/graphql", &[&bearer, &kind], "{}").await;
        assert_eq!(answer.status, 415, "{kind}");
    }
    let batch = world.post(&[&bearer], &json!([{ "query": SEED }, { "query": SEED }])).await;
    assert_eq!(batch.status, 400);
    assert!(errors(&batch.json())[0].contains("one request at a time"));
    let broken = world
        .send("POST /.api/graphql", &[&bearer, "Content-Type: application/json"], "{\"query\": se")
        .await;
    assert_eq!(broken.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn expensive_queries_are_refused() {
    let world = World::recording().await;
    let aliases = |n: usize, field: &str| {
        let aliases: String = (0..n).map(|n| format!("a{n}:{field} ")).collect();
        format!("{{ telemetry {{ {aliases} }} }}")
    };
    let cases = [
        (aliases(10_000, "__typename"), "65536 bytes"),
        (aliases(1_000, "__typename"), "too many fields"),
        (aliases(20, "exportedEvents(first: 500) { totalCount }"), "too complex"),
        ("{a".repeat(64) + &"}".repeat(64), "too deeply"),
        ("{a".repeat(30_000), "too deeply"),
        (
            format!("query($a: [[[Int]]] = {}1{}) {{ a }}", "[".repeat(64), "]".repeat(64)),
            "too deeply",
        ),
    ];
    for (query, why) in cases {
        let answer = world.query(&query).await;
        assert!(errors(&answer)[0].contains(why), "{why}: {:?}", errors(&answer));
        assert!(answer["data"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_megabytes_are_not_read() {
    let world = World::recording().await;
    let head = |line: &str| {
        let host = world.address;
        format!(
            "POST /.api/graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nConnection: close\r\n{line}\r\n\r\n"
        )
    };
    let declared = stream(&world, &head("Content-Length: 100000000"), 1).await;
    assert_eq!(declared.0.status, 413);
    let (answer, sent) = stream(&world, &head("Transfer-Encoding: chunked"), 1_600).await;
    assert_eq!(answer.status, 413);
    assert!(errors(&answer.json())[0].contains("send fewer events"));
    assert!(sent < 32 << 20, "{sent} bytes were taken");
}

/// Sends up to `chunks` of 64 KiB while the answer is awaited; says how many
/// bytes were taken.
async fn stream(world: &World, head: &str, chunks: usize) -> (Answer, usize) {
    let stream = TcpStream::connect(world.address).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    let head = head.to_owned();
    let sending = tokio::spawn(async move {
        write.write_all(head.as_bytes()).await.unwrap();
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        let mut sent = 0;
        for _ in 0..chunks {
            if write.write_all(chunk.as_bytes()).await.is_err() {
                break;
            }
            sent += chunk.len();
        }
        sent
    });
    let mut bytes = Vec::new();
    // The server closes while we are still sending, which may reset.
    let _ = read.read_to_end(&mut bytes).await;
    drop(read);
    (Answer::read(&bytes), sending.await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_learn_nothing() {
    let world = World::recording().await;
    let anonymous = world.post(&[], &json!({ "query": SEED })).await.json();
    assert_eq!(errors(&anonymous), ["must be site admin"]);
    assert!(anonymous["data"].is_null());
    let types = "{ __schema { types { name } } }";
    let anonymous = world.post(&[], &json!({ "query": types })).await.json();
    assert!(anonymous.pointer("/data/__schema/types").is_none(), "{anonymous}");
    let administrator = world.query(types).await;
    assert!(administrator["data"]["__schema"]["types"].as_array().is_some());
    assert_eq!(world.send("GET /debug/console", &[], "").await.status, 401);
    let record = "mutation { telemetry { recordEvents(events: []) { alwaysNil } } }";
    let anonymous = world.post(&[], &json!({ "query": record })).await.json();
    assert_eq!(errors(&anonymous), ["not allowed to record events; sign in first"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_locked_down() {
    let world = World::recording().await;
    let answers = [
        world.send("GET /debug/console", &[], "").await,
        world.send("GET /debug/console", &["Host: evil.example"], "").await,
        world.post(&[], &json!({ "query": SEED })).await,
        world.send("POST /debug/console/login", &[], "").await,
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_types_are_those_of_the_protocol() {
    let world = World::recording().await;
    let field = |of: &'static str| {
        format!(
            "{{ __type(name: \"{of}\") {{ fields {{ name type {{ kind name ofType {{ kind name ofType {{ kind name ofType {{ name }} }} }} }} args {{ name defaultValue }} }} inputFields {{ name type {{ kind name ofType {{ kind name ofType {{ kind name ofType {{ name }} }} }} }} }} }} }}"
        )
    };
    for (name, expected) in [
        ("Query", "telemetry: TelemetryQuery!"),
        ("TelemetryQuery", "exportedEvents: ExportedEventsConnection!"),
        ("TelemetryQuery", "eventsQueuedForExport: QueuedEventsConnection!"),
        ("ExportedEventsConnection", "nodes: [ExportedEvent!]!"),
        ("ExportedEventsConnection", "totalCount: Int!"),
        ("ExportedEventsConnection", "pageInfo: PageInfo!"),
        ("ExportedEvent", "id: ID!"),
        ("ExportedEvent", "exportedAt: DateTime!"),
        ("ExportedEvent", "payload: JSONValue!"),
        ("PageInfo", "endCursor: String"),
        ("PageInfo", "hasNextPage: Boolean!"),
        ("TelemetryMutation", "recordEvents: EmptyResponse"),
        ("EmptyResponse", "alwaysNil: String"),
        ("TelemetryEventInput", "source: TelemetryEventSourceInput!"),
        ("TelemetryEventParametersInput", "version: Int!"),
        ("TelemetryEventParametersInput", "metadata: [TelemetryEventMetadataInput!]"),
        ("TelemetryEventParametersInput", "privateMetadata: JSONValue"),
        ("TelemetryEventParametersInput", "interactionID: String"),
        ("TelemetryEventMetadataInput", "value: JSONValue!"),
        ("TelemetryEventMarketingTrackingInput", "sessionFirstURL: String"),
        ("TelemetryEventMarketingTrackingInput", "deviceSessionID: String"),
    ] {
        let answer = world.query(&field(name)).await;
        let fields = fields(&answer["data"]["__type"]);
        assert!(fields.contains(&expected.to_owned()), "{name}: {expected} not in {fields:?}");
    }
    let answer = world.query(&field("TelemetryQuery")).await;
    let first = &answer["data"]["__type"]["fields"][0]["args"][0];
    assert_eq!((&first["name"], &first["defaultValue"]), (&json!("first"), &json!("50")));
}

fn fields(of: &Value) -> Vec<String> {
    let all = [&of["fields"], &of["inputFields"]];
    let all = all.into_iter().filter_map(Value::as_array).flatten();
    all.map(|field| format!("{}: {}", field["name"].as_str().unwrap(), type_of(&field["type"])))
        .collect()
}

fn type_of(of: &Value) -> String {
    match of["kind"].as_str() {
        Some("NON_NULL") => format!("{}!", type_of(&of["ofType"])),
        Some("LIST") => format!("[{}]", type_of(&of["ofType"])),
        _ => of["name"].as_str().unwrap_or("?").to_owned(),
    }
}
