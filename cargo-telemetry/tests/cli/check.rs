//! What `check` finds in real programs, and with which exit status it ends.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

use crate::{
    elf::description,
    programs::{Profile, REVIEWS, Said, command, said, workspace},
};

/// A day on which nothing of the fixtures is about to expire.
const QUIET: &str = "2026-12-01";

/// A directory with a manifest, these reviews, and the lock of the fixtures.
fn reviewed(reviews: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a directory");
    let lock = "protocol/events";
    fs::create_dir_all(place.path().join(lock)).expect("writable");
    for file in fs::read_dir(workspace().root().join(lock)).expect("it was accepted") {
        let file = file.expect("readable");
        fs::copy(file.path(), place.path().join(lock).join(file.file_name())).expect("writable");
    }
    fs::write(place.path().join("Cargo.toml"), "[workspace]\n").expect("writable");
    fs::write(place.path().join("protocol/reviews.toml"), reviews).expect("writable");
    place
}

fn check(place: &Path, today: &str, files: &[&Path]) -> Command {
    let mut command = command();
    command.current_dir(place).args(["check", "--today", today]).args(files);
    command
}

/// Rule, level, field and message of each finding.
fn found(said: &Said) -> Vec<[String; 4]> {
    let part = |finding: &Value, name: &str| finding[name].as_str().unwrap_or("-").to_owned();
    let document = said.json();
    let findings = document["findings"].as_array().expect("findings").iter();
    findings.map(|it| ["rule", "level", "field", "message"].map(|name| part(it, name))).collect()
}

/// What is found beside the note on the width of an integer.
fn problems(said: &Said) -> Vec<[String; 4]> {
    found(said).into_iter().filter(|[_, level, ..]| level != "note").collect()
}

/// The lines of the reviews that findings point to.
fn lines_of_reviews(said: &Said) -> Vec<u64> {
    let document = said.json();
    let findings = document["findings"].as_array().expect("findings").iter();
    let of_reviews = findings.filter(|it| it["file"] == "protocol/reviews.toml");
    of_reviews.filter_map(|it| it["line"].as_u64()).collect()
}

#[test]
fn a_program_with_its_reviews_is_clean() {
    let workspace = workspace();
    let app = workspace.build("app", Profile::Release, "app");
    let library = workspace.build("events", Profile::Debug, "libevents.rlib");
    // The library is in the program; that is no second declaration.
    let json = said(check(workspace.root(), QUIET, &[&app, &library]).arg("--json"));
    assert_eq!((json.status, &*json.stderr), (0, ""), "{}", json.stdout);
    let document = json.json();
    assert_eq!((&document["events"], &document["today"]), (&3.into(), &QUIET.into()));
    assert_eq!(document["files"].as_array().map(Vec::len), Some(2));
    let rounded = "a `u64` beyond 9007199254740992 (2^53) is rounded to a double";
    assert_eq!(found(&json), [["T0015", "note", "token", rounded].map(str::to_owned)]);
    let text = said(&mut check(workspace.root(), QUIET, &[&app, &library]));
    assert!(text.status == 0 && text.stdout.ends_with("3 events in 2 files: 1 note\n"), "{text:?}");
}

#[test]
fn a_text_without_a_review_is_an_error() {
    let app = workspace().build("app", Profile::Debug, "app");
    let place = reviewed("");
    let said = said(check(place.path(), QUIET, &[&app]).arg("--json"));
    assert_eq!(said.status, 1);
    let message = "this text can leave, and protocol/reviews.toml has no review of it";
    assert_eq!(problems(&said), [["T0011", "deny", "language", message].map(str::to_owned)]);
}

#[test]
fn other_terms_than_the_workspace_has_are_errors() {
    let app = workspace().build("app", Profile::Debug, "app");
    for (term, old, new) in [
        ("max_bytes", "max_bytes = 8", "max_bytes = 7"),
        ("texts", "\"rust\", \"go\"", "\"rust\""),
        ("texts", "values = [\"rust\", \"go\"]", "pattern = \"[a-z]{1,8}\""),
        ("with_user", "reviewer =", "with_user = true\nreviewer ="),
        ("expires", "2028-11-01", "2028-10-31"),
    ] {
        assert!(REVIEWS.contains(old), "{old}");
        let place = reviewed(&REVIEWS.replace(old, new));
        let said = said(check(place.path(), QUIET, &[&app]).arg("--json"));
        let message =
            format!("the program was built with another `{term}` than protocol/reviews.toml has");
        let expected = ["T0011".into(), "deny".into(), "language".into(), message];
        assert_eq!((said.status, problems(&said)), (1, vec![expected]), "{new}");
        assert!(lines_of_reviews(&said) == [1], "{said:?}");
    }
    let place = reviewed(&REVIEWS.replace("979392fac", "979392fad"));
    let said_of_it = said(check(place.path(), QUIET, &[&app]).arg("--json"));
    let message = "the review was given for another declaration of the event";
    let expected = [["C0037", "deny", "language", message].map(str::to_owned)];
    assert_eq!((said_of_it.status, problems(&said_of_it)), (1, expected.to_vec()));
    let reordered = REVIEWS.replace("\"rust\", \"go\"", "\"go\", \"rust\"");
    assert_eq!(said(&mut check(reviewed(&reordered).path(), QUIET, &[&app])).status, 0);
}

