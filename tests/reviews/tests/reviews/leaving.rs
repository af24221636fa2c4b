//! What of a text leaves when a program runs: what its review allows, while it
//! holds, and beside nobody unless it says so.

use crate::places::Place;

/// Three events, each with one audited text; it prints what was recorded.
const PROGRAM: &str = r#"
use telemetry_core::{Context, UserKey, telemetry_event, testing::Capture};

/// Searching.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// Results were shown.
    #[telemetry(action = "shown")]
    Shown {
        /// The language.
        #[telemetry(audited)]
        language: String,
        /// As typed.
        #[telemetry(private)]
        query: String,
    },
    /// A page was opened.
    #[telemetry(action = "opened")]
    Opened {
        /// The theme.
        #[telemetry(audited)]
        theme: Option<String>,
    },
    /// It was slow.
    #[telemetry(action = "slow")]
    Slow {
        /// The release.
        #[telemetry(audited)]
        release: String,
    },
}

fn main() {
    let capture = Capture::new();
    let search = capture.recorder::<Search>();
    let user = UserKey::generate().expect("randomness").user(42);
    let _entered = Context::builder().user(user).build().enter();
    for language in ["rust", "Rust", "abcdefghi", ""] {
        search.record(Search::Shown { language: language.to_owned(), query: "a query".to_owned() });
    }
    search.record(Search::Opened { theme: Some("dark".to_owned()) });
    search.record(Search::Opened { theme: None });
    search.record(Search::Slow { release: "v1".to_owned() });
    for event in capture.events() {
        let identified = holds_user(&event.wire);
        println!("{} {:?} {:?} {identified}", event.action, event.audited, event.private);
    }
    println!("{} left out", capture.losses().text_not_reviewed);
}

/// Whether an encoded event has a field 7; all before it are short.
fn holds_user(mut rest: &[u8]) -> bool {
    while let [tag, length, ..] = rest {
        if *tag == 0x3a {
            return true;
        }
        rest = &rest[2 + usize::from(*length)..];
    }
    false
}
"#;

fn allowed(entry: &str) -> &'static str {
    if entry.contains("\"language\"") {
        "pattern = \"[a-z]{2,8}\""
    } else if entry.contains("\"theme\"") {
        "values = [\"dark\", \"light\"]"
    } else {
        "pattern = \"v[0-9]\""
    }
}

#[test]
fn a_text_leaves_within_its_review_and_beside_nobody_else() {
    let place = Place::new("leaving");
    place.package("", "[workspace]", PROGRAM);
    std::fs::rename(place.path("src/lib.rs"), place.path("src/main.rs")).expect("a file");
    place.review_all(allowed);
    let reviews = std::fs::read_to_string(place.path("protocol/reviews.toml")).expect("written");
    let reviews: Vec<_> = reviews.split_inclusive("\n\n").collect();
    let [shown, opened, slow] = reviews[..] else { panic!("three reviews: {reviews:?}") };
    let opened = opened.replace("with_user = false", "with_user = true");
    // As a program that is still in use long after its build.
    let slow = slow.replace("2026-11-22", "2020-01-01").replace("2028-11-01", "2020-06-01");
    place.review(&[shown, &opened, &slow].concat());

    let output = place.cargo("", &["run", "--quiet"], &[]);
    output.expect_success();
    let lines: Vec<_> = output.text.lines().collect();
    let query = r#"{"query": "a query"}"#;
    let expected = [
        &*format!(r#"shown {{"language": "rust"}} {query} false"#),
        &*format!("shown {{}} {query} false"),
        &*format!("shown {{}} {query} false"),
        &*format!("shown {{}} {query} false"),
        r#"opened {"theme": "dark"} {} true"#,
        "opened {} {} true",
        "slow {} {} false",
        "4 left out",
    ];
    assert_eq!(lines, expected, "{}", output.text);
}
