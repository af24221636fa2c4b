//! What one would write without a queue: one table with a unique id, the same
//! write-ahead log, as durable as ours.

use std::path::Path;

use rusqlite::{Connection, params};

use super::rows::Row;

/// The table, open for writing.
pub(crate) struct Bare(Connection);

impl Bare {
    pub(crate) fn create(path: &Path) -> Self {
        let conn = Connection::open(path).unwrap();
        conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
        conn.execute_batch(
            "PRAGMA synchronous = FULL;
             CREATE TABLE bare (id TEXT PRIMARY KEY, recorded_at INTEGER, feature TEXT,
                action TEXT, exportable BLOB)",
        )
        .unwrap();
        Self(conn)
    }

    /// Inserts the rows, so many to a commit.
    pub(crate) fn insert(&mut self, rows: &[Row], batch: usize) {
        for batch in rows.chunks(batch) {
            let commit = self.0.transaction().unwrap();
            let mut insert = commit
                .prepare_cached("INSERT OR IGNORE INTO bare VALUES (?1, ?2, ?3, ?4, ?5)")
                .unwrap();
            for row in batch {
                let row = params![row.id, row.recorded_at, row.feature, row.action, &row.bytes[..]];
                insert.execute(row).unwrap();
            }
            drop(insert);
            commit.commit().unwrap();
        }
    }
}
