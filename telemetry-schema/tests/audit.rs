//! Audited text: limits that would let anything through are refused, and a
//! text that passes its limits is one that they name.

use proptest::prelude::*;
use telemetry_schema::audit::{
    Allowed, Audit, Limits, LimitsError, MAX_TEXT_BYTES, MAX_VALUES, PatternFault, TextRefusal,
};

fn values(texts: &[&str]) -> Allowed {
    Allowed::Values(texts.iter().map(ToString::to_string).collect())
}

fn pattern(text: &str) -> Allowed {
    Allowed::Pattern(text.into())
}

fn audit(max_bytes: u32, allowed: Allowed) -> Audit {
    let limits = Limits::new(max_bytes, allowed).expect("valid limits");
    Audit::new(&limits).expect("an engine for them")
}

#[test]
fn a_listed_value_passes_and_nothing_else() {
    let audit = audit(8, values(&["rust", "go", "C++", "Objective C".get(..8).expect("ASCII")]));
    for good in ["rust", "go", "C++", "Objectiv"] {
        assert_eq!(audit.check(good), Ok(()), "{good}");
    }
    for bad in ["", "Go", "go ", "gorust", "rus", "g"] {
        assert_eq!(audit.check(bad), Err(TextRefusal::NotAllowed), "{bad}");
    }
    assert_eq!(audit.check("Objective"), Err(TextRefusal::TooLong));
}

#[test]
fn a_pattern_is_held_to_the_whole_text() {
    let audit = audit(8, pattern("go|rust|v[0-9]{1,3}"));
    for good in ["go", "rust", "v1", "v123"] {
        assert_eq!(audit.check(good), Ok(()), "{good}");
    }
    for bad in ["", "xgo", "gox", "go\n", "\ngo", "xrust", "rustx", "xv1", "v1234", "v١", "GO"] {
        assert_eq!(audit.check(bad), Err(TextRefusal::NotAllowed), "{bad:?}");
    }
    assert_eq!(audit.check("v12345678"), Err(TextRefusal::TooLong));
}

#[test]
fn the_maximum_counts_bytes() {
    let audit = audit(4, values(&["öö", "abcd"]));
    assert_eq!(audit.check("öö"), Ok(()));
    assert_eq!(audit.check("ööo"), Err(TextRefusal::TooLong));
}

#[test]
fn the_maximum_has_a_maximum() {
    for max_bytes in [0, MAX_TEXT_BYTES + 1, u32::MAX] {
        assert_eq!(Limits::new(max_bytes, values(&["a"])), Err(LimitsError::MaxBytes));
    }
    assert!(Limits::new(MAX_TEXT_BYTES, pattern("[a-z]{1,256}")).is_ok());
    assert_eq!(
        Limits::new(31, pattern("[a-z]{1,32}")),
        Err(LimitsError::LongPattern { longest: 32, max_bytes: 31 })
    );
}

#[test]
fn a_list_is_of_distinct_texts_that_can_be_read() {
    let refused = |texts: &[&str]| Limits::new(4, values(texts)).expect_err("a bad list");
    assert_eq!(refused(&[]), LimitsError::NoValues);
    assert_eq!(refused(&["a", ""]), LimitsError::EmptyValue { index: 1 });
    assert_eq!(refused(&[" "]), LimitsError::EmptyValue { index: 0 });
    assert_eq!(refused(&["a "]), LimitsError::SpaceAroundValue { index: 0 });
    assert_eq!(refused(&["a", "b", "a"]), LimitsError::DuplicateValue { index: 2, first: 0 });
    for unseen in ["a\nb", "a\0", "a\u{7f}b", "a\u{200b}", "\u{202e}a", "a\u{feff}"] {
        assert_eq!(refused(&[unseen]), LimitsError::UnseenCharacter { index: 0 }, "{unseen:?}");
    }
    assert_eq!(refused(&["abcde"]), LimitsError::LongValue { index: 0, bytes: 5, max_bytes: 4 });

    let many = |count: usize| Allowed::Values((0..count).map(|n| n.to_string()).collect());
    assert!(Limits::new(4, many(MAX_VALUES)).is_ok());
    assert_eq!(
        Limits::new(4, many(MAX_VALUES + 1)),
        Err(LimitsError::TooManyValues { count: MAX_VALUES + 1 })
    );
}

#[test]
fn all_problems_are_told() {
    let problems = Limits::problems(0, &values(&["", "a", "a"]));
    assert_eq!(problems.len(), 3, "{problems:?}");
    for problem in problems {
        let text = problem.to_string();
        assert!(text.contains("; ") && !text.ends_with('.'), "{text}");
    }
}

#[test]
fn a_pattern_for_everything_is_refused() {
    for everything in [
        ".*",
        ".+",
        ".",
        ".{1,9}",
        "[^x]{1,9}",
        r"[\s\S]{1,9}",
        r"\w{1,9}",
        r"\D",
        "[ -~]{1,9}",
        "(?s).",
        "[a-z]*",
        "[a-z]{1,}",
        "(?:[^,]|,){1,9}",
        "a|.",
        "[\u{0}-\u{10ffff}]{1,9}",
        r"\PC",
        r"\p{L}{1,9}",
        "[[:^alpha:]]",
        "[a-z&&[^b]]",
        "[!-~]",
        "(a|b*)c",
        "",
    ] {
        let error = Limits::new(9, pattern(everything)).expect_err(everything);
        assert!(matches!(error, LimitsError::Pattern(_)), "{everything}: {error}");
    }
}

