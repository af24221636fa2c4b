//! What must not compile, and with which message; what must compile.
//!
//! One mistake per file, `cases/<topic>/<mistake>.rs`, with the compiler's
//! words beside it. After a deliberate change: `TRYBUILD=overwrite cargo test
//! -p telemetry-ui-tests`, then read the difference as somebody who sees the
//! message for the first time.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Cases that hold several mistakes, or one of which the compiler speaks more
/// than once; every other case gives exactly one error.
const SEVERAL: [(&str, usize); 12] = [
    // The compiler goes on to the helper attribute.
    ("attributes/crate_of_another_name", 2),
    ("context/several_mistakes", 4),
    // The false proof, and its use.
    ("doors/stand_in_alias", 2),
    // Each use of the false proof.
    ("doors/stand_in_field", 4),
    // Each of the two calls.
    ("forms/not_recorded_as_event", 2),
    ("many/codes", 5),
    ("many/events", 2),
    ("many/five", 5),
    ("many/ten", 10),
    ("many/types", 6),
    // Each of the two derives.
    ("smuggling/derived_twice", 2),
    // The rule that cannot be waived speaks as well.
    ("waivers/not_waivable", 2),
];

#[test]
fn ui() {
    the_toolchain_is_the_pinned_one();
    let cases = trybuild::TestCases::new();
    cases.pass("cases/pass/*.rs");
    cases.pass("cases/pass/rules/*.rs");
    for topic in refused_topics() {
        cases.compile_fail(topic.join("*.rs"));
    }
}

/// The words of the compiler change from version to version.
fn the_toolchain_is_the_pinned_one() {
    let pin = fs::read_to_string("../../rust-toolchain.toml").expect("the workspace pins one");
    let pinned = pin.split('"').nth(1).expect("channel = \"…\" comes first");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("rustc runs");
    let used = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(
        used.starts_with(&format!("rustc {pinned} ")),
        "the messages in `cases` are those of rustc {pinned}, this is {used}; \
         run with the toolchain of rust-toolchain.toml, or raise it there and review the messages anew",
    );
}

#[test]
fn a_mistake_is_one_error() {
    for case in refused_topics().iter().flat_map(|topic| files(topic, "stderr")) {
        let name = case.with_extension("").strip_prefix("cases").expect("below").to_owned();
        let wanted = SEVERAL.iter().find(|(several, _)| Path::new(several) == name);
        let words = fs::read_to_string(&case).expect("readable");
        let errors = words.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(errors, wanted.map_or(1, |(_, count)| *count), "{}:\n{words}", case.display());
    }
}

/// The component `rust-src` adds lines of the standard library to messages
/// that point there; none of ours may, so that it does not matter who has it.
#[test]
fn no_message_shows_the_standard_library() {
    for case in refused_topics().iter().flat_map(|topic| files(topic, "stderr")) {
        let words = fs::read_to_string(&case).expect("readable");
        let shows = words.contains("$RUST/") || words.contains("/rustc/");
        assert!(!shows, "{}: avoid what makes the compiler point there\n{words}", case.display());
    }
}

#[test]
fn every_message_has_its_case() {
    for message in refused_topics().iter().flat_map(|topic| files(topic, "stderr")) {
        let case = message.with_extension("rs");
        assert!(case.exists(), "{} is left over; remove it", message.display());
    }
}

fn refused_topics() -> Vec<PathBuf> {
    let entries = fs::read_dir("cases").expect("the cases are here");
    let topics = entries.map(|entry| entry.expect("readable").path());
    let mut topics: Vec<_> = topics.filter(|topic| !topic.ends_with("pass")).collect();
    topics.sort();
    topics
}

fn files(topic: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(topic).expect("a topic is a folder");
    let files = entries.map(|entry| entry.expect("readable").path());
    files.filter(|file| file.extension() == Some(OsStr::new(extension))).collect()
}

/// The README shows the compiler's own words.
#[test]
fn the_readme_tells_the_truth() {
    let readme = fs::read_to_string("../../README.md").expect("the workspace has one");
    let real = fs::read_to_string("cases/types/string.stderr").expect("the case of a string");
    let shown = readme.split("```text\n").find(|block| block.starts_with("error[E0277]"));
    let shown = shown.and_then(|block| block.split("```").next()).expect("an error in the README");
    let words = |line: &&str| line.contains("error[") || line.contains(" = ") || line.contains("^");
    let shown: Vec<&str> = shown.lines().filter(words).map(str::trim).collect();
    assert!(shown.len() >= 5, "{shown:?}");
    for line in shown {
        assert!(real.contains(line), "the README shows `{line}`, which the compiler does not say");
    }
}
