//! Whether everything that was recorded arrived: three independent counts that
//! have to agree, what the visitors saw, what the instance recorded, and what
//! stands in the gateway's files.

use std::error::Error;
use std::fmt;
use std::time::SystemTime;

use codesearch::visitor::Counts;
use telemetry_sdk::queue::{EventState, PageRequest, StoredEvent};
use telemetry_sdk::{QueueError, Telemetry};

use super::Sink;

/// How many rows are read at once.
const PAGE: usize = 1_000;

/// What the comparison found: all is well.
#[derive(Debug)]
pub(crate) struct Verdict {
    recorded: usize,
    at_sink: Option<usize>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "all {} recorded events were exported and acknowledged", self.recorded)?;
        match self.at_sink {
            Some(found) => write!(f, "; all {found} stand in the gateway's files, each once"),
            None => write!(f, "; the other gateway's store cannot be seen from here"),
        }
    }
}

/// Now, as the queue writes times: microseconds since 1970-01-01 UTC.
pub(crate) fn now() -> i64 {
    let elapsed = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    i64::try_from(elapsed.as_micros()).unwrap_or(i64::MAX)
}

/// Compares the counts of what happened since that time.
///
/// # Errors
/// The first that does not agree, as a sentence.
pub(crate) fn compare(
    telemetry: &Telemetry,
    sink: Option<&mut Sink>,
    since: i64,
    counts: Counts,
) -> Result<Verdict, Box<dyn Error>> {
    let events = stored(telemetry, since)?;
    let status = telemetry.status()?;
    same("events recorded and events stored", status.recorded, events.len() as u64)?;
    same("losses and none", status.losses.total(), 0)?;
    for (feature, action, seen) in [
        ("search", "resultsShown", counts.results_shown),
        ("search", "failed", counts.searches_failed),
        ("file", "opened", counts.files_opened),
        ("file", "notFound", counts.files_not_found),
        ("page", "errorShown", counts.errors_shown),
        ("index", "built", 1),
    ] {
        let recorded = events.iter().filter(|e| e.feature == feature && e.action == action).count();
        same(
            &format!("{feature}.{action} as visitors saw it and as recorded"),
            seen,
            recorded as u64,
        )?;
    }
    let exported = events.iter().filter(|event| event.state == EventState::Exported).count();
    same("events stored and events exported", events.len() as u64, exported as u64)?;
    let at_sink = sink.map(|sink| found(sink, &events)).transpose()?;
    Ok(Verdict { recorded: events.len(), at_sink })
}

/// How many of the events stand in the gateway's files: all of them, each once.
fn found(sink: &mut Sink, events: &[StoredEvent]) -> Result<usize, Box<dyn Error>> {
    sink.refresh()?;
    for event in events {
        let times = sink.times(&event.id);
        same(&format!("event {} in the gateway's files and once", event.id), times.into(), 1)?;
    }
    Ok(events.len())
}

fn same(what: &str, left: u64, right: u64) -> Result<(), String> {
    if left == right { Ok(()) } else { Err(format!("{what} differ: {left} and {right}")) }
}

/// The events recorded since that time, newest first.
fn stored(telemetry: &Telemetry, since: i64) -> Result<Vec<StoredEvent>, QueueError> {
    let reader = telemetry.queue_reader()?;
    let mut request = PageRequest { limit: PAGE, ..PageRequest::default() };
    let mut events = Vec::new();
    loop {
        let mut page = reader.page(&request)?;
        let Some(last) = page.last() else { return Ok(events) };
        let more = last.recorded_at >= since;
        request.before = Some(last.cursor());
        page.retain(|event| event.recorded_at >= since);
        events.extend(page);
        if !more {
            return Ok(events);
        }
    }
}
