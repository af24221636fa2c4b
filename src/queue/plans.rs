//! How the statements that show pages are served, as SQLite itself says: by an
//! index in the order of the page, never by walking over all events or sorting
//! them. So a page costs the same whatever the queue holds.

use rusqlite::{Connection, Result};

use super::{Queue, QueueLimits, connect, sql};

/// The steps of a statement.
fn plan(conn: &Connection, statement: &str) -> Result<Vec<String>> {
    let mut explained = conn.prepare(&format!("EXPLAIN QUERY PLAN {statement}"))?;
    let mut rows = explained.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        steps.push(row.get(3)?);
    }
    Ok(steps)
}

fn with_plan(statement: &str, check: impl FnOnce(&[String])) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("queue.db");
    let limits = QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() };
    let _queue = Queue::open(&path, limits).expect("a queue");
    let conn = connect::open_reader(&path).expect("a reader");
    check(&plan(&conn, statement).expect("a plan"));
}

const BY_STATE: &str = "events_by_state (state=? AND recorded_at>? AND recorded_at<?)";

#[test]
fn pages_follow_an_index() {
    for (statement, steps) in [
        (sql::KEYS_BY_STATE, &[BY_STATE][..]),
        (sql::KEYS_BY_KIND, &["(kind=? AND state=? AND span>? AND span<?)", BY_STATE]),
        (sql::COUNT_BY_STATE, &[BY_STATE]),
        (sql::COUNT_IN_SPANS, &["(kind=? AND state=? AND span>? AND span<?)"]),
        (sql::COUNT_AT_EDGES, &["(kind=? AND state=? AND span=?)", BY_STATE]),
    ] {
        with_plan(statement, |plan| {
            for step in steps {
                assert!(plan.iter().any(|it| it.ends_with(step)), "{statement}: {plan:?}");
            }
            // Only the events of one microsecond are sorted, by their ids.
            let sorted = plan.iter().filter(|step| step.contains("TEMP B-TREE FOR"));
            assert!(sorted.clone().all(|step| step.contains("LAST TERM")), "{plan:?}");
        });
    }
}

#[test]
fn changes_of_a_kind_follow_its_spans() {
    for statement in [sql::WITHHOLD_QUEUED, sql::REQUEUE_WITHHELD, sql::DELETE_KIND_IN_STATE] {
        with_plan(statement, |plan| {
            for step in ["(kind=? AND state=?)", BY_STATE] {
                assert!(plan.iter().any(|it| it.ends_with(step)), "{statement}: {plan:?}");
            }
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:?}");
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
        sql::COUNT_IN_SPANS,
        sql::COUNT_AT_EDGES,
        sql::OLDEST_QUEUED,
    ] {
        with_plan(statement, |steps| {
            let walks = |step: &String| {
                matches!(step.as_str(), "SCAN e" | "SCAN events" | "SCAN s" | "SCAN kind_spans")
            };
            assert!(!steps.iter().any(walks), "{statement}: {steps:?}");
        });
    }
}
