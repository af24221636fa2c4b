//! Who gets in, and what a page may do in the browser.

use crate::{driver::Browser, events, fixture::Fixture};

#[test]
fn without_the_token_nothing_is_shown() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    let event = format!("/event/{}", events::id(1));
    for page in ["", event.as_str(), "/query", "/catalog", "/counts", "?state=exported"] {
        browser.open(&fixture.page(page));
        let text = browser.text();
        assert!(text.contains("must be site admin"), "{page}: {text}");
        assert!(!text.contains("listShown"), "{page}: {text}");
    }
    browser.type_into("#token", "guessed");
    browser.click("form.token button");
    assert!(browser.text_of("[role=alert]").contains("not the token"));
    browser.keep_picture("login", 600);
}

#[test]
fn the_token_opens_the_console_until_logout() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    assert_eq!(browser.address(), fixture.page(""));
    browser.open(&fixture.page("/catalog"));
    assert!(browser.text().contains("The results of a search were shown."));
    assert_eq!(browser.run("return document.cookie"), "", "a script could read the cookie");

    browser.open(&fixture.page(""));
    browser.click("form.leave button");
    browser.find("#token");
    assert!(browser.text().contains("must be site admin"));
}

#[test]
fn pages_make_no_mistakes_and_ask_nobody_else() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    browser.console_messages();
    browser.requests();
    let event = format!("/event/{}", events::id(1));
    for page in ["", event.as_str(), "/query", "/catalog", "?state=refused&feature=search"] {
        browser.open(&fixture.page(page));
        browser.find("main h1");
        assert_eq!(browser.console_messages(), Vec::<String>::new(), "{page}");
    }
    let requests = browser.requests();
    assert!(requests.iter().any(|address| address.ends_with("/style.css")), "{requests:?}");
    // The browser draws the icons of its own controls from `data:` addresses.
    let sent = requests.iter().filter(|address| !address.starts_with("data:"));
    let foreign: Vec<_> = sent.filter(|address| !address.starts_with(&fixture.origin)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn a_script_in_the_page_does_not_run() {
    let Some(browser) = Browser::start() else { return };
    let fixture = Fixture::varied();
    fixture.log_in(&browser);
    browser.console_messages();
    browser.run(
        "const script = document.createElement('script');
         script.textContent = 'window.ran = true';
         document.body.append(script);",
    );
    assert_eq!(browser.run("return window.ran === undefined"), true);
    let messages = browser.console_messages().join(" ");
    assert!(messages.contains("Content Security Policy"), "{messages}");
}
