//! How the pages look and feel: dark when that is preferred, on a phone, with
//! a keyboard, with enough contrast. The pictures in `docs/console` are taken
//! here.

use serde_json::Value;

use crate::{driver::Browser, events, fixture::Fixture};

/// The smallest contrast of any text on the page with what is behind it, and
/// the text that has it.
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

/// The pages, their names, and how much of them a picture shows, in pixels.
fn pages() -> [(&'static str, String, u32); 6] {
    [
        ("overview", String::new(), 1_000),
        ("event", format!("/event/{}", events::id(56)), 1_500),
        ("older", format!("/event/{}", events::id(59)), 1_150),
        ("refused", format!("/event/{}", events::id(8)), 700),
        ("query", "/query".to_owned(), 700),
        ("catalog", "/catalog".to_owned(), 800),
    ]
}

/// Shows the page; the query's with its result.
fn show(browser: &Browser, fixture: &Fixture, page: &str) {
    browser.open(&fixture.page(page));
    if page == "/query" {
        browser.click("form.query button");
        browser.find("#result-json");
    }
    browser.find("main h1");
}

#[test]
fn all_text_has_contrast_in_both_schemes() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        for (name, page, height) in pages() {
            show(&browser, &fixture, &page);
            let least = browser.run(LEAST_CONTRAST);
            assert!(least[0].as_f64() >= Some(4.5), "{name}, {scheme}: {least}");
            if scheme == "light" || name == "overview" || name == "event" {
                browser.keep_picture(&format!("{name}-{scheme}"), height);
            }
        }
    }
}

#[test]
fn dark_is_dark() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    let paper = |scheme| {
        browser.prefer(scheme);
        browser.run(
            "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)",
        )
    };
    let (light, dark) = (paper("light"), paper("dark"));
    let bright = |colour: &Value| colour[0].as_u64().expect("a number") > 128;
    assert!(bright(&light) && !bright(&dark), "{light} {dark}");
}

#[test]
fn a_phone_shows_every_page_without_scrolling_sideways() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    browser.set_width(360);
    for (name, page, height) in pages() {
        show(&browser, &fixture, &page);
        let widths = browser.run("return [document.documentElement.scrollWidth, innerWidth]");
        assert_eq!(widths[0], 360, "{name}: {widths}");
        assert_eq!(widths[1], 360, "{name}: {widths}");
        if name == "overview" || name == "event" {
            browser.keep_picture(&format!("{name}-phone"), height);
        }
    }
}

#[test]
fn tables_stay_tables_for_a_screen_reader_on_a_phone() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    browser.set_width(360);
    for (name, page, _) in &pages()[..2] {
        show(&browser, &fixture, page);
        let tree = browser.chromium("Accessibility.getFullAXTree", &serde_json::json!({}));
        let nodes = tree["nodes"].as_array().expect("a list");
        let count = |role: &str| nodes.iter().filter(|n| n["role"]["value"] == role).count();
        let rows = browser.run("return document.querySelectorAll('tr').length");
        assert_eq!(Some(count("row") as u64), rows.as_u64(), "{name}");
        assert!(count("rowheader") > 0 && count("cell") > 0 && count("columnheader") > 0, "{name}");
    }
}

#[test]
fn a_keyboard_and_a_screen_reader_find_their_way() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    for (name, page, _) in pages() {
        show(&browser, &fixture, &page);
        let missing = browser.run(
            "const named = e => e.labels?.length || e.ariaLabel;
             const fields = [...document.querySelectorAll('input, select, textarea')];
             const cells = [...document.querySelectorAll('th')];
             const ids = [...document.querySelectorAll('[aria-labelledby]')]
                 .map(e => e.getAttribute('aria-labelledby'));
             return [
                 ...fields.filter(e => !named(e)).map(e => 'no label: ' + e.outerHTML),
                 ...cells.filter(e => !e.scope).map(e => 'no scope: ' + e.outerHTML),
                 ...ids.filter(id => !document.getElementById(id)).map(id => 'no element: ' + id),
                 ...(document.querySelectorAll('main').length === 1 ? [] : ['not one main']),
                 ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
             ];",
        );
        assert_eq!(missing, Value::Array(Vec::new()), "{name}");
        browser.type_into("body", "\u{e004}");
        let first = browser.run("return document.activeElement.textContent");
        assert_eq!(first, "Skip to the content", "{name}");
    }
}
