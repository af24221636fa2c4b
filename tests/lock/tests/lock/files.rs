//! The files of the lock: which ones are read, what happens if one cannot be
//! read as it was written, and that cargo notices a change of one.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, sync::OnceLock};

use telemetry_schema::lock::{Lock, lock_path};

use crate::{
    case::{Case, Expected, Source, Step},
    lockfile::{self, Entries},
    place::Place,
};

/// One event with a field of this type.
fn shown(ty: &str) -> Source {
    let text = format!(
        "/// Results were shown.\n\
         #[telemetry_event(feature = \"_\", action = \"shown\", version = 1, owner = \"search-team\", purpose = \"support\")]\n\
         pub struct Shown {{\n    /// How many there were.\n    pub count: {ty},\n}}\n"
    );
    Source::of(FEATURE, &text)
}

const FEATURE: &str = "search";

/// The lock in which the field is a `u32`.
fn locked() -> &'static Lock {
    static LOCK: OnceLock<Lock> = OnceLock::new();
    LOCK.get_or_init(|| {
        let case = Case {
            slug: FEATURE.to_owned(),
            steps: vec![Step::Accepted(shown("u32"))],
            now: Source::default(),
            expected: Expected::Said(Vec::new()),
        };
        let mut locks = lockfile::accepted("files", &[case], &Entries::new());
        locks.remove(FEATURE).expect("accepted")
    })
}

/// A package in which the field has this type, and the lock.
fn place(name: &str, ty: &str) -> Place {
    let place = Place::of(&format!("files_{name}"), [(FEATURE, &shown(ty))]);
    lockfile::write(&place, [locked()]);
    place
}

fn file() -> String {
    lock_path(FEATURE)
}

/// A package whose lock is the text that this makes of it.
fn edited(name: &str, edit: impl Fn(&str) -> String) -> Place {
    let place = place(name, "u32");
    let before = place.read(&file());
    let after = edit(&before);
    assert_ne!(before, after, "nothing was edited");
    place.write(&file(), &after);
    place
}

const WHAT_TO_DO: &str = "run `cargo telemetry accept`, or restore the file from version control";

#[test]
fn what_was_accepted_compiles() {
    place("same", "u32").check().expect_success();
}

#[test]
fn an_edit_by_hand_is_refused_where_it_is() {
    let kind = edited("edited_kind", |lock| lock.replace("KIND_U32", "KIND_U64"));
    kind.check().expect_failure(&["protocol/events/search.proto:", WHAT_TO_DO, "T0023"]);
    let space = edited("edited_space", |lock| lock.replace(" = 1 [", " =  1 ["));
    space.check().expect_failure(&["protocol/events/search.proto:", WHAT_TO_DO, "T0023"]);
}

#[test]
fn a_truncated_lock_is_refused() {
    for (name, keep) in [("truncated_half", 2), ("truncated_tail", 1)] {
        let place = edited(name, |lock| lock[..lock.len() / keep - 2].to_owned());
        place.check().expect_failure(&["protocol/events/search.proto:", WHAT_TO_DO, "T0023"]);
    }
    edited("empty", |_| String::new()).check().expect_failure(&[WHAT_TO_DO, "T0023"]);
}

#[test]
fn a_conflict_says_what_resolves_it() {
    let place = edited("conflict", |lock| {
        lock.replace("message ", "<<<<<<< ours\n=======\n>>>>>>> theirs\nmessage ")
    });
    let said = ["a merge left a conflict here", "cargo telemetry accept", "T0023"];
    place.check().expect_failure(&said);
}

#[test]
fn a_lock_that_cannot_be_read_is_no_empty_one() {
    let bytes = place("bytes", "u32");
    fs::write(bytes.root.join(file()), b"\xff\xfe").expect("writable");
    bytes.check().expect_failure(&["search.proto", "make it a readable file", "T0023"]);
    let folder = place("folder", "u32");
    fs::remove_file(folder.root.join(file())).expect("written before");
    fs::create_dir(folder.root.join(file())).expect("writable");
    folder.check().expect_failure(&["search.proto", "make it a readable file", "T0023"]);
    let closed = place("closed", "u32");
    let path = closed.root.join(file());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("one's own file");
    // Whoever runs the tests as root can read everything.
    if fs::read(&path).is_err() {
        closed.check().expect_failure(&["search.proto", "make it a readable file", "T0023"]);
    }
}

