//! prost: the wire event as a struct of strings and maps, encoded into a buffer
//! that is used again. The caller makes the whole of it, id and time too; no
//! queue and no other thread.

use std::{cell::RefCell, collections::HashMap, hint::black_box, time::SystemTime};

use prost::Message as _;
use prost_types::Timestamp;

use super::version;
use crate::subject::{Subject, numbers};

#[derive(Clone, PartialEq, prost::Message)]
struct Event {
    #[prost(string, tag = "1")]
    id: String,
    #[prost(message, optional, tag = "2")]
    timestamp: Option<Timestamp>,
    #[prost(string, tag = "3")]
    feature: String,
    #[prost(string, tag = "4")]
    action: String,
    #[prost(message, optional, tag = "5")]
    source: Option<Source>,
    #[prost(message, optional, tag = "6")]
    parameters: Option<Parameters>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Source {
    #[prost(message, optional, tag = "1")]
    server: Option<Server>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Server {
    #[prost(string, tag = "1")]
    version: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Parameters {
    #[prost(int32, tag = "1")]
    version: i32,
    #[prost(map = "string, double", tag = "5")]
    metadata: HashMap<String, f64>,
}

const KEYS: [&str; 5] = ["firstScore", "secondScore", "thirdScore", "fourthScore", "fifthScore"];

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn event(index: usize) -> Event {
    let id = uuid::Builder::from_random_bytes(fastrand::u128(..).to_ne_bytes()).into_uuid();
    let metadata = KEYS.iter().map(|key| (*key).to_owned()).zip(numbers(index)).collect();
    Event {
        id: id.to_string(),
        timestamp: Some(SystemTime::now().into()),
        feature: "bench.search".to_owned(),
        action: "resultsShown".to_owned(),
        source: Some(Source { server: Some(Server { version: "1.0.0".to_owned() }) }),
        parameters: Some(Parameters { version: 1, metadata }),
    }
}

pub(super) struct Message;

impl Subject for Message {
    fn name(&self) -> String {
        format!("prost {}, HashMap and encode", version("prost"))
    }

    fn record(&self, count: usize) {
        BUFFER.with_borrow_mut(|buffer| {
            for index in 0..count {
                buffer.clear();
                // A vector grows, so there is always room.
                let _ = event(index).encode(buffer);
                black_box(&*buffer);
            }
        });
    }
}
