//! When a declaration with an audited text compiles: only with a review of
//! exactly this declaration, in the one file where reviewers look.

use crate::places::{LANGUAGES, Place, SHOWN, completed};

/// A package whose declaration is reviewed and compiles.
fn reviewed(name: &'static str, source: &str) -> Place {
    let place = Place::with(name, source);
    place.review_all(|_| LANGUAGES);
    place.check("").expect_success();
    place
}

#[test]
fn without_a_review_the_message_holds_the_entry_that_makes_it_compile() {
    let place = Place::with("no_review", SHOWN);
    let refused = place.check("");
    refused.expect_failure(&["`language`", "protocol/reviews.toml", "T0011"]);
    let [entry] = &refused.entries()[..] else { panic!("one text, one entry") };
    place.review(&completed(entry, LANGUAGES));
    place.check("").expect_success();
}

#[test]
fn an_entry_that_nobody_completed_is_refused() {
    let place = Place::with("uncompleted", SHOWN);
    let entry = place.check("").entries().remove(0);
    place.review(&entry);
    let said = ["`reason` says nothing", "`reviewer` says nothing", "`link` says nothing"];
    place.check("").expect_failure(&said);
}

#[test]
fn every_edit_of_the_declaration_voids_the_review() {
    let edits = [
        ("from the editor's list.", "from the editor."),
        ("#[telemetry(audited)]", "#[telemetry(audited, key = \"languageFilter\")]"),
        ("Option<String>", "String"),
        ("    /// The language", "    /// Results.\n    pub count: u32,\n    /// The language"),
        ("product-improvement", "reliability"),
        ("search-team", "web-team"),
    ];
    let place = reviewed("edited", SHOWN);
    for (old, new) in edits {
        place.write("src/lib.rs", &SHOWN.replace(old, new));
        let refused = place.check("");
        let reviews = if new.contains("key") {
            // A text under another key is another text.
            completed(&refused.entries()[0], LANGUAGES)
        } else {
            refused.expect_failure(&["is not the one that was reviewed", "line 1", "T0011"]);
            let entry = std::fs::read_to_string(place.path("protocol/reviews.toml"));
            let entry = entry.expect("written before");
            let stale = entry.lines().find(|line| line.starts_with("definition"));
            entry.replace(stale.expect("a hash"), &refused.hash())
        };
        let before = std::fs::read_to_string(place.path("protocol/reviews.toml"));
        place.review(&reviews);
        place.check("").expect_success();
        place.review(&before.expect("written before"));
    }
}

#[test]
fn the_file_alone_makes_cargo_build_anew() {
    let place = reviewed("tracked", SHOWN);
    place.edit("protocol/reviews.toml", "sha256:", "sha256:0000");
    place.check("").expect_failure(&["T0011"]);
    place.edit("protocol/reviews.toml", "sha256:0000", "sha256:");
    place.check("").expect_success();
    std::fs::remove_file(place.path("protocol/reviews.toml")).expect("written before");
    place.check("").expect_failure(&["[[audited]]"]);
}

#[test]
fn every_fault_of_the_file_is_told_at_its_place() {
    let place = Place::with("malformed", SHOWN);
    let entry = completed(&place.check("").entries()[0], LANGUAGES);
    let faulty = entry
        .replace("max_bytes = 8", "max_bytes = 900")
        .replace("date = \"2026-11-22\"", "date = \"yesterday\"")
        .replace("reviewer =", "reviewed_by =");
    place.review(&format!("{faulty}\n[[audit]]\n"));
    let said = [
        "protocol/reviews.toml:7:13: ",
        "protocol/reviews.toml:1:1: this entry has no `reviewer`",
        "protocol/reviews.toml:10:1: unknown key `reviewed_by`",
        "protocol/reviews.toml:12:8: ",
        "protocol/reviews.toml:15:3: unknown table `audit`",
    ];
    place.check("").expect_failure(&said);
    place.review("[[audited\n");
    place.check("").expect_failure(&["protocol/reviews.toml:1:", "not TOML"]);
}

