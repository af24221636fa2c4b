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
    let telemetry = Telemetry::builder(&directory, "1.0.0").accepted(accepted!()).start();
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
/// file it is made with, and that cargo notices a change of it.
#[test]
fn only_the_application_s_own_review_counts() {
    let (place, entry) = application();
    let run = || {
        let output = place.cargo("app", &["run", "--quiet"], &[]);
        output.expect_success();
        output.text
    };
    let reviews = "app/protocol/reviews.toml";
    assert!(run().starts_with("Missing: the event (search, resultsShown) stays"));
    place.write(reviews, &entry);
    // Until here there was no file whose change cargo could see.
    place.write("app/src/main.rs", &format!("{PROGRAM}\n"));
    assert_eq!(run(), "");
    place.write(reviews, &entry.replace("max_bytes = 8", "max_bytes = 9"));
    assert!(run().starts_with("OtherTerms: "));
    place.write(
        reviews,
        &entry.replace("max_bytes = 8", "max_bytes = 900").replace("link", "links"),
    );
    let said = ["protocol/reviews.toml:7:13: ", "unknown key `links`", "no `link`", "T0011"];
    place.cargo("app", &["build"], &[]).expect_failure(&said);
}
