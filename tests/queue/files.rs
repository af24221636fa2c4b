//! The file itself: modes, a second process, and files that are not ours,
//! which must stay as they are.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use rusqlite::Connection;
use telemetry_sdk::queue::{EventState, PageRequest, Queue, QueueError, QueueReader, StateName};

use crate::support::{Place, child, event, events, id, lease, limits, make_version_5, spawn_child};

/// Both ways of opening, with what they answer.
fn refusals(path: &Path) -> [QueueError; 2] {
    [Queue::open(path, limits()).unwrap_err(), QueueReader::open(path).unwrap_err()]
}

/// Asserts that both ways of opening refuse `path` as `expected` and change
/// neither the file nor its neighbours.
fn assert_refused(path: &Path, expected: impl Fn(&QueueError) -> bool) {
    let before = (fs::read(path).unwrap(), neighbours(path));
    for error in refusals(path) {
        assert!(expected(&error), "{error:?}");
        assert!(error.to_string().contains("queue.db"), "names the file: {error}");
        assert!(error.to_string().contains("; "), "says what to do: {error}");
    }
    assert_eq!((fs::read(path).unwrap(), neighbours(path)), before);
}

fn neighbours(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path.parent().unwrap()).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    for content in [&b"x"[..], b"SQLite format 3", &[7; 10_000]] {
        let place = Place::new();
        fs::write(place.path(), content).unwrap();
        assert_refused(&place.path(), |e| matches!(e, QueueError::NotDatabase { .. }));
    }
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    for mode in ["delete", "wal"] {
        let place = Place::new();
        let other = Connection::open(place.path()).unwrap();
        other.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(())).unwrap();
        other.execute_batch("CREATE TABLE events (x); INSERT INTO events VALUES (1)").unwrap();
        drop(other);
        assert_refused(&place.path(), |e| matches!(e, QueueError::Foreign { .. }));
    }
}

#[test]
fn a_queue_of_a_newer_program_is_left_alone() {
    let place = Place::new();
    place.open().insert(events(0..3)).unwrap();
    let newer = Connection::open(place.path()).unwrap();
    newer.pragma_update(None, "user_version", 7).unwrap();
    drop(newer);
    let before = fs::read(place.path()).unwrap();
    for error in refusals(&place.path()) {
        assert!(matches!(error, QueueError::Newer { found: 7, known: 6, .. }), "{error:?}");
    }
    assert_eq!(fs::read(place.path()).unwrap(), before);
}

/// Before version 6, a lease held events one by one. Such a file can be read as
/// it is; the next writer takes it over, and who reads it already goes on.
#[test]
fn leases_of_an_older_version_are_shown_and_taken_over() {
    let place = Place::new();
    place.open().insert(events(0..6)).unwrap();
    let older = Connection::open(place.path()).unwrap();
    make_version_5(&older);
    older
        .execute_batch(
            "INSERT INTO leases VALUES (1, 7, 8, 2, 24); INSERT INTO leased VALUES (2, 1), (4, 1)",
        )
        .unwrap();
    drop(older);
    let reader = QueueReader::open(place.path()).unwrap();
    let page_of = |state| {
        let request = PageRequest { state: Some(state), limit: 9, ..PageRequest::default() };
        reader.page(&request).unwrap()
    };
    let found = page_of(StateName::Leased);
    assert_eq!(found.iter().map(|it| it.id.clone()).collect::<Vec<_>>(), [id(3), id(1)]);
    assert_eq!((found[0].state.clone(), found[0].state_at), (EventState::Leased, 7));
    assert_eq!(page_of(StateName::Queued).len(), 4);
    assert_eq!(reader.stats().unwrap().leased.events, 2);

    let queue = place.open();
    for _ in 0..2 {
        assert_eq!((page_of(StateName::Leased).len(), page_of(StateName::Queued).len()), (0, 6));
        assert_eq!(reader.event(&id(3)).unwrap().unwrap().state, EventState::Queued);
    }
    assert_eq!(queue.stats().unwrap().leased.events, 0);
    assert_eq!(lease(&queue, 2).events.len(), 2);
    assert_eq!((page_of(StateName::Leased).len(), page_of(StateName::Queued).len()), (2, 4));
    assert_eq!(lease(&queue, 10).events.len(), 4);
}

