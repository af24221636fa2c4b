//! The files and the database agree, whatever happened in between.

use std::fs;

use tempfile::TempDir;

use super::*;

fn open(dir: &TempDir) -> FileSink {
    FileSink::open(FileSinkConfig::new(dir.path().join("sink"))).expect("a fresh directory")
}

fn record(tenant: &str, id: &str) -> Record {
    let tenant = Tenant::new(tenant).expect("a good name");
    Record { tenant, id: id.into(), event: format!("{{\"id\":\"{id}\"}}").into_bytes() }
}

fn files(dir: &TempDir, tenant: &str) -> Vec<PathBuf> {
    let listed = fs::read_dir(dir.path().join("sink").join(tenant)).expect("the tenant's files");
    let mut paths: Vec<_> = listed.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn text(dir: &TempDir, tenant: &str) -> String {
    files(dir, tenant).iter().map(|path| fs::read_to_string(path).expect("text")).collect()
}

#[test]
fn an_id_is_stored_once_per_tenant() {
    let dir = TempDir::new().expect("a directory");
    let mut sink = open(&dir);
    let batch = [record("a", "1"), record("a", "1"), record("b", "1")];
    let outcomes = sink.store(&batch).expect("stored");
    assert_eq!(outcomes, [Outcome::Stored, Outcome::Duplicate, Outcome::Stored]);
    drop(sink);
    let outcomes = open(&dir).store(&batch).expect("stored");
    assert_eq!(outcomes, [Outcome::Duplicate; 3]);
    assert_eq!(text(&dir, "a"), "{\"id\":\"1\"}\n");
}

#[test]
fn what_was_not_committed_is_cut_at_start() {
    let dir = TempDir::new().expect("a directory");
    let mut sink = open(&dir);
    sink.store(&[record("a", "1")]).expect("stored");
    drop(sink);
    let path = &files(&dir, "a")[0];
    let whole = fs::read_to_string(path).expect("text");
    fs::write(path, format!("{whole}{{\"id\":\"2\"}}\n{{\"id")).expect("written");
    let mut sink = open(&dir);
    assert_eq!(fs::read_to_string(path).expect("text"), whole);
    assert_eq!(sink.store(&[record("a", "2")]).expect("stored"), [Outcome::Stored]);
    assert_eq!(text(&dir, "a").lines().count(), 2);
}

#[test]
fn files_of_others_are_never_cut() {
    let dir = TempDir::new().expect("a directory");
    open(&dir).store(&[record("a", "1")]).expect("stored");
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(dir.path().join("sink").join(format!("ledger.sqlite{suffix}")));
    }
    open(&dir).store(&[record("a", "2")]).expect("stored");
    assert_eq!(files(&dir, "a").len(), 2, "a lost database does not cost the files");
    assert!(text(&dir, "a").contains("\"1\"") && text(&dir, "a").contains("\"2\""));
}

#[test]
fn a_file_that_was_moved_away_is_continued_in_a_new_part() {
    let dir = TempDir::new().expect("a directory");
    let mut sink = open(&dir);
    sink.store(&[record("a", "1")]).expect("stored");
    fs::remove_file(&files(&dir, "a")[0]).expect("removed");
    sink.store(&[record("a", "2")]).expect("stored");
    sink.store(&[record("a", "3")]).expect("stored");
    assert_eq!(text(&dir, "a"), "{\"id\":\"2\"}\n{\"id\":\"3\"}\n");
}

#[test]
fn a_full_part_is_followed_by_the_next() {
    let dir = TempDir::new().expect("a directory");
    let mut config = FileSinkConfig::new(dir.path().join("sink"));
    config.part_bytes = 1;
    let mut sink = FileSink::open(config).expect("a fresh directory");
    for id in ["1", "2", "3"] {
        sink.store(&[record("a", id)]).expect("stored");
    }
    assert_eq!(files(&dir, "a").len(), 3);
}

