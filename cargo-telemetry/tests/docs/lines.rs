//! What changes when one event changes, and what hostile texts become.

use std::collections::BTreeSet;

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use telemetry_schema::{EventSchema, Kind, SampleRate, lock::Lock};

use crate::{
    arbitrary,
    place::{Place, accepted, event, in_unit, lock, number, private, with_codes},
};

fn events() -> Vec<EventSchema> {
    let shown = event(
        "search",
        "resultsShown",
        vec![number("result_count", Kind::U32), number("engine", Kind::Enum)],
    );
    vec![
        event("page", "firstOpened", vec![number("width", Kind::U16)]),
        event("search", "aborted", vec![number("attempt_count", Kind::U8), private("query")]),
        with_codes(shown, "Engine", &[(1, "Indexed"), (2, "Unindexed")]),
        event("search", "zoomed", vec![in_unit("latency", Kind::Duration, "ms")]),
        event("zone", "entered", Vec::new()),
    ]
}

/// The lines that are not at the beginning or the end of both.
fn changed<'a>(before: &'a str, after: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (before, after): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = (&before[same..], &after[same..]);
    let end = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    (rest.0[..rest.0.len() - end].to_vec(), rest.1[..rest.1.len() - end].to_vec())
}

#[test]
fn every_page_for_people_says_how_many_are_recorded() {
    let mut sampled = events();
    sampled[2].sample_rate = SampleRate::new(0.1).ok();
    let place = Place::documented(&sampled);
    let pages = place.pages();
    for name in ["search.md", "catalogue.html", "events.d.ts", "postgresql.sql", "duckdb.sql"] {
        assert_eq!(pages[name].matches("1 of 10 is recorded").count(), 1, "{name}");
    }
    assert_eq!(pages["catalogue.json"].matches("\"sample_rate\": 0.1,").count(), 1);
    assert_eq!(pages["catalogue.json"].matches("\"sample_rate\": null,").count(), 4);
}

#[test]
fn a_field_more_changes_the_lines_of_its_event_alone() {
    let place = Place::documented(&events());
    let before = place.pages();
    let mut more = events();
    more[2].version = 2;
    more[2].fields.push(in_unit("index_age", Kind::Duration, "h"));
    place.accept(&accepted(&lock(&events()), &more));
    place.write_docs();
    let after = place.pages();
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let differing: BTreeSet<_> =
        before.keys().filter(|name| before[*name] != after[*name]).map(String::as_str).collect();
    let expected = [
        "catalogue.html",
        "catalogue.json",
        "duckdb.sql",
        "events.d.ts",
        "postgresql.sql",
        "search.md",
    ];
    assert_eq!(differing, BTreeSet::from(expected));
    for name in differing {
        let (old, new) = changed(&before[name], &after[name]);
        assert!(new.iter().any(|line| line.contains("index_age")), "{name}: {new:?}");
        let others = ["aborted", "zoomed", "firstOpened", "entered", "attempt_count", "latency"];
        for line in old.iter().chain(&new) {
            assert!(!others.iter().any(|other| line.contains(other)), "{name}: {line}");
        }
        let event = before[name].lines().filter(|line| line.contains("engine")).count();
        assert!(event > 0 && old.len() < 60, "{name}: {old:?}");
    }
}

#[test]
fn what_was_given_up_is_still_told() {
    let mut fewer = events();
    fewer[2].version = 2;
    fewer[2].fields.remove(0);
    fewer[2].enums[0].field = 0;
    fewer[2].enums[0].codes.remove(1);
    let mut lock = accepted(&lock(&events()), &fewer);
    lock.remove("search.zoomed").expect("live");
    let place = Place::of(&lock);
    place.write_docs();
    let page = place.page("search.md");
    assert!(page.contains("| `result_count` | number: u32; removed after version 1 |"), "{page}");
    assert!(
        page.contains("| 2 | `Unindexed` | It is Unindexed. (removed after version 1) |"),
        "{page}"
    );
    assert!(page.contains("| state | removed: no longer recorded |"), "{page}");
    assert!(place.page("README.md").contains("search-team, removed)"));
    let types = place.page("events.d.ts");
    assert!(
        !types.contains("zoomed")
            && !types.contains("result_count")
            && !types.contains("Unindexed"),
        "{types}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&place.page("catalogue.json")).expect("JSON");
    let states: Vec<_> =
        json["events"].as_array().expect("a list").iter().map(|it| &it["state"]).collect();
    assert_eq!(states, ["live", "live", "live", "removed", "live"]);
    assert_eq!(json["events"][2]["fields"][0]["removed_after"], 1);
}

#[test]
fn hostile_texts_are_only_texts() {
    const HOSTILE: &str =
        "</script><script>alert(1)</script> */ \"'`${x}` | <b>\n\n--> ]]> '; DROP TABLE x; --";
    let mut hostile =
        event("search", "shown", vec![number("result_count", Kind::U32), private("query")]);
    hostile.description = HOSTILE.to_owned();
    hostile.owner = HOSTILE.replace('\n', " ");
    hostile.fields[0].description = HOSTILE.to_owned();
    let place = Place::documented(&[hostile]);
    let html = place.page("catalogue.html");
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    let types = place.page("events.d.ts");
    assert_eq!(types.matches("/*").count(), types.matches("*/").count());
    let markdown = place.page("search.md");
    assert!(!markdown.contains("| <b>") && markdown.contains("\\<script\\>"), "{markdown}");
    let json: serde_json::Value =
        serde_json::from_str(&place.page("catalogue.json")).expect("JSON");
    assert_eq!(json["events"][0]["description"], HOSTILE);
    let owners = place.page("CODEOWNERS.telemetry");
    assert!(owners.lines().all(|line| line.is_empty() || line.starts_with(['#', '/'])), "{owners}");
}

/// Whatever can be declared can be documented, and twice the same.
#[test]
fn every_lock_has_one_reference() {
    let mut runner =
        TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let tested = runner.run(&arbitrary::events("some.feature"), |events| {
        let lock: Lock = arbitrary::lock(&events);
        let place = Place::of(&lock);
        place.write_docs();
        prop_assert_eq!(place.run(&["--check"]).status, 0);
        let json: serde_json::Value =
            serde_json::from_str(&place.page("catalogue.json")).expect("JSON");
        prop_assert_eq!(json["events"].as_array().map(Vec::len), Some(events.len()));
        let html = place.page("catalogue.html");
        prop_assert_eq!(html.matches("<article").count(), events.len());
        Ok(())
    });
    tested.expect("every lock is documented");
}