#[test]
fn reviews_are_spoken_of_before_they_expire() {
    let workspace = workspace();
    let app = workspace.build("app", Profile::Debug, "app");
    for (today, said_of_it) in [
        ("2028-09-01", None),
        (
            "2028-09-02",
            Some("its review expires on 2028-11-01, in 60 days; then the text is left out"),
        ),
        (
            "2028-10-31",
            Some("its review expires on 2028-11-01, in 1 day; then the text is left out"),
        ),
        ("2028-11-01", Some("its review expired on 2028-11-01, and the text is left out")),
    ] {
        let said = said(check(workspace.root(), today, &[&app]).arg("--json"));
        let of_review: Vec<_> =
            problems(&said).into_iter().filter(|[rule, ..]| rule == "T0011").collect();
        let expected =
            said_of_it.map(|message| ["T0011", "warn", "language", message].map(str::to_owned));
        assert_eq!(of_review, Vec::from_iter(expected), "{today}");
        // The event itself expires before.
        assert_eq!(said.status, 1, "{today}");
    }
}

#[test]
fn a_review_of_nothing_is_a_warning() {
    let workspace = workspace();
    let eventless = workspace.build("eventless", Profile::Debug, "eventless");
    // What was accepted and is merely not in this program is not missed.
    assert_eq!(said(&mut check(workspace.root(), QUIET, &[&eventless])).status, 0);
    drop(workspace);
    let place = reviewed(&REVIEWS.replace("language", "dialect"));
    let said = said(check(place.path(), QUIET, &[&eventless]).arg("--json"));
    let message = "this is a review of a text that no event of the given files has";
    assert_eq!(problems(&said), [["T0011", "warn", "dialect", message].map(str::to_owned)]);
    assert_eq!(said.status, 1);
    assert_eq!(lines_of_reviews(&said), [1]);
}

#[test]
fn an_event_of_two_packages_is_a_duplicate() {
    let workspace = workspace();
    let packages = ["-p", "app", "-p", "again"];
    let said = workspace.telemetry(
        &[&["check", "--offline", "--annotations", "--today", QUIET][..], &packages].concat(),
    );
    assert_eq!(said.status, 1);
    let lines: Vec<_> = said.stdout.lines().collect();
    let expected = [
        "::error file=protocol/events/search.proto,line=38,col=1,title=telemetry%3A%3AC0039::",
        "::error title=telemetry%3A%3AT0004::(search, failed): the event (search, failed) is the same as (search, fail-ed), which `again::Failed` declares (wire); `(search, fail-ed)` there, `(search, failed)` here; rename the action of one of them; names that differ only by case, dashes or dots are the same (declared by events::Search)",
        "::notice title=telemetry%3A%3AT0015::(search, failed), field `token`: a `u64` beyond 9007199254740992 (2^53) is rounded to a double; nothing, if it never gets that far; a smaller type or `max` says so (declared by events::Search)",
    ];
    let begins = lines.iter().zip(expected).map(|(line, begin)| line.starts_with(begin));
    assert!(lines.len() == 3 && begins.into_iter().all(|it| it), "{lines:#?}");
}

#[test]
fn what_cannot_be_read_is_not_checked() {
    let workspace = workspace();
    let app = workspace.build("app", Profile::Debug, "app");
    let refused = |command: &mut Command, why: &str| {
        let said = said(command);
        assert_eq!((said.status, &*said.stdout), (2, ""), "{said:?}");
        assert!(said.stderr.starts_with("error: ") && said.stderr.contains(why), "{why}: {said:?}");
    };
    let mut bytes = fs::read(&app).expect("it was built");
    let at = description(&bytes);
    bytes[at] = 0xff;
    let damaged = workspace.root().join("damaged");
    fs::write(&damaged, bytes).expect("writable");
    refused(&mut check(workspace.root(), QUIET, &[&app, &damaged]), "a text is not UTF-8");
    refused(&mut check(workspace.root(), QUIET, &[Path::new("none")]), "No such file");
    let root = workspace.root().to_owned();
    drop(workspace);
    let broken = reviewed("[[audited]]\nfeature = 1\n");
    refused(&mut check(broken.path(), QUIET, &[&app]), "protocol/reviews.toml:2:11: `feature` is");
    let nowhere = tempfile::tempdir().expect("a directory");
    refused(&mut check(nowhere.path(), QUIET, &[&app]), "there is no Cargo.toml");
    refused(&mut check(&root, "2026-02-30", &[&app]), "the calendar has no such day");
    refused(check(&root, QUIET, &[&app]).args(["--json", "--annotations"]), "--annotations");
}

#[test]
fn the_workspace_can_be_named() {
    let workspace = workspace();
    let app = workspace.build("app", Profile::Debug, "app");
    let nowhere = tempfile::tempdir().expect("a directory");
    let manifest = workspace.root().join("app/Cargo.toml");
    let said = said(check(nowhere.path(), QUIET, &[&app]).arg("--manifest-path").arg(manifest));
    assert_eq!(said.status, 0, "{said:?}");
}

/// Without `--today` it is the clock's day, so the result depends on it; what
/// is known is that it can be told.
#[test]
fn the_clock_is_asked_when_no_day_is_given() {
    let workspace = workspace();
    let eventless = workspace.build("eventless", Profile::Debug, "eventless");
    let mut command = command();
    command.current_dir(workspace.root()).args(["check", "--json"]).arg(&eventless);
    let today = said(&mut command).json()["today"].as_str().expect("a day").to_owned();
    assert!(today.parse::<telemetry_schema::Date>().is_ok(), "{today}");
}
