//! The rules over a whole catalog: each speaks where it should and is silent
//! where it should, and what they say has three forms.

use proptest::prelude::*;
use telemetry_schema::{
    Date, EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose, Rounding,
    lint::{self, Class, Finding},
    rules::Level,
};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn today() -> Date {
    day("2026-11-22")
}

fn event(feature: &str, action: &str) -> EventSchema {
    EventSchema {
        declared_by: format!("shop::{feature}::{action}"),
        ..EventSchema::new(feature, action, Purpose::Reliability)
    }
}

fn with_field(mut event: EventSchema, kind: Kind) -> EventSchema {
    event.fields.push(FieldSchema::new("the_key", Privacy::Metadata, kind));
    event
}

fn with_enum(event: EventSchema, name: &str, codes: &[(i32, &str)]) -> EventSchema {
    let code = |(code, name): &(i32, &str)| EnumCode {
        code: *code,
        name: (*name).into(),
        description: "d".into(),
    };
    let table = EnumSchema {
        field: event.fields.len() as u32,
        name: name.into(),
        description: "d".into(),
        codes: codes.iter().map(code).collect(),
    };
    EventSchema { enums: vec![table], ..with_field(event, Kind::Enum) }
}

fn expiring(date: &str) -> EventSchema {
    EventSchema { expires: Some(day(date)), ..event("search", "shown") }
}

/// The one finding.
fn only(events: &[EventSchema]) -> Finding {
    let findings = lint::check(events, today());
    let [finding] = &findings[..] else { panic!("one finding, not {findings:#?}") };
    finding.clone()
}

fn silent(events: &[EventSchema]) {
    assert_eq!(lint::check(events, today()), []);
}

fn rule_and_message(events: &[EventSchema]) -> (&'static str, String) {
    let finding = only(events);
    (finding.rule.id, finding.message)
}

#[test]
fn t0004_fires_for_two_declarations_of_an_event() {
    let finding = only(&[event("search", "resultsShown"), event("search", "results-shown")]);
    assert_eq!((finding.rule.id, finding.level), ("T0004", Level::Deny));
    assert_eq!(finding.class, Some(Class::Wire));
    assert_eq!(finding.old.as_deref(), Some("(search, results-shown)"));
    assert_eq!(finding.new.as_deref(), Some("(search, resultsShown)"));
    assert!(finding.message.contains("`shop::search::results-shown`"), "{}", finding.message);
}

#[test]
fn t0004_is_silent_for_two_events() {
    silent(&[event("search", "resultsShown"), event("index", "resultsShown")]);
}

#[test]
fn t0010_fires_for_one_enum_with_two_tables() {
    let first = with_enum(event("search", "shown"), "Engine", &[(1, "Indexed"), (2, "Scan")]);
    let other = with_enum(event("search", "timedOut"), "Engine", &[(1, "Scan"), (2, "Indexed")]);
    let finding = only(&[other, first]);
    assert_eq!((finding.rule.id, finding.level), ("T0010", Level::Deny));
    assert_eq!(finding.event, "(search, timedOut)");
    assert_eq!(finding.field.as_deref(), Some("the_key"));
    assert_eq!(finding.old.as_deref(), Some("Indexed = 1, Scan = 2"));
    assert_eq!(finding.new.as_deref(), Some("Scan = 1, Indexed = 2"));
}

#[test]
fn t0010_is_silent_for_one_enum_in_two_events() {
    let codes = [(1, "Indexed"), (2, "Scan")];
    let turned = [(2, "Scan"), (1, "Indexed")];
    silent(&[
        with_enum(event("search", "shown"), "Engine", &codes),
        with_enum(event("search", "timedOut"), "Engine", &turned),
        with_enum(event("search", "opened"), "Cause", &[(1, "Other")]),
    ]);
}

