//! The lock in a real repository: earlier revisions, and branches that meet.

use std::process::Command;

use crate::{
    programs::said,
    site::{COUNT, Site, event},
};

/// A site that is a repository, with everything committed.
fn repository(name: &'static str, source: &str) -> Site {
    let site = Site::of_one(name, source);
    git(&site, &["init", "--quiet", "--initial-branch=main"]);
    site.telemetry("", &["accept"]).expect(0, &[]);
    commit(&site);
    site
}

fn git(site: &Site, arguments: &[&str]) -> i32 {
    let mut git = Command::new("git");
    git.current_dir(site.path("")).args(["-c", "user.name=A", "-c", "user.email=a@example.com"]);
    said(git.env("GIT_CONFIG_GLOBAL", "/dev/null").args(arguments)).status
}

fn commit(site: &Site) {
    assert_eq!(git(site, &["add", "--all"]), 0);
    assert_eq!(git(site, &["commit", "--quiet", "--message=A change"]), 0);
}

/// Adds an event on a branch of its own, accepted and committed.
fn branch(site: &Site, name: &str, feature: &str, action: &str) {
    assert_eq!(git(site, &["checkout", "--quiet", "-b", name, "main"]), 0);
    let module = format!("{name}.rs");
    site.write(&format!("src/{module}"), &event(feature, action, 0, COUNT));
    site.write("src/lib.rs", &format!("{}\n/// More.\npub mod {name};\n", site.read("src/lib.rs")));
    site.telemetry("", &["accept"]).expect(0, &[]);
    commit(site);
}

#[test]
fn branches_that_add_to_one_feature_are_resolved_by_one_command() {
    let site = repository("meeting", &event("meeting", "opened", 0, COUNT));
    branch(&site, "left", "meeting", "paused");
    branch(&site, "right", "meeting", "resumed");
    assert_ne!(git(&site, &["merge", "left"]), 0);
    // The sources are for people to resolve.
    let both = "/// More.\npub mod left;\n/// More.\npub mod right;\n";
    site.write("src/lib.rs", &format!("{}{both}", event("meeting", "opened", 0, COUNT)));
    let lock = "protocol/events/meeting.proto";
    assert!(site.read(lock).contains("<<<<<<<"));
    site.cargo("", &["build"]).expect(101, &["T0023", "cargo telemetry accept"]);
    site.telemetry("", &["check"]).expect(2, &["a merge left a conflict here"]);
    site.telemetry("", &["accept"]).expect(0, &[lock]);
    site.telemetry("", &["check", "--accepted"]).expect(0, &["3 events in 1 file: no findings"]);
    site.cargo("", &["build"]).expect(0, &[]);
}

#[test]
fn branches_that_add_to_two_features_do_not_conflict() {
    let site = repository("apart", &event("apart", "opened", 0, COUNT));
    branch(&site, "left", "apart.left", "opened");
    branch(&site, "right", "other", "opened");
    assert_ne!(git(&site, &["merge", "left"]), 0);
    assert!(!site.read("protocol/events/apart.left.proto").contains("<<<<<<<"));
    assert!(!site.read("protocol/events/other.proto").contains("<<<<<<<"));
}

#[test]
fn the_lock_is_compared_with_that_of_a_revision() {
    let site = repository("history", &event("history", "opened", 0, COUNT));
    site.telemetry("", &["diff", "--against", "main"]).expect(0, &["no changes"]);
    site.edit("src/lib.rs", "\"reliability\"", "\"support\", sample = 0.5");
    site.telemetry("", &["diff", "--against", "main"]).expect(0, &["no changes"]);
    site.telemetry("", &["accept"]).expect(0, &[]);
    commit(&site);
    let diff = site.telemetry("src", &["diff", "--json", "--against", "HEAD~1"]);
    let found = ["C0031 accept (history, opened)", "C0044 free (history, opened)"];
    assert_eq!((diff.status, diff.found()), (1, found.map(str::to_owned).to_vec()));
    let review = site.telemetry("", &["review", "--against", "HEAD~1"]);
    review.expect(1, &["| accept | privacy |  |", "reliability | support |", "- purpose: support"]);
    review.expect(1, &["every one | 1 of 2 |", "- recorded: sampled: 1 of 2 is recorded"]);
    site.telemetry("", &["review", "--against", "HEAD"]).expect(0, &["Nothing to review"]);
    site.telemetry("", &["diff", "--against", "nowhere"]).expect(2, &["`nowhere` cannot be read"]);
    site.telemetry("", &["diff", "--against=--help"]).expect(2, &["`--help` cannot be read"]);
    site.telemetry("", &["diff", "-p", "x", "--against", "HEAD"])
        .expect(2, &["cannot be used with"]);
    // Before there was a lock, everything is new.
    assert_eq!(git(&site, &["checkout", "--quiet", "--orphan", "empty"]), 0);
    assert_eq!(git(&site, &["rm", "-r", "--quiet", "--cached", "protocol"]), 0);
    assert_eq!(git(&site, &["commit", "--quiet", "--message=Without a lock"]), 0);
    site.telemetry("", &["diff", "--against", "empty"]).expect(1, &["C0001"]);
    site.write("form.md", "");
    site.telemetry("", &["review", "--against", "empty", "--output", "form.md"]).expect(1, &[]);
    assert!(site.read("form.md").starts_with("# Privacy review of 1 event\n"));
}
