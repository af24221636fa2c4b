//! The committed lock says what this program declares: a reviewer who reads
//! `protocol/events` has read everything.

use std::{fs, path::Path};

use telemetry_schema::{
    compare::compare_all,
    lock::{Declared, LOCK_FOLDER, Lock, LockedFeature},
};

fn committed() -> Lock {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(LOCK_FOLDER);
    let mut lock = Lock::default();
    for entry in fs::read_dir(folder).expect("the lock is committed") {
        let path = entry.expect("readable").path();
        let feature = path.file_stem().and_then(|stem| stem.to_str()).expect("a feature's name");
        let text = fs::read_to_string(&path).expect("readable");
        let read = LockedFeature::read(feature, &text).unwrap_or_else(|error| panic!("{error}"));
        lock.features.insert(feature.to_owned(), read);
    }
    lock
}

#[test]
fn the_lock_says_what_is_declared() {
    // The events of the library; naming one of its items links it.
    let _ = std::any::type_name::<codesearch::features::Recorders>();
    let catalog = telemetry_core::linked_catalog().expect("each event once");
    let declared: Vec<_> = catalog.events().iter().map(Declared::from).collect();
    assert!(!declared.is_empty());
    let lock = committed();
    let changes = compare_all(&lock, &declared);
    let told: Vec<_> = changes.iter().map(ToString::to_string).collect();
    assert!(
        told.is_empty(),
        "build, then run `cargo telemetry accept target/debug/codesearch`:\n{}",
        told.join("\n")
    );
    let live = lock.events().filter(|event| event.state == telemetry_schema::lock::State::Live);
    assert_eq!(live.count(), declared.len(), "an event of the lock is not declared any more");
}