#[test]
fn a_newer_version_that_is_still_in_the_log_is_left_there() {
    let place = Place::new();
    place.open().insert(events(0..3)).unwrap();
    let newer = Connection::open(place.path()).unwrap();
    newer.pragma_update(None, "user_version", 7).unwrap();
    let copy = Place::new();
    for name in ["queue.db", "queue.db-wal"] {
        fs::copy(place.directory.path().join(name), copy.directory.path().join(name)).unwrap();
    }
    let before = fs::read(copy.path()).unwrap();
    for error in refusals(&copy.path()) {
        assert!(matches!(error, QueueError::Newer { found: 7, .. }), "{error:?}");
    }
    assert_eq!(fs::read(copy.path()).unwrap(), before);
    assert!(copy.directory.path().join("queue.db-wal").exists());
}

#[test]
fn a_damaged_queue_is_an_error_and_never_a_panic() {
    let place = Place::new();
    place.open().insert(events(0..3000)).unwrap();
    let whole = fs::read(place.path()).unwrap();
    let mut damaged = 0;
    for start in (100..whole.len() - 4096).step_by(whole.len() / 23) {
        let mut bytes = whole.clone();
        bytes[start..start + 4096].fill(0x5a);
        fs::write(place.path(), &bytes).unwrap();
        let outcome = Queue::open(place.path(), limits()).and_then(|queue| {
            queue.insert(vec![event(5000)])?;
            let request = PageRequest { limit: 10_000, ..PageRequest::default() };
            queue.reader()?.page(&request).map(|page| assert!(page.len() <= 3001))
        });
        damaged += usize::from(matches!(outcome, Err(QueueError::Damaged { .. })));
    }
    assert!(damaged > 10, "{damaged} of the damaged files were noticed");
}

#[test]
fn a_directory_in_its_place_is_told() {
    let place = Place::new();
    fs::create_dir(place.path()).unwrap();
    for error in refusals(&place.path()) {
        assert!(matches!(error, QueueError::NotReadable { .. }), "{error:?}");
    }
    fs::write(place.directory.path().join("file"), "").unwrap();
    let below = place.directory.path().join("file/deeper/queue.db");
    let error = Queue::open(below, limits()).unwrap_err();
    assert!(
        matches!(error, QueueError::NotReadable { .. } | QueueError::NoDirectory { .. }),
        "{error:?}"
    );
}

#[test]
fn a_reader_makes_no_queue() {
    let place = Place::new();
    let error = QueueReader::open(place.path()).unwrap_err();
    assert!(matches!(error, QueueError::Missing { .. }), "{error:?}");
    assert!(neighbours(&place.path()).is_empty());
}

#[test]
fn an_empty_file_and_odd_names_become_queues() {
    let place = Place::new();
    for name in ["empty.db", "a ?b#c%20d.db", "ä/ö.db"] {
        let path = place.directory.path().join(name);
        if name == "empty.db" {
            fs::write(&path, "").unwrap();
        }
        let queue = Queue::open(&path, limits()).unwrap();
        queue.insert(events(0..2)).unwrap();
        drop(queue);
        let queue = Queue::open(&path, limits()).unwrap();
        assert_eq!(queue.stats().unwrap().queued.events, 2);
        assert!(path.exists());
    }
}

#[test]
fn the_log_of_a_lost_database_is_not_taken_for_ours() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..5)).unwrap();
    let log = fs::read(place.directory.path().join("queue.db-wal")).unwrap();
    drop(queue);
    fs::remove_file(place.path()).unwrap();
    fs::write(place.directory.path().join("queue.db-wal"), log).unwrap();
    assert_eq!(place.open().stats().unwrap().queued.events, 0);
}

#[cfg(unix)]
#[test]
fn every_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let place = Place::new();
    let path = place.directory.path().join("made/for/it/queue.db");
    let queue = Queue::open(&path, limits()).unwrap();
    queue.insert(events(0..1)).unwrap();
    let names = neighbours(&path);
    assert_eq!(
        names,
        ["queue.db", "queue.db-shm", "queue.db-wal", "queue.db.ballast", "queue.db.lock"]
    );
    for name in names {
        assert_eq!(mode(&path.with_file_name(&name)), 0o600, "{name}");
    }
    for directory in ["made", "made/for", "made/for/it"] {
        assert_eq!(mode(&place.directory.path().join(directory)), 0o700);
    }

    drop(queue);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let _queue = Queue::open(&path, limits()).unwrap();
    assert_eq!(mode(&path), 0o600, "and stays so");
}

#[test]
fn one_process_writes_and_others_are_told() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..3)).unwrap();
    let error = Queue::open(place.path(), limits()).unwrap_err();
    assert!(matches!(error, QueueError::InUse { .. }), "{error:?}");

    let said = run(child("files::child_opens", &[("QUEUE", place.path().to_str().unwrap())]));
    assert!(said.contains("refused: ") && said.contains("another process"), "{said}");
    assert_eq!(queue.insert(events(3..4)).unwrap().stored, 1);

    drop(queue);
    let said = run(child("files::child_opens", &[("QUEUE", place.path().to_str().unwrap())]));
    assert!(said.contains("opened with 4"), "{said}");
}

