//! The page of every text that can leave.

use std::fs;

use crate::place::{Place, audited, event, private};

const REVIEWS: &str = r#"
[[audited]]
feature = "search"
action = "shown"
field = "language"
definition = "sha256:0707070707070707070707070707070707070707070707070707070707070707"
reason = "a closed list"
max_bytes = 16
values = ["rust", "go"]
with_user = false
reviewer = "privacy"
link = "here"
date = "2026-01-01"
expires = "2027-01-01"
"#;

fn place(reviews: &str) -> Place {
    let language = audited("language", &["rust", "go"], "a closed list");
    let place = Place::documented(&[event("search", "shown", vec![language, private("query")])]);
    fs::write(place.path("protocol/reviews.toml"), reviews).expect("writable");
    place.write_docs();
    place
}

#[test]
fn an_audited_text_is_told_with_its_limits_and_its_review() {
    let page = place(REVIEWS).page("STRINGS.md");
    for line in [
        "### search/shown: `language`",
        "| at most | 16 bytes |",
        "| one of | go · rust |",
        "| beside a user or an interaction | never leaves |",
        "| reviewer | privacy |",
        "| expires | 2027-01-01 |",
        "| review | as in `protocol/reviews.toml` |",
    ] {
        assert!(page.lines().any(|it| it == line), "{line}: {page}");
    }
    assert!(!page.contains("query"), "a private text does not leave: {page}");
    assert!(page.contains("| `EventInteraction.trace_id` | 32 hexadecimal digits"), "{page}");
}

#[test]
fn another_decision_than_the_accepted_one_is_told() {
    for (reviews, told) in [
        ("", "| review | not in `protocol/reviews.toml`: no new build can send it |"),
        (
            &REVIEWS.replace("\"go\"", "\"c\""),
            "| review | other than in `protocol/reviews.toml`: not accepted yet |",
        ),
    ] {
        let page = place(reviews).page("STRINGS.md");
        assert!(page.contains(told), "{page}");
        assert!(page.contains("| one of | go · rust |"), "what was accepted counts: {page}");
    }
    let page = place(&REVIEWS.replace("\"language\"", "\"query\"")).page("STRINGS.md");
    assert!(
        page.contains("### search/shown: `query`\n\nReviewed by privacy, but not accepted"),
        "{page}"
    );
}
