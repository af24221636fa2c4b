//! What an administrator reads: the list, its filters, one event in full, the
//! result of a query.

use std::collections::HashSet;

use telemetry_sdk::{
    Catalog,
    queue::{NewEvent, QueueError, WithheldReason},
};

use crate::{
    driver::Browser,
    events::{self, QUERY, newer_search, older_search, opened, search},
    fixture::Fixture,
};

/// The ids of the events that the page lists.
fn listed(browser: &Browser) -> Vec<String> {
    browser.find("main h1");
    let ids =
        browser.run("return [...document.querySelectorAll('a.event')].map(a => a.dataset.id)");
    serde_json::from_value(ids).expect("a list of texts")
}

#[test]
fn a_thousand_events_of_one_moment_are_each_listed_once() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::empty();
    let moment = 1_700_000_000_000_000;
    fixture.insert((0..1_000).map(|number| opened(number, moment)).collect());
    fixture.log_in(&browser);
    let mut seen = Vec::new();
    loop {
        seen.extend(listed(&browser));
        assert!(seen.len() <= 1_000, "events are listed twice");
        if !browser.has("a[rel=next]") {
            break;
        }
        browser.click("a[rel=next]");
    }
    let distinct: HashSet<_> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (1_000, 1_000));
    assert!(seen.is_sorted_by(|a, b| a > b), "events of one moment are ordered by id");
}

#[test]
fn filters_narrow_the_list_and_stay_on_the_next_page() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::empty();
    let minute = 60_000_000;
    let events = (0..240).map(|number| {
        let at = 1_700_000_000_000_000 + i64::from(number) * minute;
        if number % 2 == 0 { search(number, at) } else { opened(number, at) }
    });
    fixture.insert(events.collect());
    fixture.log_in(&browser);
    browser.type_into("input[name=feature]", "file");
    browser.click("form.filter button");
    let first = listed(&browser);
    browser.click("a[rel=next]");
    let second = listed(&browser);
    let wanted: Vec<_> = (0..240).rev().filter(|number| number % 2 == 1).map(events::id).collect();
    assert_eq!([first, second].concat(), wanted[..100]);

    // 2023-11-14T22:13:20 and the hour behind it.
    browser.open(&fixture.page("?since=2023-11-14T22:13:20&until=2023-11-14T23:13:20"));
    let hour: Vec<_> = (10..60).rev().map(events::id).collect();
    assert_eq!(listed(&browser), hour);
    browser.click("a[rel=next]");
    assert_eq!(listed(&browser), (0..10).rev().map(events::id).collect::<Vec<_>>());

    browser.open(&fixture.page("?state=refused"));
    assert!(browser.text().contains("No event is in this state."));
    browser.open(&fixture.page("?state=lost"));
    assert!(browser.text().contains("lost is not a state"));
}

#[test]
fn an_event_is_three_clicks_away_and_shown_in_full() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    browser.click(".card.exported a");
    browser.click("a.event[href$=\"000000000002\"]");
    let payload = browser.text_of(".payload pre");
    let payload: serde_json::Value = serde_json::from_str(&payload).expect("JSON");
    assert_eq!(payload["parameters"]["metadata"]["engine"], 1.0);
    assert_eq!(payload["user"]["userId"], "7322146908115202331");
    assert!(!payload.to_string().contains("secret"));

    assert!(browser.text_of(".stays").contains(QUERY));
    let numbers = browser.text_of("section[aria-labelledby=numbers]");
    for shown in ["latency", "ms", "= Indexed", "The trigram index.", "How many results were shown"]
    {
        assert!(numbers.contains(shown), "{shown} is not in {numbers}");
    }
    for shown in ["u32", "a number that may leave", "owner search-team", "at most 1000"] {
        assert!(numbers.contains(shown), "{shown} is not in {numbers}");
    }
    let texts = browser.text_of("section[aria-labelledby=texts]");
    for shown in ["rust", "a text that may leave under a review", "privacy@search.example"] {
        assert!(texts.contains(shown), "{shown} is not in {texts}");
    }
    assert!(browser.text_of(".stays").contains("stays on this instance"));
    assert!(!browser.has(".notice.version"), "it is of the version that is declared");
    assert!(browser.text_of(".verdict").contains("Left this instance"));
    assert!(browser.text_of("section[aria-labelledby=envelope]").contains("source.server.version"));
    assert!(browser.text_of("section[aria-labelledby=declared] dl").contains("search-team"));
}

#[test]
fn an_event_that_did_not_leave_says_why() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    for (state, why) in [
        ("queued", "cannot be reached: connection refused"),
        ("leased", "The exporter holds it"),
        ("refused", "is not declared for this event"),
        ("withheld", "exports only some features"),
    ] {
        browser.open(&fixture.page(&format!("?state={state}")));
        browser.click("a.event");
        let verdict = browser.text_of(".verdict");
        assert!(verdict.contains(why) && verdict.contains(state), "{state}: {verdict}");
    }
    browser.open(&fixture.page("/event/gone"));
    assert!(browser.text().contains("No such event"));
}

