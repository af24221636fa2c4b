//! Events of a made-up search service, as an instance would have stored them.

use std::collections::BTreeMap;

use prost::Message as _;
use telemetry_schema::{
    FieldSchema, Kind, Privacy, TextReview,
    audit::{Allowed, Limits},
    lock::{Declared, Lock},
};
use telemetry_sdk::{linked_catalog, proto::telemetrygateway::v1 as wire, queue::NewEvent};

/// What the first program declared; the lock begins with it.
mod declared {
    #![expect(dead_code, reason = "the rows are made by hand, with chosen ids and times")]

    use std::time::Duration;

    use telemetry_sdk::{MetadataValue, telemetry_event};

    /// Searching in code.
    #[telemetry_event(feature = "search", owner = "search-team", purpose = "product-improvement")]
    pub(crate) enum Search {
        /// The results of a search were shown.
        #[telemetry(action = "listShown", version = 1)]
        ResultsShown {
            /// How many results were shown; 0 when nothing was found.
            result_count: u32,
            /// From the arrival of the request until the results were ready to be
            /// sent.
            #[telemetry(unit = "ms")]
            latency: Duration,
            /// Which engine answered.
            engine: Engine,
            /// Whether the reader came from the page of a file.
            from_file: bool,
            /// How long the query was, in characters.
            #[telemetry(max = 1000)]
            query_length: u32,
            /// The query as typed.
            #[telemetry(private)]
            query: String,
        },
    }

    /// Which engine answered a search.
    #[derive(MetadataValue, Clone, Copy)]
    pub(crate) enum Engine {
        /// The trigram index.
        Indexed = 1,
        /// A scan of the working tree.
        Unindexed = 2,
    }

    /// A file was opened.
    #[telemetry_event(
        feature = "file",
        action = "unpacked",
        version = 1,
        owner = "web-team",
        purpose = "reliability"
    )]
    pub(crate) struct Opened {
        /// How many lines it has.
        pub(crate) line_count: u32,
        /// How large it is.
        #[telemetry(unit = "B")]
        pub(crate) size: u64,
    }
}

/// What was accepted: the first program, then a second one, whose searches no
/// longer say whether they came from a file, and say the language instead.
pub(crate) fn lock() -> Lock {
    let first = linked_catalog().expect("a catalog");
    let mut second = first.find("search", "listShown").expect("declared above").clone();
    second.version = 2;
    second.fields.retain(|field| field.key != "from_file");
    second.fields.push(language());
    let declared: Vec<_> = first.events().iter().map(Declared::from).collect();
    let lock = Lock::merge_accept(&Lock::default(), &declared);
    Lock::merge_accept(&lock, &[Declared::from(&second)])
}

fn language() -> FieldSchema {
    let values = ["c", "go", "java", "python", "rust", "typescript"].map(str::to_owned);
    let review = TextReview {
        limits: Limits::new(10, Allowed::Values(values.into())).expect("limits"),
        with_user: true,
        definition: format!("sha256:{}", "5e".repeat(32)).parse().expect("a hash"),
        reason: "one of six languages that the form offers; says nothing about the code".into(),
        reviewer: "privacy@search.example".into(),
        link: "docs/reviews/language-filter.md".into(),
        date: "2026-11-22".parse().expect("a date"),
        expires: "2028-11-01".parse().expect("a date"),
    };
    FieldSchema {
        description: "The language filter; absent when all languages were searched.".into(),
        optional: true,
        review: Some(review),
        ..FieldSchema::new("language", Privacy::Audited, Kind::Text)
    }
}

/// What the person typed; it must be seen on the event's page and nowhere else.
pub(crate) const QUERY: &str = "fn main <b>\"secret\"</b>";

/// An id in the form of the recorder's.
pub(crate) fn id(number: u32) -> String {
    format!("0196f4b2-7b1c-7000-8000-{number:012x}")
}

/// A search with private text, recorded at this time in microseconds.
pub(crate) fn search(number: u32, recorded_at: i64) -> NewEvent {
    let mut event = event(number, recorded_at, ("search", "listShown"), &numbers(number));
    let parameters = event.parameters.get_or_insert_default();
    parameters.version = 2;
    parameters.private_metadata = Some(text("language", "rust"));
    stored(recorded_at, event).with_local(text("query", QUERY).encode_to_vec())
}

/// The same by the program before, which knew of no language.
pub(crate) fn older_search(number: u32, recorded_at: i64) -> NewEvent {
    let numbers = [numbers(number), vec![("from_file", 1.0)]].concat();
    stored(recorded_at, event(number, recorded_at, ("search", "listShown"), &numbers))
}

/// The same by a program that is not known here.
pub(crate) fn newer_search(number: u32, recorded_at: i64) -> NewEvent {
    let numbers = [numbers(number), vec![("shard_count", 12.0)]].concat();
    let mut event = event(number, recorded_at, ("search", "listShown"), &numbers);
    event.parameters.get_or_insert_default().version = 3;
    stored(recorded_at, event)
}

fn numbers(number: u32) -> Vec<(&'static str, f64)> {
    vec![
        ("result_count", f64::from(number % 90)),
        ("latency", 4.0 + f64::from(number % 700) / 10.0),
        ("engine", f64::from(number % 2 + 1)),
        ("query_length", 24.0),
    ]
}

/// An opened file, recorded at this time in microseconds.
pub(crate) fn opened(number: u32, recorded_at: i64) -> NewEvent {
    let numbers = [("line_count", f64::from(number * 7)), ("size", f64::from(number) * 211.0)];
    stored(recorded_at, event(number, recorded_at, ("file", "unpacked"), &numbers))
}

fn stored(recorded_at: i64, event: wire::Event) -> NewEvent {
    let bytes = event.encode_to_vec();
    NewEvent::new(event.id, recorded_at, event.feature, event.action, bytes)
}

fn event(
    number: u32,
    at: i64,
    (feature, action): (&str, &str),
    numbers: &[(&str, f64)],
) -> wire::Event {
    let server = wire::event_source::Server { version: "5.8.1".to_owned() };
    let metadata: BTreeMap<String, f64> =
        numbers.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
    let nanos = i32::try_from(at % 1_000_000 * 1_000).expect("less than a second");
    wire::Event {
        id: id(number),
        timestamp: Some(prost_types::Timestamp { seconds: at / 1_000_000, nanos }),
        feature: feature.to_owned(),
        action: action.to_owned(),
        source: Some(wire::EventSource { server: Some(server), client: None }),
        parameters: Some(wire::EventParameters { version: 1, metadata, ..Default::default() }),
        user: Some(wire::EventUser {
            user_id: Some(7_322_146_908_115_202_331),
            ..Default::default()
        }),
        interaction: Some(wire::EventInteraction {
            trace_id: Some("4bf92f3577b34da6a3ce929d0e0e4736".to_owned()),
            ..Default::default()
        }),
        schema_hash: vec![0x5e; 8],
        ..Default::default()
    }
}

fn text(key: &str, text: &str) -> prost_types::Struct {
    prost_types::Struct { fields: [(key.to_owned(), prost_types::Value::from(text))].into() }
}
