//! A process is killed while several of its threads record: what `record` had
//! returned from is found by the next one, each event once.
#![cfg(target_os = "linux")]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use telemetry_core::{
    Context, Recorder, UserKey,
    id::EventId,
    journal::{Batch, Journal},
    telemetry_event,
    wire::{self, Source},
};

const ROUNDS: u64 = 60;
const DIRECTORY: &str = "TELEMETRY_TEST_KILLED_DIRECTORY";
const THREADS: &str = "TELEMETRY_TEST_KILLED_THREADS";

/// Something was counted.
#[telemetry_event(feature = "kill", action = "counted", owner = "core", purpose = "reliability")]
struct Counted {
    /// By which thread.
    thread: u32,
    /// How often.
    count: u64,
    /// Half of it.
    half: f64,
}

/// The same, said in words.
#[telemetry_event(feature = "kill", action = "said", owner = "core", purpose = "reliability")]
struct Said {
    /// By which thread.
    thread: u32,
    /// How often.
    count: u64,
    /// In words.
    #[telemetry(private)]
    words: String,
}

fn record(journal: &Journal, thread: u32, returned: &File) {
    let (counted, said) = (Recorder::<Counted>::new(journal), Recorder::<Said>::new(journal));
    let user = UserKey::from_bytes(std::array::from_fn(|at| at as u8)).expect("a key").user(7);
    let context = Context::builder().user(user).build();
    for count in 0.. {
        let entered = (count % 5 == 0).then(|| context.enter());
        if count % 7 == 0 {
            said.record(Said { thread, count, words: format!("number {count}") });
        } else {
            counted.record(Counted { thread, count, half: count as f64 / 2.0 });
        }
        drop(entered);
        // `record` has returned. The system keeps this as it keeps the journal.
        let place = u64::from(thread) * 8;
        returned.write_all_at(&(count + 1).to_ne_bytes(), place).expect("writable");
    }
}

/// Records until it is killed. Does nothing unless the test below starts it.
#[test]
fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    let threads: u32 = std::env::var(THREADS).expect("set").parse().expect("a number");
    let directory = PathBuf::from(directory);
    let returned = File::options().write(true).open(directory.join("returned")).expect("there");
    let journal = Journal::open(&directory.join("journal"), 4_000_000, "1.2.3").expect("a journal");
    thread::scope(|scope| {
        for thread in 0..threads {
            let (journal, returned) = (&journal, &returned);
            scope.spawn(move || record(journal, thread, returned));
        }
        // Segments come and go meanwhile: other threads live shortly.
        scope.spawn(|| {
            loop {
                let short = thread::spawn({
                    let journal = journal.clone();
                    move || drop(Recorder::<Counted>::new(&journal))
                });
                short.join().expect("no panic");
            }
        });
    });
}

fn start(directory: &Path, threads: u32) -> Child {
    fs::create_dir_all(directory).expect("a directory");
    fs::write(directory.join("returned"), [0; 64]).expect("writable");
    Command::new(std::env::current_exe().expect("a path"))
        .args(["child", "--exact", "--nocapture"])
        .env(DIRECTORY, directory)
        .env(THREADS, threads.to_string())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("a process")
}

/// From how many calls each thread has returned.
fn returned(directory: &Path) -> Vec<u64> {
    let bytes = fs::read(directory.join("returned")).expect("there");
    bytes.as_chunks::<8>().0.iter().map(|count| u64::from_ne_bytes(*count)).collect()
}

fn kill_while_it_records(directory: &Path, threads: u32, after: Duration) {
    let mut child = start(directory, threads);
    let begin = Instant::now();
    while returned(directory)[0] == 0 {
        assert!(begin.elapsed() < Duration::from_secs(60), "it never recorded");
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(after);
    child.kill().expect("alive");
    child.wait().expect("killed");
}

/// How often each count of each thread is in the journals that were left, as
/// the wire tells; and that the ids are different.
fn recovered(directory: &Path) -> BTreeMap<(u64, u64), u64> {
    let journal = Journal::open(&directory.join("journal"), 1_000, "4.5.6").expect("a journal");
    assert_eq!(journal.recover(&BTreeMap::new()).expect("readable"), 1);
    let source = Source::new("4.5.6").expect("a version");
    let (mut found, mut ids) = (BTreeMap::new(), std::collections::BTreeSet::<EventId>::new());
    let mut batch = Batch::default();
    loop {
        journal.take(&mut batch, Duration::ZERO);
        for entry in batch.entries() {
            let mut bytes = Vec::new();
            wire::put_event(&mut bytes, &batch, entry, &source);
            let number = |key: &str| number(&bytes, key);
            let (thread, count) = (number("thread"), number("count"));
            let is_said = entry.declaration().schema().action == "said";
            assert_eq!(is_said, count % 7.0 == 0.0);
            assert_eq!(wire::local_part(entry).is_some(), is_said);
            assert!(contains(&bytes, b"1.2.3"), "it names the program that recorded it");
            *found.entry((thread as u64, count as u64)).or_default() += 1;
            assert!(ids.insert(entry.id()), "an id twice");
        }
        if batch.entries().is_empty() {
            assert_eq!(journal.losses().total(), 0);
            return found;
        }
        journal.stored(batch.entries().len());
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The double of this key: behind the key comes its tag.
fn number(bytes: &[u8], key: &str) -> f64 {
    let entry = [key.as_bytes(), &[0x11]].concat();
    let at = bytes.windows(entry.len()).position(|window| window == entry).expect("the key");
    let double = bytes[at + entry.len()..].first_chunk().expect("a double");
    f64::from_le_bytes(*double)
}

#[test]
fn what_record_returned_from_survives_a_kill() {
    let place = std::env::temp_dir().join(format!("telemetry-killed-{}", EventId::generate()));
    let mut all = 0;
    for round in 0..ROUNDS {
        let directory = place.join(round.to_string());
        // Any moment will do, so no two rounds take the same.
        let threads = (round % 4 + 1) as u32;
        let after = Duration::from_micros(round * round * 7919 % 20_000);
        kill_while_it_records(&directory, threads, after);
        let returned = returned(&directory);
        let found = recovered(&directory);
        for thread in 0..u64::from(threads) {
            let returned = returned[thread as usize];
            for count in 0..returned {
                let times = found.get(&(thread, count));
                assert_eq!(times, Some(&1), "round {round}: {count} of {returned} of {thread}");
            }
            // One more may have been on its way.
            assert_eq!(found.get(&(thread, returned + 1)), None);
            all += returned;
        }
        assert!(found.values().all(|times| *times == 1));
        fs::remove_dir_all(&directory).expect("ours");
    }
    fs::remove_dir_all(&place).expect("ours");
    assert!(all > ROUNDS * 100, "only {all} events were recorded");
}
