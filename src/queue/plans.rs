//! How the statements that show pages are served, as SQLite itself says: by an
//! index in the order of the page, never by walking over all events or sorting
//! them. So a page costs the same whatever the queue holds.

use rusqlite::{Connection, Result};

use super::{Queue, QueueLimits, connect, sql};

/// The steps of a statement.
fn plan(conn: &Connection, statement: &str) -> Result<Vec<String>> {
    let mut explained = conn.prepare(&format!("EXPLAIN QUERY PLAN {statement}"))?;
    let steps = explained.raw_query().mapped(|row| row.get(3)).collect();
    steps
}

fn with_plan(statement: &str, check: impl FnOnce(&[String])) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("queue.db");
    let limits = QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() };
    let _queue = Queue::open(&path, limits).expect("a queue");
    let conn = connect::open_reader(&path).expect("a reader");
    check(&plan(&conn, statement).expect("a plan"));
}

#[test]
fn pages_follow_an_index() {
    for (statement, index) in [
        (sql::KEYS_BY_STATE, "events_by_state (state=? AND recorded_at>? AND recorded_at<?)"),
        (
            sql::KEYS_BY_KIND,
            "events_by_kind (kind=? AND state=? AND recorded_at>? AND recorded_at<?)",
        ),
        (sql::COUNT_BY_STATE, "events_by_state (state=? AND recorded_at>? AND recorded_at<?)"),
        (
            sql::COUNT_BY_KIND,
            "events_by_kind (kind=? AND state=? AND recorded_at>? AND recorded_at<?)",
        ),
    ] {
        with_plan(statement, |steps| {
            assert!(steps.iter().any(|step| step.ends_with(index)), "{statement}: {steps:?}");
            // Only the events of one microsecond are sorted, by their ids.
            let sorted = steps.iter().filter(|step| step.contains("TEMP B-TREE FOR"));
            assert!(sorted.clone().all(|step| step.contains("LAST TERM")), "{steps:?}");
        });
    }
}

#[test]
fn no_statement_of_the_console_walks_over_all_events() {
    for statement in [
        sql::KEYS_BY_STATE,
        sql::KEYS_BY_KIND,
        sql::KEYS_LEASED,
        sql::ROW,
        sql::COUNT_BY_STATE,
        sql::COUNT_BY_KIND,
        sql::OLDEST_QUEUED,
    ] {
        with_plan(statement, |steps| {
            let walks = |step: &String| matches!(step.as_str(), "SCAN e" | "SCAN events");
            assert!(!steps.iter().any(walks), "{statement}: {steps:?}");
        });
    }
}