#[test]
fn another_process_reads_while_this_one_writes() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..3)).unwrap();
    let said = run(child("files::child_reads", &[("QUEUE", place.path().to_str().unwrap())]));
    assert!(said.contains("read 3"), "{said}");
    // What the other process closed must not have taken the log away.
    queue.insert(events(3..6)).unwrap();
    drop(queue);
    assert_eq!(place.open().stats().unwrap().queued.events, 6);
}

#[test]
fn a_database_shell_reads_while_this_process_writes() {
    // Installed by the test command; on a machine without it the test above
    // shows the same with a process of our own.
    if Command::new("sqlite3").arg("--version").output().is_err() {
        assert!(std::env::var_os("CI").is_none(), "install the package sqlite3");
        return;
    }
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..3)).unwrap();
    let mut shell = Command::new("sqlite3");
    shell.arg("-readonly").arg(place.path());
    shell.arg("SELECT count(*), min(feature), min(state), min(recorded) FROM overview");
    let said = run(shell);
    assert_eq!(said.trim(), "3|search|queued|1970-01-01T00:00:00.000Z");
    queue.insert(events(3..6)).unwrap();
    assert_eq!(queue.stats().unwrap().queued.events, 6);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_or_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    place.open().insert(events(0..1)).unwrap();
    let open_to_all = fs::Permissions::from_mode(0o777);
    fs::set_permissions(place.directory.path(), open_to_all).unwrap();
    for (mode, expected) in [(0o444, "NotWritable"), (0o000, "NotReadable")] {
        fs::remove_file(place.directory.path().join("queue.db.lock")).unwrap();
        fs::set_permissions(place.path(), fs::Permissions::from_mode(mode)).unwrap();
        let before = fs::read(place.path());
        let said = run(as_nobody(&place));
        assert!(said.contains(expected), "mode {mode:o}: {said}");
        assert_eq!(before.ok(), fs::read(place.path()).ok());
    }
}

/// The child that opens the queue, as a user without special rights.
#[cfg(unix)]
fn as_nobody(place: &Place) -> Command {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let queue = place.path();
    let mut command = child("files::child_opens", &[("QUEUE", queue.to_str().unwrap())]);
    if fs::metadata(place.directory.path()).unwrap().uid() == 0 {
        // Where this program lies may be closed to others.
        let program = place.directory.path().join("program");
        if !program.exists() {
            fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        command = Command::new(program);
        command.args(["files::child_opens", "--exact", "--nocapture"]);
        command.env("QUEUE", queue).current_dir("/").uid(65534).gid(65534);
    }
    command
}

fn run(mut command: Command) -> String {
    let Output { stdout, stderr, .. } = command.output().unwrap();
    String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr)
}

#[test]
fn a_killed_writer_leaves_no_lock_behind() {
    let place = Place::new();
    let variables = [("QUEUE", place.path().to_str().unwrap().to_owned())];
    let variables = [("QUEUE", variables[0].1.as_str())];
    let mut holder = spawn_child("files::child_holds", &variables);
    crate::crash::wait_for_line(&mut holder, "holding");
    let error = Queue::open(place.path(), limits()).unwrap_err();
    assert!(matches!(error, QueueError::InUse { .. }), "{error:?}");
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert_eq!(place.open().stats().unwrap().queued.events, 1);
}

/// Not a test by itself: a part of those above, in a process of its own.
#[test]
#[allow(clippy::print_stdout)]
fn child_opens() {
    let Some(path) = std::env::var_os("QUEUE") else { return };
    match Queue::open(path, limits()) {
        Ok(queue) => println!("opened with {}", queue.stats().unwrap().queued.events),
        Err(error) => println!("refused: {error} {error:?}"),
    }
}

/// Not a test by itself: a part of those above, in a process of its own.
#[test]
#[allow(clippy::print_stdout)]
fn child_reads() {
    let Some(path) = std::env::var_os("QUEUE") else { return };
    let reader = QueueReader::open(path).unwrap();
    let page = reader.page(&PageRequest { limit: 10, ..PageRequest::default() }).unwrap();
    println!("read {}", page.len());
}

/// Not a test by itself: a part of those above, in a process of its own.
#[test]
#[allow(clippy::print_stdout)]
fn child_holds() {
    let Some(path) = std::env::var_os("QUEUE") else { return };
    let queue = Queue::open(path, limits()).unwrap();
    queue.insert(events(0..1)).unwrap();
    println!("holding");
    loop {
        std::thread::park();
    }
}
