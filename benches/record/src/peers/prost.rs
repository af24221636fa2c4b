//! prost: the wire event as a struct of strings and maps, encoded into a buffer
//! that is used again. The caller makes the whole of it, id and time too; no
//! queue and no other thread.

use std::{cell::RefCell, hint::black_box, time::SystemTime};

use prost::Message as _;

use super::{
    prost_event::{Event, Parameters, Server, Source},
    version,
};
use crate::subject::{Subject, numbers};

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
