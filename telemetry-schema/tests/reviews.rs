//! The file of reviews: what is complete is read as it was written, what is
//! not is refused as a whole, with every fault told at its place.

use proptest::prelude::*;
use telemetry_schema::{
    Date, DateError, DefinitionHash, HashError,
    audit::{Allowed, LimitsError},
    names::{KeyError, NameError, NamePart},
    reviews::{Fault, FaultKind, Reviews, entry_template},
};

const ENTRY: &str = r#"[[audited]]
feature = "search"
action = "resultsShown"
field = "language"
definition = "sha256:abababababababababababababababababababababababababababababababab"
reason = "a closed list"
max_bytes = 32
values = ["go", "rust"]
reviewer = "ada@example.com"
link = "https://example.com/1"
date = "2026-11-22"
expires = "2027-11-22"
"#;

fn hash() -> DefinitionHash {
    DefinitionHash([0xab; 32])
}

/// The entry with one line (named by its key) replaced; an empty one removes it.
fn with(key: &str, line: &str) -> String {
    let is_it = |old: &str| old.split(' ').next() == Some(key);
    assert!(ENTRY.lines().any(is_it), "{key}");
    let replace = |old| if is_it(old) { line } else { old };
    ENTRY.lines().map(replace).collect::<Vec<_>>().join("\n")
}

fn faults(text: &str) -> Vec<Fault> {
    Reviews::parse(text).expect_err(text).faults().to_vec()
}

/// The only fault: line, column and kind.
fn fault(text: &str) -> (usize, usize, FaultKind) {
    let mut faults = faults(text);
    assert_eq!(faults.len(), 1, "{faults:?}");
    let Fault { line, column, kind } = faults.remove(0);
    (line, column, kind)
}

#[test]
fn an_entry_is_read_as_it_is_written() {
    let text = format!("# Decisions.\n\n{ENTRY}\n");
    let reviews = Reviews::parse(&text).expect("a complete entry");
    let review = reviews.find("search", "resultsShown", "language").expect("the entry");
    assert_eq!(review.definition, hash());
    assert_eq!(review.reason, "a closed list");
    assert_eq!(review.limits().max_bytes(), 32);
    let values = vec!["go".to_owned(), "rust".to_owned()];
    assert_eq!(review.limits().allowed(), &Allowed::Values(values));
    assert!(!review.with_user);
    assert_eq!((&*review.reviewer, &*review.link), ("ada@example.com", "https://example.com/1"));
    assert_eq!(review.date, Date::new(2026, 11, 22).expect("a day"));
    assert_eq!(review.expires, Date::new(2027, 11, 22).expect("a day"));
    assert_eq!(review.line, 3);
    assert!(reviews.find("search", "resultsShown", "Language").is_none());
    assert_eq!(reviews.iter().count(), 1);
}

#[test]
fn nothing_reviewed_is_no_fault() {
    for text in ["", "# nothing yet\n", "audited = []\n"] {
        assert_eq!(Reviews::parse(text), Ok(Reviews::default()), "{text}");
    }
}

#[test]
fn a_pattern_a_user_and_dates_of_toml_are_read() {
    let text = ENTRY
        .replace("values = [\"go\", \"rust\"]", "pattern = '[a-z]{1,32}'\nwith_user = true")
        .replace("\"2026-11-22\"", "2026-11-22")
        .replace("\"2027-11-22\"", "2028-11-21");
    let reviews = Reviews::parse(&text).expect("a complete entry");
    let review = reviews.iter().next().expect("the entry");
    assert_eq!(review.limits().allowed(), &Allowed::Pattern("[a-z]{1,32}".into()));
    assert!(review.with_user);
    assert_eq!(review.expires.to_string(), "2028-11-21");
}

#[test]
fn every_key_but_one_is_required() {
    for key in [
        "feature",
        "action",
        "field",
        "definition",
        "reason",
        "max_bytes",
        "reviewer",
        "link",
        "date",
        "expires",
    ] {
        let (line, column, kind) = fault(&with(key, ""));
        assert_eq!((line, column, kind), (1, 1, FaultKind::MissingKey(key)));
    }
    assert_eq!(fault(&with("values", "")), (1, 1, FaultKind::NoLimits));
}

