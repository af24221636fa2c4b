//! What a gateway is told its events by: a lock, a program, a catalog, several
//! of them; events of all ages against them; and what is none of these.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use telemetry_schema::{
    Catalog, EventSchema, catalog_entries,
    lock::{Declared, Lock, LockFault},
};
use telemetry_sdk::{
    declarations::{Declarations, DeclarationsError},
    gateway::GatewayError,
    proto::telemetrygateway::v1::{Event, RefusalCode},
    telemetry_event,
};

use crate::world::{Running, Session, World, catalog, event, ids};

/// A page was opened.
#[telemetry_event(
    feature = "gatewayTest",
    action = "opened",
    version = 2,
    owner = "tests",
    purpose = "reliability"
)]
#[allow(dead_code, reason = "the record in the program is all that is looked at")]
struct Opened {
    /// How many lines it has.
    line_count: u32,
}

/// What the fixture's event became: version 1 is the catalog's; version 2 lost
/// `ratio` and the code 1; version 3, under another name, lost `repo_count`.
fn lock() -> Lock {
    let shown = catalog().events()[0].clone();
    let mut second = EventSchema { version: 2, ..shown.clone() };
    second.fields.retain(|field| field.key != "ratio");
    second.enums[0].codes.retain(|code| code.code != 1);
    let mut third = EventSchema {
        action: "listed".into(),
        version: 3,
        renamed_from: Some("search.resultsShown".into()),
        ..second.clone()
    };
    third.fields.retain(|field| field.key != "repo_count");
    let accept = |lock: &Lock, event| Lock::merge_accept(lock, &[Declared::from(event)]);
    accept(&accept(&accept(&Lock::default(), &shown), &second), &third)
}

/// A workspace with this lock.
fn workspace(root: &Path, lock: &Lock) -> PathBuf {
    let folder = root.join("protocol/events");
    fs::create_dir_all(&folder).expect("created");
    for (feature, locked) in &lock.features {
        let path = folder.join(feature).with_extension("proto");
        fs::write(path, locked.write(feature)).expect("written");
    }
    folder
}

async fn start(world: &World, catalogs: Vec<PathBuf>) -> Running {
    let mut config = world.config();
    config.catalogs = catalogs;
    world.start_with(config).await
}

/// An event of this name and version, with these numbers changed.
fn sent(n: u64, action: &str, version: i32, numbers: &[(&str, Option<f64>)]) -> Event {
    let mut event = event(n);
    event.action = action.into();
    let parameters = event.parameters.as_mut().expect("set by the fixture");
    parameters.version = version;
    for (key, value) in numbers {
        match value {
            Some(value) => drop(parameters.metadata.insert((*key).to_owned(), *value)),
            None => drop(parameters.metadata.remove(*key)),
        }
    }
    event
}

/// What the gateway says to each of the events, sent together.
async fn codes(world: &World, running: &Running, events: Vec<Event>) -> Vec<Option<RefusalCode>> {
    let mut client = world.connect(running.address).await;
    let mut session = Session::open(&mut client).await;
    let answer = session.record(events.clone()).await.expect("an answer");
    let refused = |id: &String| answer.refused_events.iter().find(|it| it.id == *id);
    let codes = ids(&events).iter().map(|id| refused(id).map(|it| it.code())).collect();
    let stored = answer.succeeded_events.len() + answer.refused_events.len();
    assert_eq!(stored, events.len());
    codes
}

