//! The catalogue in a real browser, opened from the disk.

use serde_json::{Value, json};
use telemetry_schema::{EventSchema, FieldSchema, Granularity, Kind, Purpose, Rounding};

use crate::{
    driver::Browser,
    place::{Place, accepted, audited, event, in_unit, lock, number, private, with_codes},
};

const HOSTILE: &str = "It's </article></main><img src=x onerror=\"window.ran=1\"><script>window.ran=1</script> \"quoted\"";

/// The smallest contrast of any text with what is behind it, and the text.
const LEAST_CONTRAST: &str = "
    const part = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 };
    const light = ([r, g, b]) => .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
    const parse = text => text.match(/[\\d.]+/g).map(Number);
    const behind = element => {
        for (let e = element; e; e = e.parentElement) {
            const colour = parse(getComputedStyle(e).backgroundColor);
            if (colour.length < 4 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
    };
    let least = [21, ''];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.textContent.trim();
        const element = walk.currentNode.parentElement;
        if (!text || !element.checkVisibility()) continue;
        const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        if (ratio < least[0]) least = [ratio, text];
    }
    return least;";

fn events() -> Vec<EventSchema> {
    let coarse = Granularity { max: None, rounding: Rounding::Step(10.0) };
    let coarse = FieldSchema { granularity: coarse, ..in_unit("size", Kind::U64, "B") };
    let mut hostile = event(
        "file",
        "opened",
        vec![in_unit("latency", Kind::Duration, "ms"), number("line_count", Kind::U32)],
    );
    hostile.description = HOSTILE.to_owned();
    hostile.owner = "team <b>\"x\"</b>".to_owned();
    let mut index = event("index", "built", vec![coarse, in_unit("duration", Kind::Duration, "s")]);
    index.purpose = Purpose::Security;
    let failed = event("search", "failed", vec![number("cause", Kind::Enum)]);
    vec![
        hostile,
        index,
        with_codes(failed, "Cause", &[(1, "TimedOut")]),
        event(
            "search",
            "shown",
            vec![
                audited("language", &["rust", "go"], HOSTILE),
                private("query"),
                in_unit("latency", Kind::F64, "ms"),
            ],
        ),
        event("zone", "left", Vec::new()),
    ]
}

fn place() -> Place {
    let mut lock = accepted(&lock(&events()), &[]);
    lock.remove("zone.left").expect("live");
    let place = Place::of(&lock);
    place.write_docs();
    place
}

fn open(browser: &Browser, place: &Place) {
    let path = place.path("protocol/reference/catalogue.html");
    browser.open(&format!("file://{}", path.display()));
    browser.find("#filters:not([hidden])");
}

/// The events that are to be seen.
fn shown(browser: &Browser) -> Vec<String> {
    let ids = browser.run("return [...document.querySelectorAll('article')].filter(e => e.checkVisibility()).map(e => e.id)");
    let ids = ids.as_array().expect("a list");
    ids.iter().map(|id| id.as_str().expect("text").to_owned()).collect()
}

/// Chooses the option that begins so, with the keyboard.
fn choose(browser: &Browser, filter: &str, option: &str) {
    browser.type_into(filter, option);
}

fn reset(browser: &Browser) {
    browser.click("button[type=reset]");
    for _ in 0..100 {
        if shown(browser).len() == 5 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("not reset: {:?}", shown(browser));
}

#[test]
fn search_and_filters_find_events() {
    let Some(browser) = Browser::start() else { return };
    let place = place();
    open(&browser, &place);
    assert_eq!(shown(&browser).len(), 5);
    assert_eq!(browser.text_of("#count"), "5 of 5 events");
    for (words, found) in [
        ("timedout CAUSE", &["search/failed"][..]),
        ("latency", &["file/opened", "search/shown"]),
        ("\"quoted\"", &["file/opened", "search/shown"]),
        ("search.FAILED", &["search/failed"]),
        ("nothing has this", &[]),
        ("owner version", &[]),
    ] {
        browser.type_into("#search", words);
        assert_eq!(shown(&browser), found, "{words}");
        assert_eq!(browser.text_of("#count"), format!("{} of 5 events", found.len()));
        reset(&browser);
    }
    for (filter, option, found) in [
        ("#owner", "team <b>", &["file/opened"][..]),
        ("#purpose", "security", &["index/built"]),
        ("#class", "a reviewed text leaves", &["search/shown"]),
        ("#class", "a text stays", &["search/shown"]),
        ("#class", "a number leaves, made coarser", &["index/built"]),
        ("#unit", "ms", &["file/opened", "search/shown"]),
        ("#state", "no longer", &["zone/left"]),
    ] {
        choose(&browser, filter, option);
        assert_eq!(shown(&browser), found, "{filter} {option}");
        reset(&browser);
    }
    // Class and unit are asked of one field: the coarse one is not in seconds.
    choose(&browser, "#unit", "s");
    choose(&browser, "#class", "a number leaves, made coarser");
    assert_eq!(shown(&browser), [""; 0]);
}

#[test]
fn hostile_texts_are_shown_and_nothing_is_fetched() {
    let Some(browser) = Browser::start() else { return };
    let place = place();
    // Away from the browser's own first page, which asks for much.
    browser.open("about:blank");
    browser.console_messages();
    browser.requests();
    open(&browser, &place);
    assert_eq!(browser.run("return window.ran === undefined"), true);
    assert!(browser.text_of("[id='file/opened']").contains(HOSTILE));
    assert_eq!(browser.run("return document.querySelectorAll('img').length"), 0);
    assert_eq!(browser.console_messages(), Vec::<String>::new());
    let requests = browser.requests();
    assert!(
        requests
            .iter()
            .all(|it| ["file:", "data:", "chrome:"].iter().any(|own| it.starts_with(own))),
        "{requests:?}"
    );
    // If an element got in all the same, its script would not run.
    browser.run("const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);");
    assert_eq!(browser.run("return window.ran === undefined"), true);
}

#[test]
fn it_is_light_and_dark_with_contrast_and_labels() {
    let Some(browser) = Browser::start() else { return };
    let place = place();
    open(&browser, &place);
    let mut papers = Vec::new();
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        let least = browser.run(LEAST_CONTRAST);
        assert!(least[0].as_f64() >= Some(4.5), "{scheme}: {least}");
        papers.push(browser.run(
            "return Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])",
        ));
    }
    assert!(papers[0].as_u64() > Some(128) && papers[1].as_u64() < Some(128), "{papers:?}");
    let missing = browser.run(
        "return [...document.querySelectorAll('input, select')].filter(e => !e.labels?.length).map(e => e.outerHTML)
            .concat([...document.querySelectorAll('th')].filter(e => !e.scope).map(e => e.outerHTML))",
    );
    assert_eq!(missing, json!([]));
    browser.set_width(360);
    let width = browser.run("return document.documentElement.scrollWidth");
    assert_eq!(width, 360);
}

#[test]
fn the_keyboard_leads_through_and_without_scripts_it_can_be_read() {
    let Some(browser) = Browser::start() else { return };
    let place = place();
    open(&browser, &place);
    browser.type_into("body", "\u{e004}");
    assert_eq!(browser.run("return document.activeElement.textContent"), "Skip to the events");
    let mut reached = Vec::new();
    for _ in 0..7 {
        browser.run("return 0");
        let element =
            browser.run("return document.activeElement.id || document.activeElement.type || ''");
        reached.push(element);
        let keys =
            json!({"type": "keyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
        browser.chromium("Input.dispatchKeyEvent", &keys);
    }
    for id in ["search", "owner", "purpose", "class", "unit", "state"] {
        assert!(reached.contains(&Value::from(id)), "{id}: {reached:?}");
    }
    browser.allow_script(false);
    let path = place.path("protocol/reference/catalogue.html");
    browser.open(&format!("file://{}#search/shown", path.display()));
    assert!(browser.text_of("main").contains("A reviewed text."));
}

#[test]
fn thousands_of_events_are_searched() {
    let Some(browser) = Browser::start() else { return };
    let letters = |at: usize| {
        format!(
            "{}{}{}",
            char::from(b'a' + (at / 676 % 26) as u8),
            char::from(b'a' + (at / 26 % 26) as u8),
            char::from(b'a' + (at % 26) as u8)
        )
    };
    let events: Vec<_> = (0..3000)
        .map(|at| {
            event(
                "bulk",
                &format!("event{}", letters(at)),
                vec![in_unit("latency", Kind::Duration, if at % 2 == 0 { "ms" } else { "s" })],
            )
        })
        .collect();
    let place = Place::documented(&events);
    open(&browser, &place);
    assert_eq!(browser.text_of("#count"), "3000 of 3000 events");
    browser.type_into("#search", "eventabc");
    assert_eq!(shown(&browser), ["bulk/eventabc"]);
    browser.run("document.querySelector('#search').value = ''; return 0");
    choose(&browser, "#unit", "s");
    assert_eq!(browser.text_of("#count"), "1500 of 3000 events");
}
