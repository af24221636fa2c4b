//! How far the journal is stored. In the transaction of the events, or the
//! promise that each is stored once would not hold.

use rusqlite::{Result, params};

use super::Store;
use crate::queue::event::{JournalPosition, JournalRead};
use crate::queue::row::{count, int};
use crate::queue::sql;

impl Store {
    /// Notes how far segments were read, and forgets those that are no more.
    pub(in crate::queue) fn note_read(&self, read: &JournalRead) -> Result<()> {
        let mut set = self.conn.prepare_cached(sql::SET_POSITION)?;
        for JournalPosition { segment, words } in &read.positions {
            set.execute(params![segment, int(*words)])?;
        }
        let mut drop = self.conn.prepare_cached(sql::DROP_POSITION)?;
        read.forgotten.iter().try_for_each(|segment| drop.execute([segment]).map(|_| ()))
    }

    pub(in crate::queue) fn forget_read(&self) -> Result<()> {
        self.conn.execute(sql::DROP_POSITIONS, []).map(|_| ())
    }

    pub(in crate::queue) fn journal_positions(&self) -> Result<Vec<JournalPosition>> {
        let mut statement = self.conn.prepare_cached(sql::POSITIONS)?;
        let position = |row: &rusqlite::Row<'_>| {
            Ok(JournalPosition { segment: row.get(0)?, words: count(row.get(1)?) })
        };
        statement.query_map([], position)?.collect()
    }
}
