//! Which files the command writes, which it removes, and which it leaves alone.

use std::fs;

use telemetry_schema::{
    Kind,
    lock::{Lock, LockedFeature},
};

use crate::place::{Place, event, lock, number};

fn place() -> Place {
    Place::of(&lock(&[
        event("search", "shown", vec![number("result_count", Kind::U32)]),
        event("page", "opened", Vec::new()),
    ]))
}

#[test]
fn a_check_writes_nothing_and_says_what_is_stale() {
    let place = place();
    let missing = place.run(&["--check"]);
    assert_eq!(missing.status, 1, "{missing:?}");
    for name in ["search.md", "page.md", "catalogue.html", "postgresql.sql"] {
        let line = format!("missing  protocol/reference/{name}\n");
        assert!(missing.stdout.contains(&line), "{missing:?}");
    }
    assert!(!place.path("protocol/reference").exists());
    place.write_docs();
    let clean = place.run(&["--check"]);
    assert_eq!((clean.status, &*clean.stdout), (0, "the reference is up to date\n"));

    place.accept(&lock(&[event("search", "hidden", Vec::new())]));
    let before = place.pages();
    let outdated = place.run(&["--check"]);
    assert!(outdated.status == 1 && outdated.stdout.contains("outdated"), "{outdated:?}");
    assert!(!outdated.stdout.contains("page.md") && outdated.stdout.contains("search.md"));
    assert_eq!(place.pages(), before);
}

#[test]
fn what_it_wrote_goes_and_what_others_wrote_stays() {
    let place = place();
    place.write_docs();
    let folder = place.path("protocol/reference");
    // A note, and a page that somebody took as the beginning of another.
    fs::write(folder.join("notes.md"), "# Mine\n").expect("writable");
    fs::copy(folder.join("page.md"), folder.join("old-page.md")).expect("writable");
    fs::copy(folder.join("page.md"), folder.join("home-page.md")).expect("writable");
    fs::remove_file(place.path("protocol/events/page.proto")).expect("there");
    let said = place.run(&[]);
    assert!(
        said.status == 0 && said.stdout.contains("removed") && said.stdout.contains("page.md"),
        "{said:?}"
    );
    assert!(!folder.join("page.md").exists());
    for kept in ["notes.md", "old-page.md", "home-page.md", "search.md"] {
        assert!(folder.join(kept).exists(), "{kept}");
    }
    assert_eq!(place.run(&["--check"]).status, 0);
}

#[test]
fn a_file_of_somebody_else_is_not_replaced() {
    let place = place();
    fs::write(place.path("README.md"), "# Mine\n").expect("writable");
    for arguments in [["--out", "."].as_slice(), &["--check", "--out", "."]] {
        let said = place.run(arguments);
        assert!(said.status == 2 && said.stderr.contains("was not written by"), "{said:?}");
    }
    assert_eq!(fs::read_to_string(place.path("README.md")).expect("there"), "# Mine\n");
    assert!(!place.path("WIRE.md").exists(), "something was written");
}

#[test]
fn another_folder_gets_the_same_pages() {
    let place = place();
    place.write_docs();
    let elsewhere = place.run(&["--out", "made/here"]);
    assert_eq!(elsewhere.status, 0, "{elsewhere:?}");
    for (name, text) in place.pages() {
        let copy = fs::read_to_string(place.path("made/here").join(&name)).expect(&name);
        assert_eq!(copy, text, "{name}");
    }
}

#[test]
fn without_a_lock_there_is_an_empty_reference() {
    let place = Place::of(&Lock::default());
    place.write_docs();
    assert!(place.page("WIRE.md").contains("TelemeteryGatewayService"));
    assert!(place.page("catalogue.json").contains("\"events\": []"));
    assert_eq!(place.run(&["--check"]).status, 0);
}

#[test]
fn a_file_of_the_lock_without_events_takes_nobodys_place() {
    let place = place();
    place.write_docs();
    let before = place.pages();
    let empty = LockedFeature::default().write("README");
    fs::write(place.path("protocol/events/README.proto"), empty).expect("writable");
    place.write_docs();
    assert_eq!(place.pages(), before);
}

#[test]
fn a_lock_or_reviews_that_cannot_be_read_leave_the_reference_as_it_is() {
    let place = place();
    place.write_docs();
    let before = place.pages();
    fs::write(place.path("protocol/reviews.toml"), "audited = 1\n").expect("writable");
    let reviews = place.run(&[]);
    assert!(reviews.status == 2 && reviews.stderr.contains("reviews.toml"), "{reviews:?}");
    fs::remove_file(place.path("protocol/reviews.toml")).expect("there");
    let path = place.path("protocol/events/page.proto");
    let edited = fs::read_to_string(&path).expect("there").replace("It was", "it was");
    fs::write(&path, edited.replace("message", "message ")).expect("writable");
    let said = place.run(&[]);
    assert!(said.status == 2 && said.stderr.contains("protocol/events/page.proto:"), "{said:?}");
    assert_eq!(place.pages(), before);
}
