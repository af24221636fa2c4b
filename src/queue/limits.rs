//! What the queue may grow to, and the defaults with their source. Numbers
//! only: nothing here touches a file.

use std::time::Duration;

/// How long exported events stay readable: 24 hours, the documented default
/// of the export protocol's deployed exporters.
pub const DEFAULT_RETENTION: Duration = Duration::from_secs(24 * 60 * 60);

/// How many events one lease takes: 10,000, the documented default batch of
/// the export protocol's deployed exporters.
pub const DEFAULT_BATCH: usize = 10_000;

/// The most bytes that one event may have and still travel: the protocol's
/// messages stay under 1 MiB, of which 4 KiB are left to the envelope.
pub const MAX_MESSAGE: usize = 1024 * 1024 - 4096;

/// The most bytes of events that a queue in memory keeps: 256 MiB.
pub const IN_MEMORY_BYTES: u64 = 256 << 20;

/// What the queue may grow to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueLimits {
    /// The most events in any state. Default 10,000,000: at the documented
    /// 3,500 events a day for 10 users, four weeks of 1,000 users.
    pub max_rows: u64,
    /// The most bytes of events, both parts counted, without SQLite's own
    /// structure (about as much again for small events). Default 4 GiB.
    pub max_bytes: u64,
    /// The most bytes of the database file, enforced by SQLite; beyond it
    /// writing fails as on a full disk. Default none.
    pub max_file_bytes: Option<u64>,
    /// Room kept back beside the database, so that a full disk can be
    /// drained. Default 16 MiB: twice the log, which has to move into the
    /// database, and so more than settling 10,000 usual events writes. With
    /// less than the log, a full disk may have to be emptied by hand before
    /// the queue drains; 0 keeps none.
    pub ballast_bytes: u64,
}

impl Default for QueueLimits {
    fn default() -> Self {
        Self {
            max_rows: 10_000_000,
            max_bytes: 4 << 30,
            max_file_bytes: None,
            ballast_bytes: 16 << 20,
        }
    }
}