#[test]
fn t0014_fires_for_a_date_that_is_past_near_or_far() {
    for (date, says) in [
        ("2020-01-01", "it expired on 2020-01-01"),
        ("2026-11-22", "it expired on 2026-11-22"),
        ("2026-11-23", "in 1 day,"),
        ("2027-01-21", "in 60 days"),
        ("2028-11-22", "in 731 days"),
        ("9999-12-31", "when nobody will remember"),
    ] {
        let finding = only(&[expiring(date)]);
        assert_eq!((finding.rule.id, finding.level), ("T0014", Level::Warn), "{date}");
        assert_eq!(finding.new.as_deref(), Some(date));
        assert!(finding.message.contains(says), "{date}: {}", finding.message);
    }
}

#[test]
fn t0014_is_silent_for_a_date_within_two_years() {
    for date in ["2027-01-22", "2028-02-29", "2028-11-21"] {
        silent(&[expiring(date)]);
    }
    silent(&[event("search", "shown")]);
}

#[test]
fn t0015_fires_for_wide_integers() {
    for kind in [Kind::U64, Kind::I64, Kind::Usize, Kind::Isize] {
        let finding = only(&[with_field(event("search", "shown"), kind)]);
        assert_eq!((finding.rule.id, finding.level), ("T0015", Level::Note));
        assert_eq!(finding.new.as_deref(), Some(kind.as_str()));
    }
    let mut high = with_field(event("search", "shown"), Kind::U64);
    high.fields[0].granularity.max = Some(lint::EXACT_INTEGERS * 2.0);
    assert_eq!(only(&[high]).rule.id, "T0015");
}

#[test]
fn t0015_is_silent_for_bounded_and_narrow_ones() {
    for kind in [Kind::U32, Kind::I32, Kind::F64, Kind::Duration] {
        silent(&[with_field(event("search", "shown"), kind)]);
    }
    let mut bounded = with_field(event("search", "shown"), Kind::U64);
    bounded.fields[0].granularity.max = Some(lint::EXACT_INTEGERS);
    let mut divided = with_field(event("search", "timedOut"), Kind::I64);
    divided.fields[0].granularity.rounding = Rounding::Buckets(vec![-1.0, 0.0, 1e9]);
    silent(&[bounded, divided]);
}

#[test]
fn t0016_fires_for_generic_names() {
    for (feature, action, says) in [
        ("telemetry", "shown", "the feature `telemetry` fits any event"),
        ("search", "event", "the action `event` fits any event"),
        ("me-trics", "shown", "the feature `me-trics` fits any event"),
    ] {
        assert_eq!(rule_and_message(&[event(feature, action)]), ("T0016", says.to_owned()));
    }
}

#[test]
fn t0016_fires_for_platforms() {
    for (feature, action, platform) in [
        ("vscode", "opened", "vscode"),
        ("search.vsCode", "opened", "vscode"),
        ("cody-jetbrains", "opened", "jetbrains"),
        ("search", "shownOnAndroid", "android"),
        ("search", "web.opened", "web"),
    ] {
        let (rule, message) = rule_and_message(&[event(feature, action)]);
        assert_eq!(rule, "T0016");
        assert!(message.ends_with(&format!("names a platform (`{platform}`)")), "{message}");
    }
}

#[test]
fn t0016_fires_for_names_that_are_nearly_another() {
    for (first, second) in [
        (("search", "shown"), ("serch", "opened")),
        (("codeSearch", "shown"), ("code-search", "opened")),
        (("search", "resultShown"), ("search", "resultsShown")),
        (("search", "opened"), ("search", "openad")),
    ] {
        let finding = only(&[event(first.0, first.1), event(second.0, second.1)]);
        assert_eq!((finding.rule.id, finding.level), ("T0016", Level::Warn));
        assert!(finding.message.contains("is nearly"), "{finding}");
        assert!(finding.old.is_some() && finding.old != finding.new, "{finding}");
    }
}