#[test]
fn a_link_out_of_the_workspace_is_not_followed() {
    let elsewhere = place("elsewhere", "u32");
    let link = |from: &Path, to: &Path| std::os::unix::fs::symlink(to, from).expect("writable");
    let one = place("link_file", "u32");
    fs::remove_file(one.root.join(file())).expect("written before");
    link(&one.root.join(file()), &elsewhere.root.join(file()));
    one.check().expect_failure(&["leads out of the workspace", "T0023"]);
    let all = place("link_folder", "u32");
    fs::remove_dir_all(all.root.join("protocol/events")).expect("written before");
    link(&all.root.join("protocol/events"), &elsewhere.root.join("protocol/events"));
    all.check().expect_failure(&["leads out of the workspace", "T0023"]);
}

#[test]
fn cargo_notices_a_change_of_the_lock() {
    let place = place("noticed", "u32");
    place.check().expect_success();
    let lock = place.read(&file());
    place.write(&file(), &lock.replace("KIND_U32", "KIND_U64"));
    place.check().expect_failure(&["T0023"]);
    place.write(&file(), &lock);
    place.check().expect_success();
}

#[test]
fn cargo_notices_that_the_lock_is_gone() {
    let place = place("gone", "u64");
    place.check().expect_failure(&["telemetry::C0005"]);
    fs::remove_file(place.root.join(file())).expect("written before");
    // Nothing was accepted: everything is new.
    place.check().expect_success();
    let accepted = self::place("gone_accepted", "u32");
    accepted.check().expect_success();
    fs::remove_file(accepted.root.join(file())).expect("written before");
    let again = accepted.check();
    again.expect_success();
    assert!(again.said.contains("Checking"), "cargo did not look: {}", again.said);
}

/// A file that is not there cannot be watched; the command touches the reviews
/// when it adds one.
#[test]
fn cargo_notices_a_first_lock_by_the_reviews() {
    let place = place("first", "u64");
    let lock = place.read(&file());
    let reviews = "# Nobody decided anything yet.\n";
    fs::remove_file(place.root.join(file())).expect("written before");
    place.write("protocol/reviews.toml", reviews);
    place.check().expect_success();
    place.write(&file(), &lock);
    place.write("protocol/reviews.toml", reviews);
    place.check().expect_failure(&["telemetry::C0005"]);
}

#[test]
fn a_build_for_accepting_leaves_the_verdict_of_the_ordinary_one() {
    let place = place("order", "u64");
    place.check().expect_failure(&["telemetry::C0005"]);
    place.build_unaccepted().expect_success();
    place.check().expect_failure(&["telemetry::C0005"]);
    place.write("src/search.rs", &shown("u32").text);
    place.check().expect_success();
    place.build_unaccepted().expect_success();
    place.check().expect_success();
}

#[test]
fn a_lock_above_the_workspace_is_not_used() {
    let place = place("above", "u64");
    let inner = inner(&place, "", "\n[workspace]\n");
    inner.check().expect_success();
    place.check().expect_failure(&["telemetry::C0005"]);
}

/// The same package once more, in a folder of the place, with this in the place
/// of its workspace.
fn inner(place: &Place, package: &str, workspace: &str) -> Place {
    let manifest = place
        .read("Cargo.toml")
        .replace("[package]\n", &format!("[package]\n{package}"))
        .replace("\n[workspace]\n", workspace)
        .replace("name = \"lock_", "name = \"lock_inner_");
    let lib = place.read("src/lib.rs");
    for (file, text) in [("Cargo.toml", &manifest), ("src/lib.rs", &lib)] {
        place.write(&format!("inner/{file}"), text);
    }
    place.write("inner/src/search.rs", &shown("u64").text);
    fs::copy(place.root.join("Cargo.lock"), place.root.join("inner/Cargo.lock")).expect("a lock");
    Place { root: place.root.join("inner") }
}

/// Cargo follows `package.workspace`; a package could choose its lock with it.
#[test]
fn a_workspace_that_the_package_names_is_not_followed() {
    let place = place("named", "u64");
    place.write("other/Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"../inner\"]\n");
    fs::copy(place.root.join("Cargo.lock"), place.root.join("other/Cargo.lock")).expect("a lock");
    let inner = inner(&place, "workspace = \"../other\"\n", "");
    inner.check().expect_failure(&["telemetry::C0005"]);
}