#[test]
fn a_review_above_the_workspace_is_not_used() {
    let place = Place::new("above");
    place.package("inner", "[workspace]", SHOWN);
    let entry = completed(&place.check("inner").entries()[0], LANGUAGES);
    place.review(&entry);
    place.check("inner").expect_failure(&["[[audited]]"]);
    place.write("inner/protocol/reviews.toml", &entry);
    place.check("inner").expect_success();
}

#[test]
fn a_member_has_the_reviews_of_its_workspace_and_none_of_its_own() {
    let place = Place::new("member");
    place.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"inner\"]\n");
    place.package("inner", "", SHOWN);
    let entry = completed(&place.check("").entries()[0], LANGUAGES);
    place.write("inner/protocol/reviews.toml", &entry);
    place.check("").expect_failure(&["[[audited]]"]);
    place.review(&entry);
    place.check("").expect_success();
}

/// Cargo follows `package.workspace`; a package could choose its reviewers
/// with it.
#[test]
fn a_workspace_that_the_package_names_is_not_followed() {
    let place = Place::new("elsewhere");
    place.write("Cargo.toml", "[workspace]\n");
    place.write("other/Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"../inner\"]\n");
    place.package("inner", "", SHOWN);
    place.edit("inner/Cargo.toml", "[package]\n", "[package]\nworkspace = \"../other\"\n");
    let entry = completed(&place.check("inner").entries()[0], LANGUAGES);
    place.write("other/protocol/reviews.toml", &entry);
    place.check("inner").expect_failure(&["[[audited]]"]);
    place.review(&entry);
    place.check("inner").expect_success();
}

#[test]
fn no_environment_variable_and_no_feature_speaks_for_a_review() {
    let place = Place::new("switches");
    let features = "[features]\nacknowledged = []\naudited = []\n\n[workspace]";
    place.package("", features, SHOWN);
    let all = ["check", "--all-features"];
    let variables = [
        ("TELEMETRY_REVIEWS", "off"),
        ("TELEMETRY_SKIP_REVIEW", "1"),
        ("TELEMETRY_ALLOW_AUDITED", "1"),
        ("CARGO_WORKSPACE_DIR", "/"),
        ("CI", "1"),
    ];
    place.cargo("", &all, &variables).expect_failure(&["[[audited]]"]);
    place.cargo("", &["check", "--release"], &variables).expect_failure(&["[[audited]]"]);
}

#[test]
fn a_pattern_that_takes_almost_anything_is_refused() {
    let place = Place::with("wide", SHOWN);
    let entry = place.check("").entries().remove(0);
    for pattern in [".*", ".{1,8}", "[^ ]{1,8}", "\\\\w+", "[a-z]*", "[a-z]{1,99}"] {
        place.review(&completed(&entry, &format!("pattern = \"{pattern}\"")));
        place.check("").expect_failure(&["protocol/reviews.toml:8:11: "]);
    }
}

#[test]
fn a_text_beside_a_waived_identity_needs_a_review_that_says_so() {
    let identity = "    /// The language";
    let source = SHOWN.replace(
        identity,
        "    /// A number of the list, not of a person.\n    \
         #[telemetry(allow(T0009, reason = \"a number of the list\"))]\n    \
         pub visitor_id: u32,\n    /// The language",
    );
    let place = Place::with("identity", &source);
    place.review_all(|_| LANGUAGES);
    place.check("").expect_failure(&["T0012", "`language`", "`visitor_id`"]);
    place.edit("protocol/reviews.toml", "with_user = false", "with_user = true");
    place.check("").expect_success();
}

#[test]
fn a_library_of_another_workspace_has_that_workspace_s_reviews() {
    let place = Place::new("library");
    place.package("library", "[workspace]", SHOWN);
    let entry = completed(&place.check("library").entries()[0], LANGUAGES);
    let depends = "library_library = { path = \"../library\" }\n\n[workspace]";
    place.package("application", depends, "pub use library_library::ResultsShown;\n");
    place.write("application/protocol/reviews.toml", &entry);
    place.check("application").expect_failure(&["[[audited]]"]);
    place.write("library/protocol/reviews.toml", &entry);
    std::fs::remove_dir_all(place.path("application/protocol")).expect("written before");
    place.check("application").expect_success();
}
