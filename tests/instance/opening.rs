//! A start that fails says why and what to do, and leaves alone what it found;
//! one that succeeds keeps its identity.

use std::{fs, io::Write as _, os::unix::fs::PermissionsExt as _, path::Path};

use telemetry_sdk::{DataDirError, QueueError, StartError, Telemetry, UserKey};

use crate::{
    events::searched,
    place::{PATIENCE, Place, builder},
};

fn refused(place: &Place) -> StartError {
    place.builder().start().expect_err("it must not start")
}

/// The error with all its causes.
fn text(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let place = Place::new();
    fs::create_dir_all(place.path()).unwrap();
    let foreign = "a diary, and no database at all".repeat(100);
    fs::write(place.file("queue.db"), &foreign).unwrap();
    let error = refused(&place);
    assert!(matches!(error, StartError::Queue(QueueError::NotDatabase { .. })), "{error}");
    assert_eq!(fs::read_to_string(place.file("queue.db")).unwrap(), foreign);

    fs::remove_file(place.file("queue.db")).unwrap();
    let other = rusqlite::Connection::open(place.file("queue.db")).unwrap();
    other.execute_batch("CREATE TABLE diary (day TEXT)").unwrap();
    drop(other);
    let error = refused(&place);
    assert!(matches!(error, StartError::Queue(QueueError::Foreign { .. })), "{error}");
    assert!(error.to_string().contains("queue.db"), "{error}");
}

#[test]
fn one_instance_at_a_time_has_a_directory() {
    let place = Place::new();
    let first = place.start();
    let error = refused(&place);
    assert!(matches!(error, StartError::Queue(QueueError::InUse { .. })), "{error}");
    // The first goes on.
    first.recorder().record(searched(1));
    first.shutdown(PATIENCE).unwrap();
    assert_eq!(place.stored().len(), 1);
    place.start();
}

#[test]
fn a_directory_that_cannot_be_used_is_named() {
    let place = Place::new();
    fs::write(place.path(), "a file").unwrap();
    let error = refused(&place);
    assert!(matches!(error, StartError::DataDir(DataDirError::Unusable { .. })), "{error}");
    assert!(text(&error).contains("check the path and its permissions"), "{}", text(&error));

    let nowhere = Path::new("/proc/telemetry-data");
    let error = builder(nowhere).start().expect_err("nobody writes there");
    assert!(matches!(error, StartError::DataDir(DataDirError::Unusable { .. })), "{error}");
    assert!(error.to_string().contains("/proc/telemetry-data"), "{error}");
}

#[test]
fn a_damaged_queue_is_told_and_kept() {
    let place = Place::new();
    let telemetry = place.start();
    (0..5_000).for_each(|number| telemetry.recorder().record(searched(number)));
    telemetry.shutdown(PATIENCE).unwrap();
    let mut bytes = fs::read(place.file("queue.db")).unwrap();
    let length = bytes.len();
    bytes[8192..length / 2].fill(0xa5);
    fs::write(place.file("queue.db"), &bytes).unwrap();
    let error = refused(&place);
    assert!(matches!(error, StartError::Queue(QueueError::Damaged { .. })), "{}", text(&error));
    assert!(error.to_string().contains("keep a copy"), "{error}");
    assert_eq!(fs::read(place.file("queue.db")).unwrap().len(), length);
}

fn user(telemetry: &Telemetry) -> i64 {
    telemetry.user(42).unwrap().get()
}

#[test]
fn the_instance_and_its_users_stay_the_same_and_are_nobody_elses_business() {
    let place = Place::new();
    let before = user(&place.start());
    let id = fs::read_to_string(place.file("instance.id")).unwrap();
    assert_eq!(user(&place.start()), before);
    assert_eq!(fs::read_to_string(place.file("instance.id")).unwrap(), id);
    for entry in fs::read_dir(place.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
    }
    assert_eq!(fs::metadata(place.path()).unwrap().permissions().mode() & 0o777, 0o700);

    let other = Place::new();
    assert_ne!(user(&other.start()), before, "users are different in another instance");
    let given = UserKey::generate().unwrap();
    let telemetry = other.builder().user_key(given.clone()).start().unwrap();
    assert_eq!(telemetry.user(42), given.user(42));
}

#[test]
fn a_damaged_identity_is_not_replaced() {
    let place = Place::new();
    drop(place.start());
    for (name, content) in [
        ("user.key", &b"too short"[..]),
        ("user.key", b""),
        ("user.key", &[0; 32]),
        ("instance.id", b""),
        ("instance.id", b"not an id\n"),
        ("instance.id", &[0xff; 36]),
    ] {
        let good = fs::read(place.file(name)).unwrap();
        fs::write(place.file(name), content).unwrap();
        let error = refused(&place);
        assert!(matches!(error, StartError::DataDir(DataDirError::Damaged { .. })), "{error}");
        assert!(error.to_string().contains(name) && error.to_string().contains("backup"));
        assert_eq!(fs::read(place.file(name)).unwrap(), content);
        fs::write(place.file(name), good).unwrap();
    }
    // A line end, as editors leave it, is no damage.
    let mut file = fs::OpenOptions::new().append(true).open(place.file("instance.id")).unwrap();
    file.write_all(b"\n").unwrap();
    place.start();
}

#[test]
fn a_version_that_is_none_does_not_start() {
    let place = Place::new();
    for version in ["", "1.0 (ada's laptop)", "ü"] {
        let error = place.builder().version(version).start().unwrap_err();
        assert!(matches!(error, StartError::Version(_)), "{error}");
    }
    assert!(!place.path().exists(), "nothing was made");
}
