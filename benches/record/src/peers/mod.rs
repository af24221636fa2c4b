//! The other libraries, each used as its documentation shows, with a consumer
//! that does nothing but count. Each records the same five numbers; none knows
//! how it is measured.
//!
//! Each is given the benefit of the doubt. A queue that keeps the order needs no
//! id while it records, so none is made, except where the whole wire event is
//! made by the caller. Each takes the time in its own way; where it takes none,
//! it is given one. Queues are large enough for a round, and nothing is dropped.

mod emit;
mod glean;
mod metrique;
mod opentelemetry;
mod prost;
#[path = "../../../pipeline/prost_event.rs"]
mod prost_event;
mod slog;
mod tracing_json;
mod tracing_layer;

use std::path::Path;

pub(crate) use tracing_layer::Unheard;

use crate::{error::Error, subject::Subject};

/// The dependencies that are peers, with the versions in the lock file.
pub(crate) fn version(name: &str) -> &'static str {
    let lock = include_str!("../../Cargo.lock");
    let mut lines = lock.lines().skip_while(|line| {
        line.strip_prefix("name = ").is_none_or(|it| it.trim_matches('"') != name)
    });
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = "));
    version.map_or("", |version| version.trim_matches('"'))
}

/// All of them, set up. Glean keeps its data below the directory.
pub(crate) fn all(directory: &Path) -> Result<Vec<Box<dyn Subject>>, Error> {
    Ok(vec![
        Box::new(metrique::Typed::new()),
        Box::new(metrique::Boxed::new()),
        Box::new(tracing_layer::Layered::new()?),
        Box::new(opentelemetry::Logs::new()),
        Box::new(slog::Asynchronous::new()),
        Box::new(emit::Batched::new()?),
        Box::new(prost::Message),
        Box::new(tracing_json::Json::new()),
        Box::new(glean::Event::new(directory)),
    ])
}
