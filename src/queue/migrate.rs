//! The numbered forms of the file. A migration that was released is never
//! edited; the next one is a new file and a new line here.

use rusqlite::{Connection, Result};

const MIGRATIONS: [&str; 6] = [
    include_str!("migrations/0001_queue.sql"),
    include_str!("migrations/0002_client_refusals.sql"),
    include_str!("migrations/0003_journal_positions.sql"),
    include_str!("migrations/0004_journal_losses.sql"),
    include_str!("migrations/0005_kind_spans.sql"),
    include_str!("migrations/0006_held_ranges.sql"),
];

/// From which version on there is a table of client refusals.
pub(super) const CLIENT_REFUSALS: u32 = 2;

/// From which version on losses of journals are counted.
pub(super) const JOURNAL_LOSSES: u32 = 4;

/// From which version on the events of a kind are found by spans.
pub(super) const KIND_SPANS: u32 = 5;

/// From which version on a lease holds ranges of events, not single ones.
pub(super) const HELD_RANGES: u32 = 6;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queue::{
        CountRequest, NewEvent, PageRequest, Queue, QueueLimits, QueueReader, StateName,
    };

    /// Gives the file the form that it had before there were spans.
    fn without_spans(conn: &Connection) -> Result<()> {
        conn.execute_batch(
            "DROP TABLE kind_spans;
             CREATE INDEX events_by_kind ON events (kind, state, recorded_at);
             DROP VIEW overview;
             DROP TABLE held;
             CREATE TABLE leased (seq INTEGER PRIMARY KEY, lease INTEGER NOT NULL) STRICT;
             CREATE VIEW overview AS SELECT id, lease FROM events LEFT JOIN leased USING (seq);
             PRAGMA user_version = 4;",
        )
    }

    fn of_one_kind(reader: &QueueReader) -> (Vec<String>, u64) {
        let (feature, limit) = (Some("search".to_owned()), 1000);
        let page = PageRequest { feature: feature.clone(), limit, ..PageRequest::default() };
        let count = CountRequest { feature, since: Some(5_000), ..CountRequest::default() };
        let rows = reader.page(&page).expect("a page");
        let count = reader.count_of(&StateName::ALL, &count, 1000).expect("a count");
        (rows.into_iter().map(|row| row.id).collect(), count)
    }

    #[test]
    fn a_queue_without_spans_is_read_and_taken_over() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("queue.db");
        let limits = QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() };
        let feature = |n| if n % 3 == 0 { "search" } else { "other" };
        let event =
            |n: i64| NewEvent::new(format!("id-{n:04}"), n * 100, feature(n), "shown", vec![1]);
        let queue = Queue::open(&path, limits.clone()).expect("a queue");
        queue.insert((-100..200).map(event).collect()).expect("room");
        drop(queue);
        let expected: Vec<_> =
            (-100..200).rev().filter(|n| n % 3 == 0).map(|n| format!("id-{n:04}")).collect();
        let expected = (expected, 50);

        without_spans(&Connection::open(&path).expect("a database")).expect("the older form");
        assert_eq!(of_one_kind(&QueueReader::open(&path).expect("a reader")), expected);
        let queue = Queue::open(&path, limits).expect("a queue");
        assert_eq!(of_one_kind(&queue.reader().expect("a reader")), expected);
        let of_a_kind = |feature: &str, _: &str| feature == "search";
        assert_eq!(queue.purge_events(&of_a_kind).expect("room"), 100);
        assert_eq!(of_one_kind(&queue.reader().expect("a reader")), (Vec::new(), 0));
    }
}