/// The folder and its workspace are one catalog. Programs of every age send.
#[tokio::test]
async fn a_lock_takes_what_was_accepted_once_and_refuses_what_never_was() {
    use RefusalCode::{InvalidValue, NewerVersion, UnknownEvent, UnknownKey};
    let world = World::new();
    let folder = workspace(&world.path("app"), &lock());
    let gone = [("ratio", None)];
    let first: Vec<(Event, Option<RefusalCode>)> = vec![
        (sent(1, "resultsShown", 1, &[]), None),
        (sent(2, "resultsShown", 1, &[("engine", Some(1.0))]), None),
        (sent(3, "resultsShown", 1, &[("result_count", None)]), None),
        (sent(4, "resultsShown", 1, &[("other", Some(1.0))]), Some(UnknownKey)),
        (sent(5, "resultsShown", 1, &[("engine", Some(3.0))]), Some(InvalidValue)),
        (sent(6, "resultsShown", 2, &gone), None),
        (sent(7, "resultsShown", 2, &[]), Some(UnknownKey)),
        (sent(8, "resultsShown", 2, &[gone[0], ("engine", Some(1.0))]), Some(InvalidValue)),
        (sent(9, "resultsShown", 3, &gone), Some(NewerVersion)),
        (sent(10, "listed", 3, &gone), None),
        (sent(11, "listed", 3, &[gone[0], ("repo_count", Some(1.0))]), Some(UnknownKey)),
        (sent(12, "listed", 4, &gone), Some(NewerVersion)),
        (sent(13, "removed", 1, &[]), Some(UnknownEvent)),
    ];
    let (events, expected): (Vec<_>, Vec<_>) = first.into_iter().unzip();
    for (at, path) in [folder, world.path("app")].into_iter().enumerate() {
        let mut config = world.config();
        config.catalogs = vec![path.clone()];
        config.data_dir = world.path(&format!("data-{at}"));
        let running = world.start_with(config).await;
        assert_eq!(codes(&world, &running, events.clone()).await, expected, "{}", path.display());
        running.stop().await;
    }
}

#[tokio::test]
async fn several_catalogs_take_what_one_of_them_takes() {
    let world = World::new();
    let folder = workspace(&world.path("app"), &lock());
    let program = program(&world);
    let running = start(&world, vec![world.path("catalog.bin"), folder, program]).await;
    let mut opened = sent(3, "opened", 2, &[]);
    opened.feature = "gatewayTest".into();
    let parameters = opened.parameters.as_mut().expect("set by the fixture");
    parameters.metadata = [("line_count".to_owned(), 7.0)].into();
    let events =
        vec![sent(1, "resultsShown", 1, &[]), sent(2, "listed", 3, &[("ratio", None)]), opened];
    assert_eq!(codes(&world, &running, events).await, [None; 3]);
    running.stop().await;
}

/// This very program as a customer gets one: without symbols.
fn program(world: &World) -> PathBuf {
    let path = world.path("program");
    let this = std::env::current_exe().expect("a program");
    let stripped = Command::new("strip").arg("--strip-all").arg("-o").arg(&path).arg(this).status();
    assert!(stripped.expect("binutils are installed").success());
    path
}

fn refused(path: &Path) -> DeclarationsError {
    let error = Declarations::read(path).expect_err("it is no catalog");
    let text = error.to_string();
    assert!(text.contains(&path.display().to_string()) && !text.ends_with('.'), "{text}");
    error
}

#[test]
fn a_stripped_program_declares_its_events_and_a_part_of_it_none() {
    let world = World::new();
    let path = program(&world);
    let declared = Declarations::read(&path).expect("it has events");
    let events: Vec<_> = declared.events().iter().map(|it| it.schema()).collect();
    assert_eq!(events, telemetry_core::linked_catalog().expect("a catalog").events());

    let bytes = fs::read(&path).expect("read");
    for end in [40, bytes.len() / 2, bytes.len() - 100] {
        fs::write(&path, &bytes[..end]).expect("written");
        assert!(matches!(refused(&path), DeclarationsError::Unusable { .. }), "{end}");
    }
    // One text of the record, wherever the compiler has put it.
    let (text, mut damaged) = (b"A page was opened.", bytes.clone());
    for at in (0..bytes.len()).filter(|at| bytes[*at..].starts_with(text)) {
        damaged[at] = 0xff;
    }
    fs::write(&path, damaged).expect("written");
    assert!(matches!(refused(&path), DeclarationsError::Damaged { .. }));
}

#[test]
fn a_catalog_in_part_is_none() {
    let world = World::new();
    let (path, bytes) = (world.path("catalog.bin"), catalog().encode());
    fs::write(&path, &bytes[..bytes.len() - 1]).expect("written");
    assert!(matches!(
        refused(&path),
        DeclarationsError::Damaged { .. } | DeclarationsError::Unusable { .. }
    ));
    fs::write(&path, [&bytes[..], &bytes[..]].concat()).expect("written");
    assert_eq!(catalog_entries(&fs::read(&path).expect("read")).count(), 2);
    assert!(matches!(refused(&path), DeclarationsError::Contradicts { .. }));
    fs::write(&path, b"").expect("written");
    assert!(matches!(refused(&path), DeclarationsError::NoEvents { .. }));
    assert!(matches!(refused(&world.path("gone")), DeclarationsError::Unreadable { .. }));
}