#[test]
fn an_event_that_is_not_accepted_says_what_to_do() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::empty();
    fixture.insert(vec![opened(1, 1_700_000_000_000_000).withheld(WithheldReason::NotAccepted)]);
    fixture.log_in(&browser);
    browser.click("a.event");
    let verdict = browser.text_of(".verdict");
    for shown in ["not accepted", "protocol/events", "cargo telemetry accept", "reviewed", "build"]
    {
        assert!(verdict.contains(shown), "{shown} is not in {verdict}");
    }
}

/// One queue has seen three programs; each event is read as it was recorded.
#[test]
fn events_of_several_versions_are_each_read_as_they_were_recorded() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::empty();
    fixture.insert(three_versions());
    fixture.log_in(&browser);
    let page = |number| {
        browser.open(&fixture.page(&format!("/event/{}", events::id(number))));
        let notes = if browser.has(".notice.version") { browser.text() } else { String::new() };
        (notes, browser.text_of("section[aria-labelledby=numbers]"))
    };
    let (notes, numbers) = page(1);
    assert!(notes.contains("Recorded in version 1; the newest is 2."), "{notes}");
    for shown in ["from_file", "= true", "Whether the reader came", "version 1 was the last"] {
        assert!(numbers.contains(shown), "{shown} is not in {numbers}");
    }
    assert!(!browser.has("section[aria-labelledby=texts]"), "version 1 had no texts");
    let (notes, numbers) = page(2);
    assert!(notes.is_empty() && !numbers.contains("from_file"), "{notes} {numbers}");
    let (notes, numbers) = page(3);
    assert!(notes.contains("Recorded in version 3 by a newer program"), "{notes}");
    assert!(numbers.contains("shard_count") && numbers.contains("unknown here"), "{numbers}");
}

/// The same without the lock: what only it remembers is said to be unknown.
#[test]
fn without_the_lock_what_was_removed_is_unknown_and_never_wrong() {
    let Some(browser) = Browser::start() else { return };
    let current = events::lock().event("search", "listShown").expect("accepted").schema();
    let fixture = Fixture::with(Catalog::new(vec![current]).expect("one event"));
    fixture.insert(three_versions());
    fixture.log_in(&browser);
    browser.open(&fixture.page(&format!("/event/{}", events::id(1))));
    let page = browser.text();
    assert!(page.contains("version 2 is declared here") && page.contains("protocol/events"));
    let numbers = browser.text_of("section[aria-labelledby=numbers]");
    assert!(numbers.contains("from_file") && numbers.contains("unknown here"), "{numbers}");
    assert!(!numbers.contains("= true"), "{numbers}");
    assert!(numbers.contains("= Unindexed") && numbers.contains(" ms"), "what stayed: {numbers}");
}

fn three_versions() -> Vec<NewEvent> {
    let moment = 1_700_000_000_000_000;
    vec![
        older_search(1, moment),
        search(2, moment + 1_000_000),
        newer_search(3, moment + 2_000_000),
    ]
}

#[test]
fn the_seed_query_shows_payloads_without_script() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    browser.allow_script(false);
    browser.open(&fixture.page("/query"));
    browser.click("form.query button");
    let result = browser.text_of("#result-json");
    let result: serde_json::Value = serde_json::from_str(&result).expect("JSON");
    assert!(result.get("errors").is_none(), "{result}");
    for list in ["exportedEvents", "eventsQueuedForExport"] {
        let nodes = result["data"]["telemetry"][list]["nodes"].as_array().expect("a list");
        assert_eq!(nodes.len(), 5);
        assert!(nodes.iter().all(|node| node["payload"]["feature"].is_string()), "{result}");
    }
}

#[test]
fn without_script_the_list_loads_itself_anew_when_asked_to() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    browser.allow_script(false);
    browser.open(&fixture.page("?state=exported"));
    assert!(!browser.has("meta[http-equiv=refresh]"));
    browser.click("a.refresh");
    browser.find("meta[http-equiv=refresh]");
    assert!(browser.has("a.event") && browser.has(".card.exported a[aria-current]"));
}

#[test]
fn counts_move_by_themselves() -> Result<(), QueueError> {
    let Some(browser) = Browser::start() else { return Ok(()) };
    let fixture = Fixture::empty();
    fixture.log_in(&browser);
    assert_eq!(browser.text_of("[data-count=queued]"), "0");
    fixture.queue.insert((0..1_234).map(|number| opened(number, 1)).collect())?;
    for _ in 0..100 {
        if browser.text_of("[data-count=queued]") == "1,234" {
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    panic!("the count stays {}", browser.text_of("[data-count=queued]"));
}