#[test]
fn a_list_and_a_pattern_exclude_each_other() {
    let text = with("reason", "reason = \"r\"\npattern = \"[a-z]\"");
    assert_eq!(fault(&text), (9, 10, FaultKind::TwoLimits));
}

#[test]
fn what_is_unknown_names_what_is_near() {
    let unknown_key = |name: &str, near| FaultKind::UnknownKey { name: name.into(), near };
    let (.., kind) = fault(&format!("{ENTRY}max_byte = 1"));
    assert_eq!(kind, unknown_key("max_byte", Some("max_bytes")));
    let text = with("reason", "reason = \"r\"\nzzz = 1");
    assert_eq!(fault(&text), (7, 1, unknown_key("zzz", None)));
    assert!(Reviews::parse(&text).expect_err("unknown").to_string().contains("`expires`"));

    let unknown = |name: &str, near| FaultKind::UnknownTable { name: name.into(), near };
    let (.., kind) = fault(&ENTRY.replace("audited", "audted"));
    assert_eq!(kind, unknown("audted", Some("audited")));
    assert_eq!(fault(&format!("version = 1\n{ENTRY}")), (1, 1, unknown("version", None)));
    let (.., kind) = fault(&format!("{ENTRY}[audited.more]\nx = 1\n"));
    assert_eq!(kind, unknown_key("more", None));
}

#[test]
fn audited_is_entries() {
    assert_eq!(fault(&ENTRY.replace("[[audited]]", "[audited]")).2, FaultKind::NotEntries);
    assert_eq!(fault("audited = 1"), (1, 1, FaultKind::NotEntries));
    assert_eq!(fault("audited = [1]"), (1, 12, FaultKind::NotEntries));
}

#[test]
fn one_text_is_reviewed_once() {
    let other = ENTRY.replace("language", "dialect");
    let text = format!("{ENTRY}\n{other}\n{ENTRY}");
    let (line, column, kind) = fault(&text);
    assert_eq!((line, column), (27, 1));
    assert_eq!(kind, FaultKind::Duplicate { first: 1 });
    let text = format!("{ENTRY}{}", with("reason", ""));
    let kinds: Vec<_> = faults(&text).into_iter().map(|fault| fault.kind).collect();
    assert!(kinds.contains(&FaultKind::Duplicate { first: 1 }), "{kinds:?}");
    assert_eq!(Reviews::parse(&format!("{ENTRY}{other}")).expect("two texts").iter().count(), 2);
}

#[test]
fn what_says_nothing_is_refused() {
    for key in ["reason", "reviewer", "link"] {
        for blank in ["", "  ", "todo", "TBD."] {
            let kind = fault(&with(key, &format!("{key} = \"{blank}\""))).2;
            assert_eq!(kind, FaultKind::Blank(key), "{blank:?}");
        }
    }
}

#[test]
fn names_follow_the_rules_of_declarations() {
    let kind = |key: &str, line: &str| fault(&with(key, line)).2;
    let characters = NameError::Characters(NamePart::Feature);
    assert_eq!(kind("feature", "feature = \"Search\""), FaultKind::Name(characters));
    assert_eq!(kind("action", "action = \"\""), FaultKind::Name(NameError::Missing));
    assert_eq!(kind("field", "field = \"a-b\""), FaultKind::Key(KeyError::Characters));
    assert_eq!(kind("field", "field = \"user_id\""), FaultKind::Key(KeyError::Envelope));
}

#[test]
fn a_definition_is_one_hash() {
    for (line, error) in [
        ("definition = \"\"", HashError::Algorithm),
        ("definition = \"sha256:ab\"", HashError::Length),
    ] {
        assert_eq!(fault(&with("definition", line)), (5, 14, FaultKind::Definition(error)));
    }
    let upper = format!("definition = \"sha256:{}\"", "AB".repeat(32));
    assert_eq!(fault(&with("definition", &upper)).2, FaultKind::Definition(HashError::Digits));
}

