//! What the gateway counts. Plain counters that anybody may read at any time;
//! they hold numbers only, never anything about an event.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use crate::proto::telemetrygateway::v1::RefusalCode;

/// One more than the highest code.
const CODES: usize = RefusalCode::NewerVersion as usize + 1;

/// The live counters of a gateway; clones read the same counters.
#[derive(Debug, Clone, Default)]
pub struct Stats(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    accepted: AtomicU64,
    duplicates: AtomicU64,
    refused: [AtomicU64; CODES],
    failed_batches: AtomicU64,
    streams: AtomicU64,
    open_streams: AtomicU64,
}

/// The counters at one moment, since the gateway started.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatsSnapshot {
    /// Events stored.
    pub accepted: u64,
    /// Events that were stored before and acknowledged again.
    pub duplicates: u64,
    /// Events refused for good, by code; codes that never occurred are absent.
    pub refused: BTreeMap<&'static str, u64>,
    /// Batches that could not be stored and were not acknowledged.
    pub failed_batches: u64,
    /// Streams opened by authenticated senders.
    pub streams: u64,
    /// Those of them that are open now.
    pub open_streams: u64,
}

impl Stats {
    /// Reads all counters.
    #[must_use]
    pub fn snapshot(&self) -> StatsSnapshot {
        let counters = &*self.0;
        StatsSnapshot {
            accepted: counters.accepted.load(Relaxed),
            duplicates: counters.duplicates.load(Relaxed),
            refused: counters.refused(),
            failed_batches: counters.failed_batches.load(Relaxed),
            streams: counters.streams.load(Relaxed),
            open_streams: counters.open_streams.load(Relaxed),
        }
    }

    pub(super) fn count_stored(&self, accepted: usize, duplicates: usize) {
        self.0.accepted.fetch_add(accepted as u64, Relaxed);
        self.0.duplicates.fetch_add(duplicates as u64, Relaxed);
    }

    pub(super) fn count_refused(&self, code: RefusalCode) {
        self.0.refused[code as usize].fetch_add(1, Relaxed);
    }

    pub(super) fn count_failed_batch(&self) {
        self.0.failed_batches.fetch_add(1, Relaxed);
    }

    /// Counts a stream as open until the guard is dropped.
    pub(super) fn open_stream(&self) -> OpenStream {
        self.0.streams.fetch_add(1, Relaxed);
        self.0.open_streams.fetch_add(1, Relaxed);
        OpenStream(Arc::clone(&self.0))
    }
}

impl Counters {
    fn refused(&self) -> BTreeMap<&'static str, u64> {
        let name = |code: usize| {
            let code = RefusalCode::try_from(code as i32).unwrap_or_default();
            code.as_str_name()
        };
        let counts = self.refused.iter().map(|count| count.load(Relaxed)).enumerate();
        counts.filter(|(_, count)| *count > 0).map(|(code, count)| (name(code), count)).collect()
    }
}

/// A stream that counts as open.
#[derive(Debug)]
pub(super) struct OpenStream(Arc<Counters>);

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.open_streams.fetch_sub(1, Relaxed);
    }
}
