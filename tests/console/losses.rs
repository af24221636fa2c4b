//! Journals that somebody or something damaged: the instance starts, what is
//! whole arrives, and what is not is shown, also by the next program.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::Value;
use telemetry_core::{Recorder, journal::Journal};
use telemetry_sdk::{QueueError, StartError, Telemetry, policy::Mode, telemetry_event};
use tempfile::TempDir;

use crate::{
    accepting::all_linked,
    world::{World, errors},
};

/// Something was counted.
#[telemetry_event(
    feature = "lossTest",
    action = "counted",
    owner = "tests",
    purpose = "reliability"
)]
struct Counted {
    /// Which one.
    count: u64,
}

const EVENTS: u64 = 500;
/// A record of one number.
const RECORD: usize = 32;

/// A data directory with the journal of a process that was killed: a copy of
/// one that lives.
fn left_behind() -> TempDir {
    let (living, directory) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let journal = Journal::open(living.path(), 10_000, "1.2.3").unwrap();
    let recorder = Recorder::new(&journal);
    (0..EVENTS).for_each(|count| recorder.record(Counted { count }));
    assert_eq!(journal.recorded(), EVENTS);
    for process in entries(living.path()) {
        let copy = directory.path().join("journal").join(process.file_name().unwrap());
        fs::create_dir_all(&copy).unwrap();
        for file in entries(&process) {
            fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
        }
    }
    directory
}

