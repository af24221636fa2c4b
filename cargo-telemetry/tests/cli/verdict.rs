//! The builds of cargo before and after those of the command: each has the
//! right verdict, in any order and without a clean.

use std::fs;

use crate::site::{COUNT, Site, event};

/// A second field.
const TWO: &str = "    /// How many there were.\n    pub result_count: u32,\n    \
                   /// How many were left out.\n    pub omitted_count: u32,";

/// A field of a feature of cargo.
const CONDITIONAL: &str = "    /// How many there were.\n    pub result_count: u32,\n    \
                           /// How many were left out.\n    #[cfg(feature = \"more\")]\n    \
                           pub omitted_count: u32,";

#[test]
fn what_needs_acceptance_builds_once_it_was_accepted() {
    let site = Site::of_one("verdict", &event("verdict", "opened", 0, TWO));
    let builds = || site.cargo("", &["build"]).expect(0, &[]).status;
    builds();
    site.telemetry("", &["accept"]).expect(0, &["protocol/reviews.toml"]);
    builds();
    site.write("src/lib.rs", &event("verdict", "opened", 1, COUNT));
    let removed = ["telemetry::C0010", "`omitted_count`"];
    site.cargo("", &["build"]).expect(101, &["C0010", "cargo telemetry accept"]);
    site.telemetry("", &["check"]).expect(1, &removed);
    site.cargo("", &["build"]).expect(101, &["C0010"]);
    site.telemetry("", &["review"]).expect(1, &["| accept | meaning | `omitted_count` |"]);
    site.telemetry("", &["accept"]).expect(0, &removed);
    builds();
    site.telemetry("", &["check"]).expect(0, &["no findings"]);
    builds();
}

#[test]
fn what_is_never_accepted_never_builds() {
    let site = Site::of_one("never", &event("never", "opened", 0, COUNT));
    site.telemetry("", &["accept"]).expect(0, &[]);
    let lock = site.read("protocol/events/never.proto");
    let other = event("never", "opened", 0, &COUNT.replace("u32", "Wide"));
    site.write("src/lib.rs", &format!("type Wide = u64;\n{other}"));
    for _ in 0..2 {
        site.cargo("", &["build"]).expect(101, &["C0005", "u32"]);
        let said = site.telemetry("", &["accept"]);
        said.expect(
            1,
            &["deny[telemetry::C0005]", "there: u32", "here: u64", "nothing was accepted"],
        );
        said.expect(
            1,
            &["--> protocol/events/never.proto:27:3", "   optional double result_count = 1 ["],
        );
        assert_eq!(site.read("protocol/events/never.proto"), lock);
    }
    site.write("src/lib.rs", &event("never", "opened", 0, COUNT));
    site.cargo("", &["build"]).expect(0, &[]);
    site.telemetry("", &["check"]).expect(0, &[]);
}

#[test]
fn what_is_behind_a_feature_is_not_removed() {
    let features = "\n[features]\nmore = []\n\n[workspace]";
    let site = Site::new("absent");
    let hidden = format!(
        "#[cfg(feature = \"more\")]\nmod hidden {{\n{}}}\n",
        event("hidden", "opened", 0, COUNT)
    );
    site.package("", features, &format!("{}{hidden}", event("absent", "opened", 0, CONDITIONAL)));
    site.telemetry("", &["accept", "--all-features"]).expect(0, &["hidden.proto", "absent.proto"]);
    let lock = site.read("protocol/events/absent.proto");
    for arguments in
        [&["check", "--accepted"][..], &["check", "--accepted", "-F", "more"], &["diff"]]
    {
        site.telemetry("", arguments).expect(0, &[]);
    }
    site.telemetry("", &["accept", "--no-default-features"]).expect(0, &["the lock is as it was"]);
    assert_eq!(site.read("protocol/events/absent.proto"), lock);
    site.cargo("", &["build"]).expect(0, &[]);
    site.cargo("", &["build", "--all-features"]).expect(0, &[]);
}

#[test]
fn a_text_without_a_valid_review_is_not_accepted_and_its_entry_is_shown() {
    let text = "    /// The language.\n    #[telemetry(audited)]\n    pub language: String,";
    let site = Site::of_one("texts", &event("texts", "opened", 0, text));
    for subcommand in ["check", "accept"] {
        let said = site.telemetry("", &[subcommand]);
        said.expect(1, &["deny[telemetry::C0037]", "= class: privacy", "only after a review"]);
    }
    let review = site.telemetry("", &["review"]);
    let entry =
        review.expect(1, &["```toml\n[[audited]]"]).stdout.split("```").nth(1).expect("an entry");
    let completed = entry
        .trim_start_matches("toml\n")
        .replace("reason = \"\"", "reason = \"a closed list\"")
        .replace("max_bytes = 0", "max_bytes = 8")
        .replace("values = []", "values = [\"rust\", \"go\"]")
        .replace("reviewer = \"\"", "reviewer = \"privacy@example.com\"")
        .replace("link = \"\"", "link = \"docs/1.md\"")
        .replace("date = \"\"", "date = \"2026-11-22\"")
        .replace("expires = \"\"", "expires = \"2028-11-01\"");
    site.write("protocol/reviews.toml", &completed);
    site.cargo("", &["build"]).expect(0, &[]);
    site.telemetry("", &["accept"]).expect(0, &[]);
    site.telemetry("", &["check", "--today", "2026-12-01"]).expect(0, &[]);
    // An edit voids the review; that the text leaves no more is not what it says.
    site.edit("src/lib.rs", "The language.", "The language, of a list.");
    site.cargo("", &["build"]).expect(101, &["is not the one that was reviewed"]);
    let said = site.telemetry("", &["check", "--json", "--today", "2026-12-01"]);
    assert_eq!(
        said.found(),
        ["C0036 free (texts, opened)", "C0037 deny (texts, opened)"],
        "{said:?}"
    );
    site.telemetry("", &["review"])
        .expect(1, &["was reviewed by privacy@example.com on 2026-11-22"]);
}

/// Crates without a lock of their own look at the reviews to learn that there
/// is one now.
#[test]
fn a_file_that_appears_in_the_lock_renews_the_reviews() {
    let site = Site::of_one("renewed", &event("renewed", "opened", 0, COUNT));
    site.write("protocol/reviews.toml", "# Nothing yet.\n");
    let renewed = || {
        let file = fs::metadata(site.path("protocol/reviews.toml"));
        file.and_then(|file| file.modified()).expect("it is there")
    };
    let first = renewed();
    site.telemetry("", &["accept"]).expect(0, &[]);
    let second = renewed();
    assert!(first < second && site.read("protocol/reviews.toml") == "# Nothing yet.\n");
    site.edit("src/lib.rs", "How many", "How very many");
    site.telemetry("", &["accept"]).expect(0, &["renewed.proto"]);
    assert_eq!(renewed(), second);
}