#[test]
fn t0016_is_silent_for_names_that_tell_apart() {
    silent(&[
        event("search", "shown"),
        event("searchContext", "shown"),
        event("webhooks", "created"),
        event("index", "hidden"),
        // Two letters are hardly alike.
        event("index", "on"),
        event("index", "in"),
        // Actions of two features.
        event("codeSearch.filters", "hiddem"),
        event("eventStream", "dataLoaded"),
    ]);
}

fn finding() -> Finding {
    only(&[expiring("2026-12-01")])
}

#[test]
fn a_finding_is_one_line_of_text() {
    assert_eq!(
        finding().to_string(),
        "warn[telemetry::T0014] (search, shown): it expires on 2026-12-01, in 9 days, and is then \
         no longer recorded; set a later date if it is still needed, or remove the event \
         (declared by shop::search::shown)"
    );
}

/// The examples of docs/rules.
#[test]
fn the_pages_show_what_is_found() {
    let declared = |event: EventSchema, by: &str| EventSchema { declared_by: by.into(), ..event };
    let mut built = with_field(event("index", "built"), Kind::U64);
    built.fields[0].key = "line_count".into();
    for (page, event) in [
        ("T0014", declared(expiring("2026-12-01"), "search::Shown")),
        ("T0015", declared(built, "index::Built")),
        ("T0016", declared(event("search.vsCode", "opened"), "search::Opened")),
    ] {
        let path = format!("../docs/rules/{page}.md");
        let page = std::fs::read_to_string(path).expect("every rule has a page");
        let found = only(&[event]).to_string();
        assert!(page.contains(&format!("\n{found}\n")), "the page does not show\n{found}");
    }
}

/// Names that often collide, and dates around the limits.
fn any_event() -> impl Strategy<Value = EventSchema> {
    let name =
        || prop::sample::select(vec!["ab", "a-b", "search", "serch", "Search", "event", "web.x"]);
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let expires = prop::option::of(20_000_i64..22_000);
    let codes = prop::collection::btree_set(1..4, 1..3);
    (name(), name(), kind, expires, codes, ".{0,8}").prop_map(
        |(feature, action, kind, expires, codes, declared_by)| {
            let codes: Vec<_> = codes.into_iter().map(|code| (code, "A")).collect();
            let event = with_enum(with_field(event(feature, action), kind), "E", &codes);
            let expires = expires.and_then(Date::from_days_since_epoch);
            EventSchema { declared_by, expires, ..event }
        },
    )
}

proptest! {
    #[test]
    fn the_order_of_the_events_changes_nothing(
        mut events in prop::collection::vec(any_event(), 0..8),
        turn in 0_usize..8,
    ) {
        for (at, event) in events.iter_mut().enumerate() {
            event.declared_by = format!("{at}");
        }
        let before = lint::check(&events, today());
        let turn = turn.min(events.len());
        events.rotate_left(turn);
        prop_assert_eq!(lint::check(&events, today()), before);
    }

    #[test]
    fn a_finding_is_always_one_line(events in prop::collection::vec(any_event(), 0..8)) {
        for finding in lint::check(&events, today()) {
            let line = finding.to_string();
            prop_assert!(!line.contains(['\n', '\r']), "{line:?}");
            prop_assert!(finding.rule.speaks.contains(&telemetry_schema::rules::Speaks::Check));
        }
    }

    #[test]
    fn one_event_of_good_names_is_never_nearly_another(event in any_event()) {
        let findings = lint::check(std::slice::from_ref(&event), today());
        prop_assert!(findings.iter().all(|finding| finding.old.is_none()));
    }

    #[test]
    fn an_event_expires_in_some_days_or_is_silent(days in -5_000_i64..5_000) {
        let date = Date::from_days_since_epoch(today().days_since_epoch() + days).expect("a day");
        let event = EventSchema { expires: Some(date), ..event("search", "shown") };
        let silent = (lint::SOON_DAYS + 1..=lint::MAX_EXPIRY_DAYS).contains(&days);
        prop_assert_eq!(lint::check(&[event], today()).is_empty(), silent);
    }
}