#[test]
fn a_failed_batch_is_not_remembered() {
    let dir = TempDir::new().expect("a directory");
    let mut sink = open(&dir);
    sink.store(&[record("a", "1")]).expect("stored");
    let (directory, aside) = (dir.path().join("sink/a"), dir.path().join("aside"));
    fs::rename(&directory, &aside).expect("moved");
    fs::write(&directory, "in the way").expect("written");
    sink.store(&[record("b", "2"), record("a", "2")]).expect_err("no directory");
    fs::remove_file(&directory).expect("removed");
    fs::rename(&aside, &directory).expect("moved");
    let again = sink.store(&[record("b", "2"), record("a", "2")]).expect("stored");
    assert_eq!(again, [Outcome::Stored; 2]);
    assert_eq!(text(&dir, "a").lines().count() + text(&dir, "b").lines().count(), 3);
}

#[test]
fn a_commit_in_doubt_is_settled_first() {
    let dir = TempDir::new().expect("a directory");
    let mut sink = open(&dir);
    sink.store(&[record("a", "1")]).expect("stored");
    let path = files(&dir, "a").remove(0);
    let whole = fs::read_to_string(&path).expect("text");
    fs::write(&path, format!("{whole}{{\"id\":\"2\"}}\n")).expect("written");
    sink.doubtful = true;
    assert_eq!(sink.store(&[record("a", "2")]).expect("stored"), [Outcome::Stored]);
    assert_eq!(fs::read_to_string(&path).expect("text").lines().count(), 2);
}

#[test]
fn ids_past_the_horizon_are_forgotten() {
    let dir = TempDir::new().expect("a directory");
    let mut sink = open(&dir);
    sink.store(&[record("a", "1")]).expect("stored");
    let today = day::of(SystemTime::now());
    sink.cleaned = None;
    sink.clean(today + 30);
    assert_eq!(sink.store(&[record("a", "1")]).expect("stored"), [Outcome::Duplicate]);
    sink.cleaned = None;
    sink.clean(today + 31);
    assert_eq!(sink.store(&[record("a", "1")]).expect("stored"), [Outcome::Stored]);
}

#[test]
fn foreign_newer_and_damaged_databases_are_told_apart() {
    let dir = TempDir::new().expect("a directory");
    let directory = dir.path().join("sink");
    fs::create_dir(&directory).expect("created");
    let path = directory.join("ledger.sqlite");
    let try_open = || FileSink::open(FileSinkConfig::new(&directory)).expect_err("not ours");

    fs::write(&path, "some text, long enough not to be empty").expect("written");
    assert!(matches!(try_open(), SinkError::Foreign { .. }));
    assert_eq!(fs::read(&path).expect("read").len(), 38, "left as it was");

    fs::remove_file(&path).expect("removed");
    let other = rusqlite::Connection::open(&path).expect("a database");
    other.execute_batch("CREATE TABLE t (x)").expect("created");
    assert!(matches!(try_open(), SinkError::Foreign { .. }));

    other
        .execute_batch(&format!(
            "PRAGMA application_id = {}; PRAGMA user_version = 99",
            0x5447_574c
        ))
        .expect("set");
    assert!(matches!(try_open(), SinkError::Newer { found: 99, .. }));
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_what_is_stored() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = TempDir::new().expect("a directory");
    let mut sink = open(&dir);
    sink.store(&[record("a", "1")]).expect("stored");
    let mode = |path: &Path| fs::metadata(path).expect("exists").permissions().mode() & 0o777;
    assert_eq!(mode(&dir.path().join("sink")), 0o700);
    assert_eq!(mode(&dir.path().join("sink/a")), 0o700);
    assert_eq!(mode(&files(&dir, "a")[0]), 0o600);
    for suffix in ["", "-wal", "-shm"] {
        let path = dir.path().join("sink").join(format!("ledger.sqlite{suffix}"));
        assert_eq!(mode(&path), 0o600, "{suffix}");
    }
}
