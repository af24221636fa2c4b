//! What `telemetry_sdk::accepted!()` makes of a workspace: the application
//! decides, also about the libraries that it links.

use std::fs;

use crate::places::{LANGUAGES, Place, SHOWN, completed, workspace};

/// Prints what of the linked events is not accepted.
const PROGRAM: &str = r#"
use telemetry_sdk::{Telemetry, accepted};

use accepting_library as _;

fn main() {
    let directory = std::env::temp_dir().join(format!("telemetry-accepted-{}", std::process::id()));
    let telemetry = Telemetry::builder(accepted!()).data_dir(&directory).start();
    for problem in telemetry.expect("started").not_accepted() {
        println!("{:?}: {problem}", problem.reason);
    }
    let _ = std::fs::remove_dir_all(directory);
}
"#;

/// An application with a library of another workspace, which is reviewed
/// there; and the review.
fn application() -> (Place, String) {
    let place = Place::new("accepting");
    place.package("library", "[workspace]", SHOWN);
    let entry = completed(&place.check("library").entries()[0], LANGUAGES);
    place.write("library/protocol/reviews.toml", &entry);
    let sdk = workspace();
    let depends = format!(
        "telemetry-sdk = {{ path = {sdk:?} }}\n\
         accepting_library = {{ path = \"../library\" }}\n\n[workspace]"
    );
    place.package("app", &depends, "");
    fs::rename(place.path("app/src/lib.rs"), place.path("app/src/main.rs")).expect("a file");
    place.write("app/src/main.rs", PROGRAM);
    (place, entry)
}

/// How the comparison goes is tested beside the exporter; this is about which
/// files it is made with, and that cargo notices a change of them.
#[test]
fn only_the_application_s_own_lock_and_review_count() {
    let (place, entry) = application();
    let run = || {
        let output = place.cargo("app", &["run", "--quiet"], &[]);
        output.expect_success();
        output.text
    };
    let reviews = "app/protocol/reviews.toml";
    let said = ["`protocol/events` is missing", "run `cargo telemetry accept`", "T0023"];
    place.cargo("app", &["build"], &[]).expect_failure(&said);
    fs::create_dir_all(place.path("app/protocol/events")).expect("a folder");
    let said = ["`protocol/reviews.toml` is missing", "T0011"];
    place.cargo("app", &["build"], &[]).expect_failure(&said);
    place.write(reviews, "");
    let said = run();
    assert!(said.contains("Unknown: the event (search, resultsShown) stays"), "{said}");
    assert!(said.contains("Missing: the event (search, resultsShown) stays"), "{said}");
    place.write(reviews, &entry);
    assert!(run().starts_with("Unknown: "));

    let program = Place::target().join("debug/accepting_app");
    let manifest = place.path("app/Cargo.toml");
    let arguments = ["cargo-telemetry", "telemetry", "accept", "--manifest-path"].map(Into::into);
    let arguments = arguments.into_iter().chain([manifest.into_os_string(), program.into()]);
    let status = cargo_telemetry::run(arguments);
    assert_eq!(format!("{status:?}"), format!("{:?}", std::process::ExitCode::SUCCESS));
    let lock = place.path("app/protocol/events/search.proto");
    assert!(lock.is_file(), "the library's event is accepted");
    // That the lock has a file more is told by a touch of the reviews.
    place.write(reviews, &entry);
    assert_eq!(run(), "");

    place.write(reviews, &entry.replace("max_bytes = 8", "max_bytes = 9"));
    assert!(run().starts_with("OtherTerms: "));
    let wrong = entry.replace("max_bytes = 8", "max_bytes = 900").replace("link", "links");
    place.write(reviews, &wrong);
    let said = ["protocol/reviews.toml:7:13: ", "unknown key `links`", "no `link`", "T0011"];
    place.cargo("app", &["build"], &[]).expect_failure(&said);
    place.write(reviews, &entry);
    fs::write(lock, "syntax = \"proto3\";\n").expect("writable");
    let said = ["protocol/events/search.proto:1:1: ", "T0023"];
    place.cargo("app", &["build"], &[]).expect_failure(&said);
}