/// As `cargo telemetry` builds a program to learn what there is to accept.
#[test]
fn a_program_that_was_compared_with_no_lock_is_no_catalog() {
    let world = World::new();
    let mut events = catalog().events().to_vec();
    events[0].unaccepted = format!("sha256:{}", "0".repeat(64)).parse().ok();
    let path = world.path("catalog.bin");
    fs::write(&path, Catalog::new(events).expect("one event").encode()).expect("written");
    assert!(matches!(refused(&path), DeclarationsError::Unaccepted { .. }));
}

/// Every line of a lock counts, and so does what stands between them.
#[test]
fn a_lock_that_was_touched_is_refused_as_a_whole() {
    let world = World::new();
    let folder = workspace(&world.path("app"), &lock());
    let path = folder.join("search.proto");
    let good = fs::read_to_string(&path).expect("text");
    let fault = |text: &str| {
        fs::write(&path, text).expect("written");
        match Declarations::read(&folder).expect_err("it was touched") {
            DeclarationsError::Lock { path: at, fault, .. } if at == path => fault,
            other => panic!("{other}"),
        }
    };
    let line = "KIND_U32";
    assert_eq!(fault(&good.replacen(line, "KIND_U64", 1)), LockFault::Edited);
    let conflict = format!("<<<<<<< ours\n{line}\n=======\n>>>>>>> theirs\n");
    assert_eq!(fault(&good.replacen("message ", &(conflict + "message "), 1)), LockFault::Conflict);
    assert!(matches!(fault("syntax = \"proto3\";\n"), LockFault::Header));
    assert!(matches!(fault(&good[..good.len() / 2]), LockFault::Syntax(_)));
    fs::write(&path, b"\xff").expect("written");
    let error = Declarations::read(&folder).expect_err("no text");
    assert!(matches!(error, DeclarationsError::Unreadable { .. }), "{error}");
    // Under another name it is the lock of another feature.
    fs::remove_file(&path).expect("removed");
    fs::write(folder.join("other.proto"), &good).expect("written");
    let error = Declarations::read(&folder).expect_err("another name");
    assert!(matches!(error, DeclarationsError::Lock { .. }), "{error}");
}

#[test]
fn a_folder_without_a_lock_and_one_file_of_it_are_told() {
    let world = World::new();
    let folder = workspace(&world.path("app"), &lock());
    let file = folder.join("search.proto");
    assert!(matches!(refused(&file), DeclarationsError::OneFileOfLock { .. }));
    fs::create_dir(world.path("empty")).expect("created");
    assert!(matches!(refused(&world.path("empty")), DeclarationsError::NoLock { .. }));
    // What is not of the lock is no business of it; what looks so is.
    fs::write(folder.join("README.md"), "about the lock").expect("written");
    assert!(Declarations::read(&folder).is_ok());
    fs::create_dir(folder.join("page.proto")).expect("created");
    let error = Declarations::read(&folder).expect_err("a folder is no file");
    assert!(error.to_string().contains("page.proto"), "{error}");
}

/// Who runs the tests as root may read everything, so somebody else asks.
#[test]
fn a_lock_that_may_not_be_read_is_refused() {
    let world = World::new();
    let folder = workspace(&world.path("app"), &lock());
    let public = |path: &Path| {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("changed");
    };
    public(world.dir.path());
    let command = world.path("telemetry");
    fs::copy(env!("CARGO_BIN_EXE_telemetry"), &command).expect("copied");
    public(&command);
    for path in [folder.join("search.proto"), folder] {
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("changed");
        let output = somebody(&command)
            .args(["gateway", "--data-dir", "data", "--cert", "c", "--key", "k", "--catalog"])
            .arg(world.path("app"))
            .output()
            .expect("it runs");
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains("cannot read the catalog"), "{text}");
        assert!(text.contains(&path.display().to_string()), "{text}");
        assert!(text.contains("Permission denied"), "{text}");
        public(&path);
    }
}

/// The command as a user who may not read everything.
fn somebody(command: &Path) -> Command {
    let id = Command::new("id").arg("-u").output().expect("it runs").stdout;
    if id.trim_ascii() != b"0" {
        return Command::new(command);
    }
    let mut other = Command::new("setpriv");
    other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(command);
    other
}

#[tokio::test]
async fn a_gateway_without_a_catalog_does_not_start() {
    let world = World::new();
    let mut config = world.config();
    config.catalogs.clear();
    assert!(matches!(world.refused(config).await, GatewayError::NoCatalog));
}
