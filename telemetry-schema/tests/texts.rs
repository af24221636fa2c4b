//! Whether fewer texts may leave is told by the comparison; whether one may, by
//! the engine that judges it. Both have to mean the same by a pattern.

use proptest::{prelude::*, sample::select};
use telemetry_schema::{
    DefinitionHash, EventSchema, FieldSchema, Kind, Privacy, Purpose, TextReview,
    audit::{Allowed, Audit, Limits},
    compare::compare,
    lock::LockedEvent,
};

const PATTERNS: [&str; 8] = [
    "[a-c]{1,3}",
    "a(b|c)?a{2}",
    "(?:ab|a){1,2}c",
    r"v[0-9]{1,2}(\.[0-9a-c]{1,2})?",
    r"[a.+#-]{2}|c\.|\#\-\+",
    "a|b|ab?c",
    "((a{2}){2}|b)c",
    "[0-9_]{2,4}-a",
];

fn limits(allowed: Allowed) -> Limits {
    Limits::new(64, allowed).expect("valid")
}

fn event(limits: Limits) -> EventSchema {
    let day = "2026-01-01".parse().expect("a day");
    let review = TextReview {
        limits,
        with_user: true,
        definition: DefinitionHash([1; 32]),
        reason: String::new(),
        reviewer: String::new(),
        link: String::new(),
        date: day,
        expires: day,
    };
    let text = FieldSchema::new("release", Privacy::Audited, Kind::Text);
    EventSchema {
        fields: vec![FieldSchema { review: Some(review), ..text }],
        ..EventSchema::new("search", "shown", Purpose::Reliability)
    }
}

fn rules(old: &Limits, new: &Limits) -> Vec<&'static str> {
    let locked = LockedEvent::accepted((&event(old.clone())).into());
    let changes = compare(&locked, (&event(new.clone())).into());
    changes.iter().map(|change| change.rule.id).collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[abcv0_.+#-]{1,6}",
        2 => "v[0-9]{1,2}[.][0-9a-c]{1,2}|[a-c]{1,3}|(a|ab){1,2}c|[0-9_]{3}-a",
        1 => "[a-cä]{1,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn a_list_of_what_a_pattern_takes_is_narrower(pattern in select(&PATTERNS[..]), text in text()) {
        let pattern = limits(Allowed::Pattern(pattern.to_owned()));
        let taken = Audit::new(&pattern).expect("an engine").check(&text).is_ok();
        let list = limits(Allowed::Values(vec![text]));
        prop_assert_eq!(rules(&pattern, &list), [if taken { "C0026" } else { "C0025" }]);
    }

    #[test]
    fn a_branch_more_is_wider(a in select(&PATTERNS[..]), b in select(&PATTERNS[..]), text in text()) {
        let (one, both) = (format!("(?:{a})"), format!("(?:{a})|(?:{b})"));
        let (one, both) = (limits(Allowed::Pattern(one)), limits(Allowed::Pattern(both)));
        let takes = |limits: &Limits| Audit::new(limits).expect("an engine").check(&text).is_ok();
        let wider = rules(&one, &both) == ["C0025"];
        prop_assert!(wider || rules(&one, &both).is_empty());
        prop_assert!(wider || takes(&one) == takes(&both));
        prop_assert_eq!(rules(&both, &one) == ["C0026"], wider);
    }
}
