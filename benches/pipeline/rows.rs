//! Events as they are stored, for tables that are filled without a recorder.

use std::{
    path::Path,
    time::{Duration, SystemTime},
};

use rusqlite::{Connection, OpenFlags};
use telemetry_sdk::{
    id::{EventId, TEXT_LEN},
    queue::NewEvent,
};

/// What is the same in the bare table and in the queue.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) recorded_at: i64,
    pub(crate) feature: String,
    pub(crate) action: String,
    pub(crate) bytes: Vec<u8>,
}

impl Row {
    pub(crate) fn to_event(&self) -> NewEvent {
        let (feature, action) = (self.feature.clone(), self.action.clone());
        NewEvent::new(self.id.clone(), self.recorded_at, feature, action, self.bytes.clone())
    }

    /// The same event with another id, recorded at this time, in microseconds.
    pub(crate) fn at(&self, recorded_at: i64) -> Self {
        let since_epoch = Duration::from_micros(recorded_at.unsigned_abs());
        let id = EventId::new(since_epoch).to_string();
        let mut bytes = self.bytes.clone();
        // The id is the first field: a tag and a length before it.
        bytes[2..2 + TEXT_LEN].copy_from_slice(id.as_bytes());
        Self { id, recorded_at, bytes, ..self.clone() }
    }

    /// So many of them, a microsecond apart, from this time on.
    pub(crate) fn many(&self, from: i64, count: usize) -> Vec<Self> {
        (from..).take(count).map(|at| self.at(at)).collect()
    }
}

/// The time, in microseconds.
pub(crate) fn now() -> i64 {
    SystemTime::UNIX_EPOCH.elapsed().unwrap().as_micros() as i64
}

/// All events that the queue in this file holds, in the order in which they
/// came.
pub(crate) fn read(queue: &Path) -> Vec<Row> {
    let conn = Connection::open_with_flags(queue, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let all = "SELECT id, recorded_at, feature, action, exportable
        FROM events JOIN kinds USING (kind) ORDER BY seq";
    let mut statement = conn.prepare(all).unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        Ok(Row {
            id: row.get(0)?,
            recorded_at: row.get(1)?,
            feature: row.get(2)?,
            action: row.get(3)?,
            bytes: row.get(4)?,
        })
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}
