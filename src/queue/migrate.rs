//! The numbered forms of the file. A migration that was released is never
//! edited; the next one is a new file and a new line here.

use rusqlite::{Connection, Result};

const MIGRATIONS: [&str; 5] = [
    include_str!("migrations/0001_queue.sql"),
    include_str!("migrations/0002_client_refusals.sql"),
    include_str!("migrations/0003_journal_positions.sql"),
    include_str!("migrations/0004_journal_losses.sql"),
    include_str!("migrations/0005_held_ranges.sql"),
];

/// From which version on there is a table of client refusals.
pub(super) const CLIENT_REFUSALS: u32 = 2;

/// From which version on losses of journals are counted.
pub(super) const JOURNAL_LOSSES: u32 = 4;

/// From which version on a lease holds ranges of events, not single ones.
pub(super) const HELD_RANGES: u32 = 5;

/// The newest version that this program knows.
pub(super) const KNOWN: u32 = MIGRATIONS.len() as u32;

/// The version of the file.
pub(super) fn version(conn: &Connection) -> Result<u32> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings the file to the newest version, each step whole or not at all.
pub(super) fn migrate(conn: &mut Connection) -> Result<()> {
    let from = version(conn)?;
    for (to, sql) in (1..).zip(MIGRATIONS).filter(|(to, _)| *to > from) {
        let step = conn.transaction()?;
        step.execute_batch(sql)?;
        step.pragma_update(None, "user_version", to)?;
        step.commit()?;
    }
    Ok(())
}
