//! What is built, and therefore checked: as cargo chooses, in every form of a
//! workspace.

use std::fs;

use crate::site::{COUNT, Site, event};

fn free(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("C0001 free {name}")).collect()
}

#[test]
fn a_single_crate_is_built_from_any_directory_of_it() {
    let site = Site::of_one("single", &event("single", "opened", 0, COUNT));
    let found = free(&["(single, opened)"]);
    for directory in ["", "src"] {
        let said = site.telemetry(directory, &["check", "--json"]);
        assert_eq!((said.status, said.found()), (0, found.clone()), "{said:?}");
    }
    site.telemetry("", &["check", "--accepted"]).expect(1, &["warn[telemetry::C0001]"]);
    site.telemetry("", &["accept"]).expect(0, &["protocol/events/single.proto"]);
    site.telemetry("", &["check", "--accepted"]).expect(0, &["1 event in 1 file: no findings"]);
    site.telemetry("", &["diff"]).expect(0, &["no changes"]);
    site.telemetry("", &["review"]).expect(0, &["Nothing to review"]);
}

#[test]
fn of_a_virtual_workspace_it_is_what_cargo_would_build() {
    let site = Site::of_members("virtual", &["a", "b"]);
    site.package("a", "", &event("virtual.first", "opened", 0, COUNT));
    site.package("b", "", &event("virtual.second", "opened", 0, COUNT));
    let (a, b) = ("(virtual.first, opened)", "(virtual.second, opened)");
    let only_a = site.package_name("a");
    for (directory, arguments, found) in [
        ("", &["check", "--json"][..], &[a, b][..]),
        ("", &["check", "--json", "-p", &only_a], &[a]),
        ("b/src", &["check", "--json"], &[b]),
        ("b/src", &["check", "--json", "--workspace"], &[a, b]),
        ("", &["check", "--json", "--workspace", "--exclude", &only_a], &[b]),
        ("", &["check", "--json", "--manifest-path", "b/Cargo.toml"], &[b]),
    ] {
        let said = site.telemetry(directory, arguments);
        assert_eq!((said.status, said.found()), (0, free(found)), "{arguments:?} {said:?}");
    }
    site.telemetry("b", &["check"]).expect(0, &["not built: 1 package"]);
    // The lock is the workspace's, whatever was built.
    site.telemetry("b", &["accept"]).expect(0, &["protocol/events/virtual.second.proto"]);
    assert!(
        !site.path("b/protocol").exists()
            && !site.path("protocol/events/virtual.first.proto").exists()
    );
}

#[test]
fn programs_bring_the_events_of_libraries_of_other_workspaces() {
    let site = Site::new("outside");
    site.package("library", "[workspace]", &event("outside", "opened", 0, COUNT));
    let library = site.package_name("library");
    let depends = format!("{library} = {{ path = \"../library\" }}\n\n[workspace]");
    site.package("app", &depends, "");
    site.write("app/src/main.rs", &format!("use {library} as _;\nfn main() {{}}\n"));
    // Whether the library has a lock of its own makes no difference.
    for accepted in [false, true] {
        if accepted {
            site.telemetry("library", &["accept"]).expect(0, &[]);
        }
        let said = site.telemetry("app", &["check", "--json"]);
        assert_eq!((said.status, said.found()), (0, free(&["(outside, opened)"])), "{said:?}");
    }
    let lock = "protocol/events/outside.proto";
    site.telemetry("app", &["accept"]).expect(0, &[lock]);
    assert_eq!(site.read(&format!("app/{lock}")), site.read(&format!("library/{lock}")));
    site.telemetry("app", &["check", "--accepted"]).expect(0, &[]);
}

#[test]
fn nothing_that_cannot_be_built_or_read_is_clean() {
    let site = Site::of_one("broken", &event("broken", "opened", 0, COUNT));
    site.telemetry("", &["accept"]).expect(0, &[]);
    let lock = "protocol/events/broken.proto";
    let accepted = site.read(lock);
    for subcommand in ["check", "diff", "accept", "review"] {
        let run = |arguments: &[&str]| site.telemetry("", &[&[subcommand], arguments].concat());
        run(&["--manifest-path", "none/Cargo.toml"]).expect(2, &["`none/Cargo.toml` is no file"]);
        run(&["--manifest-path", "src"]).expect(2, &["name the Cargo.toml"]);
        run(&["-p", "nothing"]).expect(2, &["nothing", "the build failed"]);
        run(&["--features", "nothing"]).expect(2, &["the build failed"]);
        run(&["--target", "nothing"]).expect(2, &["the build failed"]);
        run(&["-p", "x", "target/debug/app"]).expect(2, &["cannot be used with"]);
        site.write("src/lib.rs", "fn broken() { 1 }");
        run(&[]).expect(2, &["mismatched types", "the build failed"]);
        site.write("src/lib.rs", &event("broken", "opened", 0, COUNT));
        site.write(lock, "message {{{");
        run(&[]).expect(2, &["protocol/events/broken.proto:1:1"]);
        fs::write(site.path(lock), b"\xff\xfe").expect("writable");
        run(&[]).expect(2, &["broken.proto` cannot be read"]);
        fs::remove_file(site.path(lock)).expect("a file");
        fs::create_dir(site.path(lock)).expect("writable");
        run(&[]).expect(2, &["broken.proto` cannot be read"]);
        fs::remove_dir(site.path(lock)).expect("a directory");
        site.write(lock, &accepted);
        let reviews = site.read("protocol/reviews.toml");
        site.write("protocol/reviews.toml", "[[audited");
        run(&[]).expect(2, &["protocol/reviews.toml:1:"]);
        site.write("protocol/reviews.toml", &reviews);
        let manifest = site.read("Cargo.toml");
        site.write("Cargo.toml", "[workspace");
        run(&[]).expect(2, &["Cargo.toml:1:"]);
        site.write("Cargo.toml", &manifest);
        run(&[]).expect(0, &[]);
    }
}

#[test]
fn what_cargo_prints_is_printed_in_colour_where_that_is_asked_for() {
    let site = Site::of_one("colored", "fn broken() { 1 }");
    let colored = site.telemetry("", &["check", "--color", "always"]);
    assert!(colored.stderr.contains("\u{1b}[1m\u{1b}[91merror"), "{colored:?}");
    let plain = site.telemetry("", &["check", "--color", "never"]);
    assert!(!plain.stderr.contains('\u{1b}') && plain.stderr.contains("error[E0308]"), "{plain:?}");
}
