//! What `telemetry_sdk::accepted!()` makes of a workspace: the application
//! decides, also about the libraries that it links.

use std::{fs, path::Path};

use crate::places::{LANGUAGES, Place, SHOWN, completed, workspace};

/// Prints what of the linked events is not accepted.
const PROGRAM: &str = r#"
use telemetry_sdk::{Telemetry, accepted};

use LIBRARY as _;

fn main() {
    let directory = std::env::temp_dir().join(format!("telemetry-accepted-{}", std::process::id()));
    let telemetry = Telemetry::builder(&directory, "1.0.0").accepted(accepted!()).start();
    for problem in telemetry.expect("started").not_accepted() {
        println!("{:?}: {problem}", problem.reason);
    }
    let _ = std::fs::remove_dir_all(directory);
}
"#;

/// An application with a library of another workspace, which is reviewed
/// there; and the review.
fn application(name: &'static str) -> (Place, String) {
    let place = Place::new(name);
    place.package("library", "[workspace]", SHOWN);
    let entry = completed(&place.check("library").entries()[0], LANGUAGES);
    place.write("library/protocol/reviews.toml", &entry);
    let library = format!("{name}_library");
    let sdk = workspace();
    let depends = format!(
        "telemetry-sdk = {{ path = {sdk:?} }}\n{library} = {{ path = \"../library\" }}\n\n[workspace]"
    );
    place.package("app", &depends, "");
    place.write("app/src/main.rs", &PROGRAM.replace("LIBRARY", &library));
    fs::remove_file(place.path("app/src/lib.rs")).expect("written");
    (place, entry)
}

fn run(place: &Place) -> String {
    let output = place.cargo("app", &["run", "--quiet"], &[]);
    output.expect_success();
    output.text
}

#[test]
fn only_the_application_s_own_review_counts() {
    let (place, entry) = application("accepting");
    assert!(run(&place).starts_with("Missing: the event (search, resultsShown) stays"));
    let reviews = "app/protocol/reviews.toml";
    place.write(reviews, "");
    // Until here there was no file whose change cargo could see.
    touch(&place.path("app/src/main.rs"));
    assert!(run(&place).starts_with("Missing: "));
    place.write(reviews, &entry);
    assert_eq!(run(&place), "");
    for (old, new, reason) in [
        ("max_bytes = 8", "max_bytes = 9", "OtherTerms"),
        ("\"rust\"]", "\"rust\", \"zig\"]", "OtherTerms"),
        ("with_user = false", "with_user = true", "OtherTerms"),
        ("2028-11-01", "2028-11-02", "OtherTerms"),
        ("sha256:", "sha256:other", "OtherDefinition"),
        ("field = \"language\"", "field = \"dialect\"", "Missing"),
    ] {
        let new = match new {
            "sha256:other" => format!("sha256:{}\" #", "0".repeat(64)),
            new => new.to_owned(),
        };
        place.write(reviews, &entry.replace(old, &new));
        let said = run(&place);
        assert!(said.starts_with(&format!("{reason}: ")), "{new}: {said}");
    }
}

#[test]
fn a_malformed_file_does_not_build() {
    let (place, entry) = application("misaccepting");
    let faulty = entry.replace("max_bytes = 8", "max_bytes = 900").replace("link =", "links =");
    place.write("app/protocol/reviews.toml", &faulty);
    let said = ["protocol/reviews.toml:7:13: ", "unknown key `links`", "no `link`", "T0011"];
    place.check("app").expect_failure(&said);
}

fn touch(path: &Path) {
    let text = fs::read_to_string(path).expect("a file");
    fs::write(path, format!("{text}\n")).expect("writable");
}