#[test]
fn a_review_holds_for_a_stated_time() {
    let expires = |line: &str| fault(&with("expires", line));
    let no_day = FaultKind::Date(DateError::NoSuchDay);
    assert_eq!(expires("expires = \"2027-02-29\""), (12, 11, no_day));
    assert_eq!(expires("expires = \"soon\"").2, FaultKind::Date(DateError::Form));
    let moment = expires("expires = 2027-01-01T00:00:00Z");
    assert_eq!(moment.2, FaultKind::Date(DateError::Form));
    assert_eq!(expires("expires = 10:00:00").2, FaultKind::Date(DateError::Form));
    assert_eq!(expires("expires = \"2026-11-22\"").2, FaultKind::ExpiresTooEarly);
    assert_eq!(expires("expires = \"2028-11-22\"").2, FaultKind::ExpiresTooLate { days: 731 });
    assert!(Reviews::parse(&with("expires", "expires = \"2028-11-21\"")).is_ok());
}

#[test]
fn limits_are_refused_where_they_stand() {
    for number in ["0", "257", "-1", "99999999999999999999", "0xfff"] {
        let found = fault(&with("max_bytes", &format!("max_bytes = {number}")));
        assert_eq!(found, (7, 13, FaultKind::Limits(LimitsError::MaxBytes)), "{number}");
    }
    let values = |line: &str| fault(&with("values", line));
    assert_eq!(values("values = []"), (8, 10, FaultKind::Limits(LimitsError::NoValues)));
    let twice = LimitsError::DuplicateValue { index: 1, first: 0 };
    assert_eq!(values("values = [\"ö\", \"ö\"]"), (8, 16, FaultKind::Limits(twice)));
    let (line, column, kind) = values("pattern = \".*\"");
    assert_eq!((line, column), (8, 11));
    assert!(matches!(kind, FaultKind::Limits(LimitsError::Pattern(_))), "{kind}");
}

#[test]
fn types_are_told() {
    for (key, line, expected, found) in [
        ("feature", "feature = 1", "a text", "integer"),
        ("max_bytes", "max_bytes = \"32\"", "a whole number", "string"),
        ("max_bytes", "max_bytes = 3.2", "a whole number", "float"),
        ("values", "values = \"go\"", "a list of texts", "string"),
        ("values", "values = [\"go\", 1]", "a text", "integer"),
        ("date", "date = 20261122", "a date", "integer"),
    ] {
        let Fault { kind, .. } = faults(&with(key, line)).remove(0);
        assert!(
            matches!(&kind, FaultKind::Type { key: k, expected: e, found: f }
                if *k == key && *e == expected && *f == found),
            "{kind:?}"
        );
    }
    let text = with("reason", "reason = \"r\"\nwith_user = \"yes\"");
    assert!(matches!(fault(&text).2, FaultKind::Type { key: "with_user", .. }));
}

#[test]
fn one_fault_fails_the_whole_file() {
    let good = ENTRY.replace("language", "dialect");
    assert!(Reviews::parse(&format!("{good}{}", with("reason", ""))).is_err());
}

#[test]
fn every_fault_is_told_in_order() {
    let bad = ENTRY
        .replace("\"search\"", "\"S\"")
        .replace("a closed list", "todo")
        .replace("[\"go\", \"rust\"]", "[\"\", 1, 2]")
        .replace("\"2026-11-22\"", "\"\"")
        .replace("\"2027-11-22\"", "\"\"");
    let text = format!("{bad}colour = 1\n[[audited]]\n");
    let lines: Vec<_> = faults(&text).iter().map(|fault| fault.line).collect();
    // The second entry lacks ten keys and its limits.
    assert_eq!(lines, [[2, 6, 8, 8, 11, 12, 13].as_slice(), &[14; 11]].concat());
}

#[test]
fn every_fault_of_the_syntax_is_told_and_nothing_beside() {
    let text = "[[audited]]\nfeature = \nfeature = 'b'\naction = 2026-02-30\n";
    let faults = faults(text);
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 3, 4]);
    assert!(faults.iter().all(|fault| matches!(fault.kind, FaultKind::Syntax(_))), "{faults:?}");
}

