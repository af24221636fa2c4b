//! The durable queue of an instance: every recorded event, until it was
//! exported or refused and its retention is over.
//!
//! Here lives one SQLite file with one writing process, the thread in it that
//! commits for all producers, and the reading side that any process may open.
//! It may depend on SQLite and the file system. It must never hold a network,
//! an async runtime, or knowledge of what is inside an event's bytes; and
//! nothing that it hands to an exporter may carry a local part.
//!
//! ```
//! use telemetry_sdk::queue::{LeaseRequest, NewEvent, Outcome, Queue, QueueLimits};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let directory = tempfile::tempdir()?;
//! let queue = Queue::open(directory.path().join("queue.db"), QueueLimits::default())?;
//! queue.insert(vec![NewEvent::new("id-1", 1_700_000_000_000_000, "search", "shown", vec![10, 0])])?;
//!
//! let lease = queue.lease(LeaseRequest::default())?;
//! let outcomes = lease.events.iter().map(|e| (e.id().to_owned(), Outcome::Exported)).collect();
//! queue.settle(lease.id, outcomes)?;
//! assert_eq!(queue.stats()?.exported.events, 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Files
//! For a queue at `queue.db`: `queue.db-wal` and `queue.db-shm` are SQLite's
//! own, `queue.db.lock` is held by the writing process, `queue.db.ballast` is
//! room kept back for a full disk. All are readable by their owner only.

mod ballast;
mod clock;
mod connect;
mod error;
mod event;
mod handle;
mod lease;
mod limits;
mod migrate;
mod page;
mod paths;
#[cfg(test)]
mod plans;
mod reader;
mod reason;
mod row;
mod sql;
mod stats;
mod store;
mod writer;

pub use clock::{Clock, SystemClock};
pub use error::QueueError;
pub use event::{Disposition, Inserted, JournalPosition, JournalRead, NewEvent};
pub(crate) use handle::Pending;
pub use handle::Queue;
pub use lease::{ExportableEvent, Lease, LeaseId, LeaseRequest, Outcome, Settled, Ticket};
pub use limits::{DEFAULT_BATCH, DEFAULT_RETENTION, IN_MEMORY_BYTES, MAX_MESSAGE, QueueLimits};
pub use page::{CountRequest, Cursor, PageRequest, StateName, StoredEvent};
pub use reader::QueueReader;
pub use reason::{EventState, LossReason, RefusedReason, WithheldReason};
pub use stats::{ClientRefusal, Loss, LostOnTheWay, PolicyApplied, Stats, Tally, WaitingReason};
