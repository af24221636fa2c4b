//! The list of events: the form that narrows it, the table, and the way to the
//! next page. It shows what it is given.

use super::filter::{Filter, PAGE_SIZE};
use super::html::Html;
use super::layout::REFRESH_SECONDS;
use super::overview::Overview;
use super::verdict::{name_of, short_reason, word};
use super::words::{form_time, size, write_time};
use crate::console::PAGE_PATH;
use crate::declarations::Declarations;
use crate::queue::{EventState, StateName, StoredEvent};

/// Where the events of this filter are.
pub(super) fn address(filter: &Filter) -> String {
    let query = filter.to_query();
    if query.is_empty() { PAGE_PATH.to_owned() } else { format!("{PAGE_PATH}?{query}") }
}

/// Where one event is.
pub(super) fn event_address(id: &str) -> String {
    let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    // The serialization is that of forms; in a path a plus is a plus.
    format!("{PAGE_PATH}/event/{}", id.replace('+', "%20"))
}

/// The section of the events.
pub(super) fn write_section(html: &mut Html, overview: &Overview<'_>) {
    let filter = overview.filter;
    html.raw("<section aria-labelledby=\"events\">\n<h2 id=\"events\">");
    match filter.state {
        Some(state) => html.raw("Events that are ").text(word(state)),
        None => html.raw("Events in all states"),
    };
    html.raw(", newest first</h2>\n");
    write_form(html, filter, overview.declarations);
    write_table(html, &overview.page.events, filter);
    write_pager(html, overview);
    html.raw("</section>\n");
}

fn write_form(html: &mut Html, filter: &Filter, declarations: &Declarations) {
    html.raw("<form class=\"filter\" action=\"").text(PAGE_PATH).raw("\" role=\"search\" ");
    html.raw("aria-label=\"Narrow the list\">\n<label>State <select name=\"state\">");
    html.raw("<option value=\"\">all</option>");
    for state in StateName::ALL {
        html.raw("<option").raw_if(filter.state == Some(state), " selected").raw(">");
        html.text(word(state)).raw("</option>");
    }
    html.raw("</select></label>\n");
    write_text_field(html, "Feature", "feature", filter.feature.as_deref());
    write_text_field(html, "Action", "action", filter.action.as_deref());
    write_time_field(html, "Since (UTC)", "since", filter.since);
    write_time_field(html, "Before (UTC)", "until", filter.until);
    html.raw("<button>Show</button>\n");
    if filter.is_narrow() {
        let all = Filter { state: filter.state, ..Filter::default() };
        html.raw("<a href=\"").text(&address(&all)).raw("\">Clear</a>\n");
    }
    write_suggestions(html, declarations);
    html.raw("</form>\n");
}

fn write_text_field(html: &mut Html, label: &'static str, name: &'static str, value: Option<&str>) {
    html.raw("<label>").raw(label).raw(" <input name=\"").raw(name).raw("\" list=\"");
    html.raw(name).raw("s\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"any\" ");
    html.raw("maxlength=\"128\" value=\"").text(value.unwrap_or_default()).raw("\"></label>\n");
}

fn write_time_field(html: &mut Html, label: &'static str, name: &'static str, value: Option<i64>) {
    html.raw("<label>").raw(label).raw(" <input type=\"datetime-local\" step=\"1\" name=\"");
    html.raw(name).raw("\" value=\"").text(&value.map(form_time).unwrap_or_default());
    html.raw("\"></label>\n");
}

fn write_suggestions(html: &mut Html, declarations: &Declarations) {
    let events = declarations.events();
    let mut features: Vec<&str> = events.iter().map(|event| event.feature()).collect();
    let mut actions: Vec<&str> = events.iter().map(|event| event.action()).collect();
    for (markup, words) in
        [("<datalist id=\"features\">", &mut features), ("<datalist id=\"actions\">", &mut actions)]
    {
        words.sort_unstable();
        words.dedup();
        html.raw(markup);
        for word in words {
            html.raw("<option value=\"").text(word).raw("\">");
        }
        html.raw("</datalist>\n");
    }
}

fn write_table(html: &mut Html, events: &[StoredEvent], filter: &Filter) {
    if events.is_empty() {
        write_nothing(html, filter);
        return;
    }
    html.raw("<table class=\"events\">\n<thead><tr><th scope=\"col\">Event</th>");
    html.raw("<th scope=\"col\">State</th><th scope=\"col\">Recorded</th>");
    html.raw("<th scope=\"col\" class=\"wide right\">Payload</th>");
    html.raw("<th scope=\"col\" class=\"wide right\">Private</th></tr></thead>\n<tbody>\n");
    for event in events {
        write_row(html, event);
    }
    html.raw("</tbody></table>\n");
}

fn write_row(html: &mut Html, event: &StoredEvent) {
    html.raw("<tr><th scope=\"row\"><a class=\"event\" href=\"").text(&event_address(&event.id));
    html.raw("\" data-id=\"").text(&event.id).raw("\"><span class=\"feature\">");
    html.text(&event.feature).raw("</span> <span class=\"action\">").text(&event.action);
    html.raw("</span></a></th><td>");
    write_badge(html, &event.state);
    html.raw("</td><td>");
    write_time(html, event.recorded_at);
    html.raw("</td><td class=\"wide right\">").text(&size(event.exportable.len() as u64));
    html.raw("</td><td class=\"wide right\">");
    match &event.local {
        Some(local) => html.text(&size(local.len() as u64)),
        None => html.raw("<span class=\"soft\">none</span>"),
    };
    html.raw("</td></tr>\n");
}

/// The state as a word in its colour, and its reason.
pub(super) fn write_badge(html: &mut Html, state: &EventState) {
    let word = word(name_of(state));
    html.raw("<span class=\"badge ").text(word).raw("\">").text(word).raw("</span>");
    if let Some(reason) = short_reason(state) {
        html.raw(" <span class=\"reason\">").text(&reason).raw("</span>");
    }
}

fn write_nothing(html: &mut Html, filter: &Filter) {
    html.raw("<p class=\"empty\">");
    if filter.after.is_some() {
        html.raw("No older events.");
    } else if filter.is_narrow() {
        html.raw("No event matches. Names are compared exactly, with upper and lower case.");
    } else if filter.state.is_some() {
        html.raw("No event is in this state.");
    } else {
        html.raw("Nothing was recorded yet.");
    }
    html.raw("</p>\n");
}

fn write_pager(html: &mut Html, overview: &Overview<'_>) {
    html.raw("<nav class=\"pager\" aria-label=\"Pages\">\n");
    if overview.filter.after.is_some() {
        html.raw("<a href=\"").text(&address(&overview.filter.first_page()));
        html.raw("\">← Newest</a>\n");
    }
    if let Some(next) = &overview.page.next {
        html.raw("<a rel=\"next\" class=\"next\" href=\"").text(&address(next)).raw("\">Older ");
        html.text(&PAGE_SIZE.to_string()).raw(" →</a>\n");
    }
    if !overview.refresh {
        write_refresh_link(html, overview.filter);
    }
    html.raw("</nav>\n");
}

/// For readers without script; with it, the counts move by themselves.
fn write_refresh_link(html: &mut Html, filter: &Filter) {
    let query = filter.to_query();
    html.raw("<a class=\"refresh\" href=\"").text(PAGE_PATH).raw("?refresh=on");
    html.raw_if(!query.is_empty(), "&amp;").text(&query).raw("\">Load anew every ");
    html.text(&REFRESH_SECONDS.to_string()).raw(" s</a>\n");
}