#[test]
fn a_fault_is_printed_with_its_place_and_what_to_do() {
    let text = format!("{}\n\n[[audited]]\n", with("max_bytes", "max_bytes = 0"));
    let printed = Reviews::parse(&text).expect_err("two faults").to_string();
    let first = printed.lines().next().expect("a line");
    assert!(first.starts_with("protocol/reviews.toml:7:13: `max_bytes` is not"), "{first}");
    for line in printed.lines() {
        let (wrong, to_do) = line.split_once("; ").expect(line);
        assert!(!wrong.is_empty() && !to_do.is_empty() && !line.ends_with('.'), "{line}");
    }
}

#[test]
fn the_template_is_refused_until_it_is_filled_in() {
    let template = entry_template("search", "resultsShown", "language", &hash());
    let mut refused: Vec<_> = faults(&template).into_iter().map(|fault| fault.line).collect();
    refused.sort_unstable();
    // Reason, maximum, values, reviewer, link, date, expires.
    assert_eq!(refused, [6, 7, 8, 10, 11, 12, 13]);
}

#[test]
fn no_name_writes_an_entry_of_its_own() {
    let name = "a\"\n[[audited]]\nfeature = \"b\\\u{7f}";
    let template = entry_template(name, name, name, &hash());
    assert_eq!(template.matches("\n[[").count(), 0);
    let names = faults(&template)
        .into_iter()
        .filter(|fault| matches!(fault.kind, FaultKind::Name(_) | FaultKind::Key(_)));
    assert_eq!(names.count(), 3);
}

/// A basic string of TOML that holds this text.
fn quoted(text: &str) -> String {
    let escape = |c: char| format!("\\U{:08X}", u32::from(c));
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

proptest! {
    #[test]
    fn a_template_that_is_filled_in_is_read(
        (feature, action) in ("[a-z][a-zA-Z.-]{1,63}", "[a-z][a-zA-Z.-]{1,63}"),
        key in "x[a-zA-Z0-9_]{0,63}",
        hash in any::<[u8; 32]>(),
        (reason, reviewer, link) in ("because \\PC{0,20}", "team \\PC{0,9}", "https://\\PC{0,9}"),
        value in "[a-z]{1,32}",
        with_user: bool,
        (year, month, day) in (1970u16..=2100, 1u8..=12, 1u8..=28),
    ) {
        let hash = DefinitionHash(hash);
        let day_of = |year| Date::new(year, month, day).expect("every month has 28 days");
        let (date, expires) = (day_of(year), day_of(year + 1));
        let mut text = entry_template(&feature, &action, &key, &hash);
        for (from, to) in [
            ("reason = \"\"", format!("reason = {}", quoted(&reason))),
            ("max_bytes = 0", "max_bytes = 32".into()),
            ("values = []", format!("values = [{}]", quoted(&value))),
            ("with_user = false", format!("with_user = {with_user}")),
            ("reviewer = \"\"", format!("reviewer = {}", quoted(&reviewer))),
            ("link = \"\"", format!("link = {}", quoted(&link))),
            ("date = \"\"", format!("date = {date}")),
            ("expires = \"\"", format!("expires = \"{expires}\"")),
        ] {
            prop_assert!(text.contains(from));
            text = text.replace(from, &to);
        }
        let reviews = Reviews::parse(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let review = reviews.find(&feature, &action, &key).expect("the entry");
        prop_assert_eq!(review.definition, hash);
        prop_assert_eq!((&review.reason, &review.reviewer, &review.link), (&reason, &reviewer, &link));
        prop_assert_eq!((review.date, review.expires, review.with_user), (date, expires, with_user));
        prop_assert_eq!(review.limits().allowed(), &Allowed::Values(vec![value]));
    }

    #[test]
    fn no_text_panics(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Reviews::parse(&text);
        let _ = Reviews::parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_damage_panics(at: prop::sample::Index, end: prop::sample::Index, insert in "[\\[\\]a-z=\"'\\\\{},\n0-9ö.-]{0,5}") {
        let (at, end) = (at.index(ENTRY.len()), end.index(ENTRY.len()));
        let mut text = ENTRY.to_owned();
        text.replace_range(at.min(end)..at.max(end), &insert);
        if let Err(error) = Reviews::parse(&text) {
            let lines = text.split('\n').count();
            prop_assert!(!error.faults().is_empty());
            for fault in error.faults() {
                prop_assert!((1..=lines).contains(&fault.line) && fault.column >= 1);
            }
        }
    }
}
