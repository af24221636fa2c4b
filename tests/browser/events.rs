//! Events of a made-up search service, as an instance would have stored them.

use std::collections::BTreeMap;

use bytes::Bytes;
use prost::Message as _;
use telemetry_sdk::{proto::telemetrygateway::v1 as wire, queue::NewEvent};

/// What the program declares; its catalog is made from this.
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

/// What the person typed; it must be seen on the event's page and nowhere else.
pub(crate) const QUERY: &str = "fn main <b>\"secret\"</b>";

/// An id in the form of the recorder's.
pub(crate) fn id(number: u32) -> String {
    format!("0196f4b2-7b1c-7000-8000-{number:012x}")
}

/// A search with private text, recorded at this time in microseconds.
pub(crate) fn search(number: u32, recorded_at: i64) -> NewEvent {
    let numbers = [
        ("result_count", f64::from(number % 90)),
        ("latency", 4.0 + f64::from(number % 700) / 10.0),
        ("engine", f64::from(number % 2 + 1)),
        ("from_file", f64::from(number % 3 / 2)),
        ("query_length", 24.0),
    ];
    let bytes = event(number, recorded_at, ("search", "listShown"), &numbers);
    NewEvent::new(id(number), recorded_at, "search", "listShown", bytes)
        .with_local(private("query", QUERY))
}

/// An opened file, recorded at this time in microseconds.
pub(crate) fn opened(number: u32, recorded_at: i64) -> NewEvent {
    let numbers = [("line_count", f64::from(number * 7)), ("size", f64::from(number) * 211.0)];
    let bytes = event(number, recorded_at, ("file", "unpacked"), &numbers);
    NewEvent::new(id(number), recorded_at, "file", "unpacked", bytes)
}

fn event(
    number: u32,
    at: i64,
    (feature, action): (&str, &str),
    numbers: &[(&str, f64)],
) -> Vec<u8> {
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
    .encode_to_vec()
}

fn private(key: &str, text: &str) -> Bytes {
    let value = prost_types::Value::from(text);
    prost_types::Struct { fields: [(key.to_owned(), value)].into() }.encode_to_vec().into()
}