fn entries(path: &Path) -> Vec<PathBuf> {
    fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// The one segment that holds events, or another file of the journal.
fn file(directory: &TempDir, name: &str) -> PathBuf {
    let process = entries(&directory.path().join("journal")).remove(0);
    let is_used = |path: &PathBuf| {
        let is_segment = path.file_name().unwrap().to_str().unwrap().starts_with("0000");
        is_segment && fs::read(path).unwrap()[..8] != [0; 8]
    };
    match name {
        "segment" => entries(&process).into_iter().find(is_used).unwrap(),
        name => process.join(name),
    }
}

fn change(directory: &TempDir, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
    let path = file(directory, name);
    let mut bytes = fs::read(&path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

async fn world(directory: TempDir) -> World {
    let start = || {
        let builder = Telemetry::builder(all_linked()).data_dir(directory.path()).version("1.2.3");
        builder.mode(Mode::Local).start()
    };
    let telemetry = loop {
        match start() {
            // The console before this one is still ending.
            Err(StartError::Queue(QueueError::InUse { .. })) => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            started => break started.unwrap(),
        }
    };
    telemetry.flush(Duration::from_secs(60)).unwrap();
    World::of(directory, telemetry).await
}

/// Ends the program, and gives what it leaves.
fn ended(world: World) -> TempDir {
    let World { telemetry, directory, .. } = world;
    drop(telemetry);
    directory
}

async fn status(world: &World) -> Value {
    let answer = world
        .query("{ telemetry { status { withheld recorded lost lostBecause { reason count what advice } lostEver { reason count advice firstAt lastAt } lostSince mode inMemory notRecorded journalProblem } } }")
        .await;
    assert_eq!(errors(&answer), [""; 0]);
    answer["data"]["telemetry"]["status"].clone()
}

async fn page(world: &World) -> String {
    let bearer = format!("Authorization: Bearer {}", world.token);
    let answer = world.send("GET /debug/console", &[&bearer], "").await;
    assert_eq!(answer.status, 200);
    answer.body
}

/// How many events arrived and how many damaged places are told, by the program
/// that found them and by the next one.
async fn told(directory: TempDir) -> (u64, u64) {
    let first = world(directory).await;
    let found = status(&first).await;
    let damaged = |status: &Value, field: &str| {
        let all = status[field].as_array().unwrap().clone();
        let row = all.into_iter().find(|row| row["reason"] == "damaged");
        row.map_or(0, |row| row["count"].as_u64().unwrap())
    };
    let (now, ever) = (damaged(&found, "lostBecause"), damaged(&found, "lostEver"));
    assert_eq!(now, ever);
    assert_eq!(found["lost"], now);
    let text = page(&first).await;
    assert_eq!(text.contains("damaged places in journals"), now > 0, "{text}");
    assert_eq!(text.contains("Nothing was lost on the way to the queue"), now == 0);

    // The next program has nothing to find, and forgets nothing.
    let second = world(ended(first)).await;
    let after = status(&second).await;
    assert_eq!((damaged(&after, "lostBecause"), damaged(&after, "lostEver")), (0, ever));
    assert_eq!(after["lostEver"], found["lostEver"]);
    assert_eq!(after["lostSince"], found["lostSince"]);
    assert_eq!(after["withheld"], found["withheld"], "no event twice");
    assert_eq!(page(&second).await.contains("check the disk"), now > 0);
    // A console that only reads knows it, too.
    let reading = World::read_only(ended(second)).await;
    assert_eq!(status(&reading).await["lostEver"], found["lostEver"]);
    (found["withheld"].as_u64().unwrap(), ever)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_whole_arrives_and_nothing_is_told() {
    assert_eq!(told(left_behind()).await, (EVENTS, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_byte_costs_one_event_and_is_told() {
    let directory = left_behind();
    change(&directory, "segment", |bytes| bytes[100 * RECORD] ^= 1);
    let (arrived, damaged) = told(directory).await;
    assert_eq!((arrived, damaged), (EVENTS - 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_cut_off_costs_what_is_gone_and_is_told() {
    for length in [100 * RECORD, 100 * RECORD + 5, 200_000] {
        let directory = left_behind();
        change(&directory, "segment", |bytes| bytes.truncate(length));
        let (arrived, damaged) = told(directory).await;
        let whole = (length as u64 / RECORD as u64).min(EVENTS);
        assert!(arrived <= whole && arrived + 20 > whole, "{arrived} of {length} bytes");
        assert!(damaged > 0, "{length} bytes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn noise_costs_what_it_covers_and_is_told() {
    let directory = left_behind();
    change(&directory, "segment", |bytes| {
        bytes[50 * RECORD..60 * RECORD].iter_mut().for_each(|byte| *byte = fastrand::u8(..));
    });
    let (arrived, damaged) = told(directory).await;
    assert!((EVENTS - 12..=EVENTS - 10).contains(&arrived), "{arrived}");
    assert!(damaged > 0);
    // All of a file, and files that are none of ours.
    let directory = left_behind();
    change(&directory, "schemas", |bytes| bytes.iter_mut().for_each(|byte| *byte ^= 0x5a));
    fs::write(file(&directory, "diary"), "not ours").unwrap();
    let (arrived, damaged) = told(directory).await;
    assert_eq!(arrived, 0, "nobody knows what they mean");
    assert!(damaged > EVENTS, "each event, and the file itself: {damaged}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_newer_release_wrote_waits_for_it() {
    let directory = left_behind();
    change(&directory, "segment", |bytes| bytes[0] = 9);
    let kept = fs::read(file(&directory, "segment")).unwrap();
    let path = file(&directory, "segment");
    let world = world(directory).await;
    let status = status(&world).await;
    assert_eq!((&status["withheld"], &status["lost"]), (&0.into(), &0.into()));
    assert_eq!(fs::read(path).unwrap(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_switched_off_is_shown() {
    let directory = TempDir::new().unwrap();
    let world = world(directory).await;
    let telemetry = world.telemetry.as_ref().unwrap();
    telemetry.set_recorded("lossTest", Some("counted"), false).unwrap();
    let of = status(&world).await;
    assert_eq!((&of["mode"], &of["inMemory"]), (&"local".into(), &false.into()));
    assert_eq!(of["notRecorded"], serde_json::json!(["lossTest.counted"]));
    assert!(page(&world).await.contains("lossTest.counted"));
    let event = r#"mutation { telemetry { recordEvents(events: [{ feature: "lossTest", action: "counted", source: { client: "WEB", clientVersion: "1.2.3" }, parameters: { version: 0, metadata: [{ key: "count", value: 1 }] } }]) { results { recorded reason } } } }"#;
    let answer = world.query(event).await;
    let result = &answer["data"]["telemetry"]["recordEvents"]["results"][0];
    assert_eq!((&result["recorded"], &result["reason"]), (&false.into(), &"switched_off".into()));

    telemetry.set_mode(Mode::Off).unwrap();
    assert_eq!(status(&world).await["mode"], "off");
    assert!(page(&world).await.contains("Nothing is recorded: the mode is off."));
    let reading = World::read_only(ended(world)).await;
    assert_eq!(status(&reading).await["mode"], "off");
    assert_eq!(status(&reading).await["notRecorded"], of["notRecorded"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_in_memory_has_a_console_that_says_so() {
    let telemetry = Telemetry::builder(all_linked()).in_memory().version("1.2.3").mode(Mode::Local);
    let telemetry = telemetry.start().unwrap();
    let recorder = telemetry.recorder();
    (0..10).for_each(|count| recorder.record(Counted { count }));
    telemetry.flush(Duration::from_secs(60)).unwrap();
    let world = World::of(TempDir::new().unwrap(), telemetry).await;
    let status = status(&world).await;
    assert_eq!((&status["withheld"], &status["inMemory"]), (&10.into(), &true.into()));
    let page = page(&world).await;
    assert!(page.contains("Nothing of this survives the program.") && page.contains("lossTest"));
}
