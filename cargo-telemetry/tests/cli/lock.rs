//! What `accept` writes and what `diff` finds: catalogs on the disk, and a lock
//! beside a real manifest.

use std::{fs, path::PathBuf, process::Command};

use telemetry_schema::{
    Catalog, EventSchema, FieldSchema, Kind, Privacy, Purpose, Unit, lock::LockedFeature,
};
use tempfile::TempDir;

use crate::programs::{Said, command, said};

/// A workspace, and the catalogs of programs that were built in it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = tempfile::tempdir().expect("a directory");
        fs::write(place.path().join("Cargo.toml"), "[workspace]\n").expect("writable");
        Self(place)
    }

    fn catalog(&self, events: &[EventSchema]) -> PathBuf {
        let path = self.0.path().join("catalog.binpb");
        let catalog = Catalog::new(events.to_vec()).expect("each once");
        fs::write(&path, catalog.encode()).expect("writable");
        path
    }

    fn run(&self, subcommand: &str, arguments: &[&str], events: &[EventSchema]) -> Said {
        let catalog = self.catalog(events);
        let mut command: Command = command();
        command.current_dir(self.0.path()).arg(subcommand).args(arguments);
        command.arg(catalog);
        said(&mut command)
    }

    fn lock(&self, feature: &str) -> String {
        let path = self.0.path().join(format!("protocol/events/{feature}.proto"));
        fs::read_to_string(path).expect("the lock of the feature")
    }
}

fn field(key: &str, kind: Kind) -> FieldSchema {
    FieldSchema {
        description: format!("What {key} is."),
        ..FieldSchema::new(key, Privacy::Metadata, kind)
    }
}

fn event(feature: &str, action: &str, fields: Vec<FieldSchema>) -> EventSchema {
    EventSchema {
        description: format!("It was {action}."),
        owner: "search-team".to_owned(),
        fields,
        ..EventSchema::new(feature, action, Purpose::Reliability)
    }
}

fn shown() -> EventSchema {
    event("search", "shown", vec![field("result_count", Kind::U32)])
}

#[test]
fn what_was_accepted_is_no_change() {
    let place = Place::new();
    let before = place.run("diff", &[], &[shown()]);
    assert_eq!(before.status, 1, "{before:?}");
    let accepted = place.run("accept", &[], &[shown()]);
    assert_eq!((accepted.status, &*accepted.stderr), (0, ""));
    assert!(accepted.stdout.contains("protocol/events/search.proto"), "{accepted:?}");
    assert!(LockedFeature::read("search", &place.lock("search")).is_ok());
    let after = place.run("diff", &[], &[shown()]);
    assert_eq!((after.status, &*after.stdout), (0, "no changes: the lock says what is built\n"));
    let again = place.run("accept", &[], &[shown()]);
    assert_eq!((again.status, &*again.stdout), (0, "the lock is as it was\n"));
}

#[test]
fn another_kind_is_never_accepted_and_nothing_is_written() {
    let place = Place::new();
    place.run("accept", &[], &[shown()]);
    let lock = place.lock("search");
    let wider = event("search", "shown", vec![field("result_count", Kind::U64)]);
    let diff = place.run("diff", &["--json"], std::slice::from_ref(&wider));
    let change = &diff.json()["changes"][0];
    assert_eq!((&change["level"], &change["field"]), (&"deny".into(), &"result_count".into()));
    assert_eq!((&change["old"], &change["new"]), (&"u32".into(), &"u64".into()));
    let refused = place.run("accept", &[], &[wider, event("page", "opened", Vec::new())]);
    assert!(
        refused.status == 1 && refused.stdout.ends_with("nothing was accepted\n"),
        "{refused:?}"
    );
    assert_eq!(place.lock("search"), lock);
    assert!(!place.0.path().join("protocol/events/page.proto").exists());
}

#[test]
fn a_field_more_changes_the_lines_of_its_event_alone() {
    let place = Place::new();
    let other = event("search", "failed", vec![field("attempt_count", Kind::U8)]);
    place.run("accept", &[], &[shown(), other.clone()]);
    let before = place.lock("search");
    let mut more = shown();
    more.version = 1;
    let unit = Unit::from_symbol("ms");
    more.fields.push(FieldSchema { unit, ..field("latency", Kind::Duration) });
    let accepted = place.run("accept", &[], &[more, other]);
    assert_eq!(accepted.status, 0, "{accepted:?}");
    let after = place.lock("search");
    let failed = |text: &str| {
        let start = text.find("message SearchFailed").or_else(|| text.find("message Failed"));
        let rest = &text[start.expect("the message of the other event")..];
        rest[..rest.find("\n}").expect("its end")].to_owned()
    };
    assert_ne!(before, after);
    assert_eq!(failed(&before), failed(&after));
}

#[test]
fn absent_is_not_removed_and_removed_is_said() {
    let place = Place::new();
    let opened = event("page", "opened", Vec::new());
    place.run("accept", &[], &[shown(), opened.clone()]);
    assert_eq!(place.run("diff", &[], std::slice::from_ref(&opened)).status, 0);
    let still = place.run("accept", &["--remove", "search.shown"], &[shown()]);
    assert!(still.status == 2 && still.stderr.contains("still declared"), "{still:?}");
    let other = opened.clone();
    let removed = place.run("accept", &["--remove", "search.shown"], &[opened]);
    assert_eq!(removed.status, 0, "{removed:?}");
    assert!(place.lock("search").contains("deprecated"));
    let unknown = place.run("accept", &["--remove", "search.shown"], &[other]);
    assert!(unknown.status == 2 && unknown.stderr.contains("no live event"), "{unknown:?}");
}

#[test]
fn a_lock_that_was_edited_is_not_compared() {
    let place = Place::new();
    place.run("accept", &[], &[shown()]);
    let path = place.0.path().join("protocol/events/search.proto");
    let edited = place.lock("search").replace("What result_count is.", "Something else.");
    fs::write(&path, edited.replace("optional double", "optional  double")).expect("writable");
    let diff = place.run("diff", &[], &[shown()]);
    assert_eq!(diff.status, 2, "{diff:?}");
    assert!(diff.stderr.contains("protocol/events/search.proto:"), "{diff:?}");
}