#[test]
fn the_message_says_where_and_what_to_write() {
    let text = Limits::new(9, pattern("ab*")).expect_err("unbounded").to_string();
    assert!(text.contains("byte 3") && text.contains("`{1,32}`"), "{text}");
}

/// Patterns of the syntax for reviews; some are too long or match nothing.
fn patterns() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        "[a-zA-Z0-9_#-]",
        Just(r"\.".to_owned()),
        Just(r"\+".to_owned()),
        "\\[[a-c]([A-F]-[G-Z]|[0-4]-[5-9]|_|#|\\.|\\+|\\\\-|\\\\\\.){0,3}-?\\]",
    ];
    let piece = |inner: BoxedStrategy<String>| {
        (
            inner,
            prop_oneof![Just(String::new()), Just("?".into()), "\\{[1-3]\\}", "\\{[0-2],[3-5]\\}"],
        )
            .prop_map(|(atom, repeat)| atom + &repeat)
    };
    piece(atom.boxed()).prop_recursive(3, 24, 4, move |inner| {
        let branch = prop::collection::vec(inner, 1..4).prop_map(|pieces| pieces.concat());
        let group =
            (prop::collection::vec(branch, 1..4), any::<bool>()).prop_map(|(parts, plain)| {
                format!("({}{})", if plain { "" } else { "?:" }, parts.join("|"))
            });
        piece(group.boxed())
    })
}

/// Anything that looks like a pattern to somebody.
fn pattern_like() -> impl Strategy<Value = String> {
    prop_oneof![
        patterns(),
        r"[a-c0-3(){}\[\]|?*+.^$\\,:_#dwsDWS -]{0,16}",
        r"(\[[a-z^\\-]{0,5}\]|\([?:a-c|]{0,4}\)|\{[0-9,]{0,4}\}|[a-z?]){0,6}",
        ".{0,24}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn most_patterns_of_the_syntax_are_taken(text in patterns()) {
        match Limits::new(MAX_TEXT_BYTES, pattern(&text)) {
            Ok(limits) => prop_assert!(Audit::new(&limits).is_ok(), "{}", text),
            Err(LimitsError::LongPattern { .. }) => {}
            Err(LimitsError::Pattern(error)) => prop_assert!(
                matches!(
                    error.fault,
                    PatternFault::TooLong | PatternFault::TooComplex | PatternFault::MatchesEmpty | PatternFault::RepeatsEmpty
                ),
                "{}: {}", text, error
            ),
            Err(other) => prop_assert!(false, "{text}: {other}"),
        }
    }

    #[test]
    fn what_is_accepted_compiles_and_is_narrow(
        text in pattern_like(),
        max_bytes in 1u32..=MAX_TEXT_BYTES,
        tail in ".{1,20}",
    ) {
        let Ok(limits) = Limits::new(max_bytes, pattern(&text)) else { return Ok(()) };
        let audit = Audit::new(&limits).expect(&text);
        // Neither nothing nor what has a character outside the alphabet.
        prop_assert!(audit.check("").is_err());
        let outside = |c: char| !c.is_ascii_alphanumeric() && !"_#-.+".contains(c);
        if tail.contains(outside) {
            prop_assert!(audit.check(&tail).is_err());
        }
        let spaced = format!("a {tail}");
        prop_assert!(audit.check(&spaced).is_err());
        prop_assert!(audit.check(&"a".repeat(max_bytes as usize + 1)).is_err());
    }

    #[test]
    fn every_match_of_an_accepted_pattern_is_within_its_bound(
        (text, sample) in patterns().prop_flat_map(|text| {
            let sample = prop::string::string_regex(&text).expect("the same syntax");
            (Just(text), sample)
        }),
    ) {
        let Ok(limits) = Limits::new(MAX_TEXT_BYTES, pattern(&text)) else { return Ok(()) };
        let audit = Audit::new(&limits).expect(&text);
        prop_assert_eq!(audit.check(&sample), Ok(()), "{}", text);
        // The measured longest match is one: a byte less is not enough.
        let narrower = Limits::new(sample.len() as u32, pattern(&text));
        let shorter = Limits::new(sample.len() as u32 - 1, pattern(&text));
        prop_assert!(shorter.is_err(), "{} matches {}", text, sample);
        if let Ok(narrower) = narrower {
            prop_assert_eq!(Audit::new(&narrower).expect(&text).check(&sample), Ok(()));
        }
    }

    #[test]
    fn a_list_takes_its_members_only(
        texts in prop::collection::hash_set("[a-z]{1,4}", 1..20),
        other in "[a-z]{1,4}",
    ) {
        let audit = audit(4, Allowed::Values(texts.iter().cloned().collect()));
        prop_assert_eq!(audit.check(&other).is_ok(), texts.contains(&other));
        for text in &texts {
            prop_assert_eq!(audit.check(text), Ok(()));
        }
    }

    #[test]
    fn no_limits_panic(max_bytes: u32, text in any::<String>(), list in prop::collection::vec(any::<String>(), 0..5)) {
        let _ = Limits::new(max_bytes, Allowed::Pattern(text));
        let _ = Limits::new(max_bytes, Allowed::Values(list));
    }
}
