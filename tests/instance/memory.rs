//! An instance without a data directory: it does everything that another one
//! does, and says plainly that nothing of it survives.

use std::{env, fs, path::PathBuf};

use telemetry_sdk::{
    StartError, Telemetry, TelemetryBuilder, UserKey, policy::Mode, queue::QueueReader,
};

use crate::{
    events::{Asked, searched},
    place::{PATIENCE, Place, export_when_asked, states, stored},
    support::{accepting::all_linked, scripted::Scripted, tls::Tls},
};

fn in_memory() -> TelemetryBuilder {
    Telemetry::builder(all_linked()).in_memory().version("1.2.3")
}

/// What is below the working directory and the one for temporary files.
fn files() -> Vec<PathBuf> {
    let mut files: Vec<_> = [env::current_dir().unwrap(), env::temp_dir()]
        .iter()
        .flat_map(|directory| fs::read_dir(directory).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("telemetry-queue"))
        .collect();
    files.sort();
    files
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_recorded_is_queued_read_and_exported() {
    let tls = Tls::new();
    let gateway = Scripted::start(&tls).await;
    let config = export_when_asked(gateway.address, tls.ca());
    let before = files();
    let telemetry = in_memory().export(config).mode("on:search".parse().unwrap()).start().unwrap();
    let recorder = telemetry.recorder();
    (0..3_000).for_each(|number| recorder.record(searched(number)));
    telemetry.recorder().record(Asked { number: 1 });
    telemetry.flush(PATIENCE).unwrap();
    // Readers beside the writer, as many as there are.
    let readers = [(); 3].map(|()| telemetry.queue_reader().unwrap());
    for reader in &readers {
        assert_eq!(stored(reader).len(), 3_001);
    }
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(gateway.received().len(), 3_000);
    assert_eq!(states(&stored(&readers[0]))[3_000], "withheld(scope)");
    let status = telemetry.status().unwrap();
    assert!(status.in_memory);
    assert_eq!((status.recorded, status.queue.exported.events), (3_001, 3_000));
    assert_eq!((status.losses.total(), status.journal_problem), (0, None));
    assert_eq!(files(), before, "no file is made");
}

#[test]
fn everything_can_be_switched() {
    let telemetry = in_memory().start().unwrap();
    let record = || {
        telemetry.recorder().record(searched(1));
        telemetry.recorder().record(Asked { number: 1 });
        telemetry.flush(PATIENCE).unwrap();
        stored(&telemetry.queue_reader().unwrap()).len()
    };
    assert_eq!(record(), 2);
    telemetry.set_recorded("search", None, false).unwrap();
    assert_eq!(record(), 2);
    telemetry.set_mode(Mode::Off).unwrap();
    assert_eq!(record(), 0);
    telemetry.set_mode(Mode::Local).unwrap();
    assert_eq!(record(), 1);
    telemetry.set_recorded("search", None, true).unwrap();
    assert_eq!(record(), 3);
    assert_eq!(telemetry.status().unwrap().recorded, 6);
}

#[test]
fn nothing_survives_but_the_key_that_is_given() {
    let key = UserKey::generate().unwrap();
    let telemetry = in_memory().user_key(key.clone()).start().unwrap();
    assert_eq!(telemetry.user(42), key.user(42));
    telemetry.recorder().record(searched(1));
    telemetry.flush(PATIENCE).unwrap();
    let other = in_memory().start().unwrap();
    assert_ne!(other.user(42), telemetry.user(42));
    assert!(stored(&other.queue_reader().unwrap()).is_empty(), "each is by itself");
    let reader = telemetry.queue_reader().unwrap();
    telemetry.shutdown(PATIENCE).unwrap();
    // Whoever still reads it sees its last state.
    assert_eq!(stored(&reader).len(), 1);
    drop(reader);
    assert!(stored(&in_memory().start().unwrap().queue_reader().unwrap()).is_empty());
}

#[test]
fn readers_and_the_writer_wait_for_each_other() {
    let telemetry = in_memory().start().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let reader = telemetry.queue_reader().unwrap();
                while reader.stats().unwrap().withheld.events < 20_000 {}
            });
        }
        for batch in 0..200 {
            let recorder = telemetry.recorder();
            (0..100).for_each(|number| recorder.record(searched(batch * 100 + number)));
            telemetry.flush(PATIENCE).unwrap();
        }
    });
    assert_eq!(telemetry.status().unwrap().losses.total(), 0);
}

#[test]
fn it_is_chosen_and_not_fallen_into() {
    let place = Place::new();
    let error = Telemetry::builder(all_linked()).start().unwrap_err();
    assert!(matches!(error, StartError::NoDataDir), "{error}");
    assert!(error.to_string().contains("`data_dir`") && error.to_string().contains("`in_memory`"));
    let error = place.builder().in_memory().start().unwrap_err();
    assert!(matches!(error, StartError::TwoPlaces(_)), "{error}");
    assert!(!place.path().exists(), "nothing was made");
    // The name of one that is gone, or never was, is no queue.
    let gone = in_memory().start().unwrap().queue_reader().unwrap();
    drop(gone);
    let error = QueueReader::open("file:/telemetry-queue-in-memory-999?vfs=memdb").unwrap_err();
    assert!(error.to_string().contains("there is no queue"), "{error}");
}
