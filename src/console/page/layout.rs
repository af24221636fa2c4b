//! What all pages have around them: the head, the way past the navigation, the
//! navigation and the end. No page's own content is here.

use super::html::Html;
use crate::console::PAGE_PATH;

/// Which part of the console a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The list of events.
    Events,
    /// One event, reached from the list.
    Event,
    /// What can be recorded at all.
    Catalog,
    /// Asking by GraphQL.
    Query,
    /// Before login: there is nothing to go to.
    Outside,
}

const NAVIGATION: [(Place, &str, &str); 3] = [
    (Place::Events, "", "Events"),
    (Place::Catalog, "/catalog", "Catalog"),
    (Place::Query, "/query", "Query"),
];

/// How often a page without script fetches itself anew, in seconds.
pub(super) const REFRESH_SECONDS: u8 = 10;

/// Writes a whole page; `refresh` makes it fetch itself anew.
pub(super) fn page(
    title: &str,
    place: Place,
    refresh: bool,
    content: impl FnOnce(&mut Html),
) -> Html {
    let mut html = Html::new();
    write_head(&mut html, title, refresh);
    html.raw("<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
    write_header(&mut html, place);
    html.raw("<main id=\"content\" tabindex=\"-1\">\n");
    content(&mut html);
    html.raw("</main>\n");
    if place != Place::Outside {
        html.raw(FOOTER);
    }
    html.raw("</body>\n</html>\n");
    html
}

const FOOTER: &str = "<footer>This page reads the instance’s own queue. Nothing on it was sent \
anywhere to be shown, and times are UTC.</footer>\n";

fn write_head(html: &mut Html, title: &str, refresh: bool) {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    // With a stricter policy browsers hide the origin of our own forms, too.
    html.raw("<meta name=\"referrer\" content=\"same-origin\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html.text(title).raw(" · Telemetry console</title>\n");
    if refresh {
        html.raw("<meta http-equiv=\"refresh\" content=\"");
        html.text(&REFRESH_SECONDS.to_string()).raw("\">\n");
    }
    for (before, file, after) in [
        ("<link rel=\"icon\" type=\"image/svg+xml\" href=\"", "/icon.svg", "\">\n"),
        ("<link rel=\"stylesheet\" href=\"", "/style.css", "\">\n"),
        ("<script src=\"", "/console.js", "\" defer></script>\n"),
    ] {
        html.raw(before).text(PAGE_PATH).text(file).raw(after);
    }
    html.raw("</head>\n");
}

fn write_header(html: &mut Html, place: Place) {
    html.raw("<header class=\"top\">\n<a class=\"brand\" href=\"").text(PAGE_PATH);
    html.raw("\">Telemetry console</a>\n");
    if place != Place::Outside {
        html.raw("<nav aria-label=\"Console\"><ul>\n");
        for (target, path, name) in NAVIGATION {
            html.raw("<li><a href=\"").text(PAGE_PATH).text(path).raw("\"");
            html.raw_if(target == place, " aria-current=\"page\"");
            html.raw_if(target == Place::Events && place == Place::Event, " aria-current=\"true\"");
            html.raw(">").text(name).raw("</a></li>\n");
        }
        html.raw("</ul></nav>\n");
    }
    html.raw("</header>\n");
}
