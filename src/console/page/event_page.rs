//! One event in full: what happened to it, the exact payload, each value
//! beside its meaning, and the values that stay. It shows what it is given;
//! what leaves and what stays are two sections, never one table.

use serde_json::Value;

use super::events::write_badge;
use super::hex;
use super::html::Html;
use super::json_view::write_json;
use super::layout::{Place, page};
use super::parts::{EnvelopeRow, envelope};
use super::values::write_values;
use super::verdict::{name_of, verdict, word};
use super::words::{count, span, write_time};
use crate::console::{PAGE_PATH, reading::Reading, why::what_to_do};
use crate::queue::{StateName, StoredEvent, WaitingReason};

/// What the page of an event shows.
pub(super) struct EventView<'a> {
    /// The event.
    pub(super) event: &'a StoredEvent,
    /// What is known of it.
    pub(super) reading: Reading<'a>,
    /// Why events wait right now.
    pub(super) waiting: Option<&'a WaitingReason>,
    /// What the application says about an event that it has not accepted.
    pub(super) not_accepted: &'a [String],
}

/// The page.
pub(super) fn event_page(view: &EventView<'_>) -> Html {
    let (event, reading) = (view.event, &view.reading);
    let envelope = reading.payload.as_ref().map_or(Vec::new(), envelope);
    page(&format!("{} {}", event.feature, event.action), Place::Event, false, |html| {
        write_title(html, view);
        write_verdict(html, view);
        html.raw("<div class=\"columns\">\n<div>\n");
        write_values(html, reading);
        write_declaration(html, reading);
        html.raw("</div>\n");
        write_payload(html, event, &reading.payload);
        html.raw("</div>\n");
        write_envelope(html, &envelope);
    })
}

fn write_title(html: &mut Html, view: &EventView<'_>) {
    let event = view.event;
    html.raw("<nav class=\"crumbs\" aria-label=\"Way back\"><a href=\"").text(PAGE_PATH);
    html.raw("\">Events</a> <span aria-hidden=\"true\">/</span> <span class=\"id\">");
    html.text(&event.id).raw("</span></nav>\n<h1><span class=\"feature\">").text(&event.feature);
    html.raw("</span> <span class=\"action\">").text(&event.action).raw("</span></h1>\n");
    if let Some(head) = view.reading.head() {
        html.raw("<p class=\"lead\">").prose(&head.description).raw("</p>\n");
    }
    if let Some(rate) = view.reading.sample_rate {
        html.raw("<p class=\"hint sampled\">Sampled: ").text(&rate.sentence()).raw(".</p>\n");
    }
    for note in view.reading.notes() {
        html.raw("<p class=\"notice version\">").prose(&note).raw("</p>\n");
    }
}

fn write_verdict(html: &mut Html, view: &EventView<'_>) {
    let event = view.event;
    let verdict = verdict(&event.state, view.waiting);
    html.raw("<section class=\"verdict ").text(word(name_of(&event.state)));
    html.raw("\" aria-labelledby=\"verdict\">\n<div><h2 id=\"verdict\">").text(verdict.headline);
    html.raw("</h2> ");
    write_badge(html, &event.state);
    html.raw("<p class=\"why\">").prose(&verdict.reason).raw("</p>");
    for because in view.not_accepted {
        html.raw("<p class=\"why\">The application says: ").prose(because).raw(".</p>");
    }
    if let Some(todo) = what_to_do(&event.state) {
        html.raw("<p class=\"why\">").prose(todo).raw("</p>");
    }
    html.raw("</div>\n<ol class=\"history\">\n");
    write_step(html, "Recorded", event.recorded_at, None);
    write_step(html, "Stored in the queue", event.queued_at, Some(event.recorded_at));
    if event.state_at != event.queued_at || name_of(&event.state) != StateName::Queued {
        let name = word(name_of(&event.state));
        write_step(html, name, event.state_at, Some(event.queued_at));
    }
    html.raw("</ol>\n</section>\n");
}

fn write_step(html: &mut Html, what: &str, at: i64, before: Option<i64>) {
    html.raw("<li><span class=\"step\">").text(what).raw("</span> ");
    write_time(html, at);
    if let Some(later) = before.map(|before| at.saturating_sub(before)).filter(|later| *later > 0) {
        html.raw(" <span class=\"soft\">").text(&span(later)).raw(" later</span>");
    }
    html.raw("</li>\n");
}

fn write_declaration(html: &mut Html, reading: &Reading<'_>) {
    let Some(head) = reading.head() else { return };
    html.raw("<section aria-labelledby=\"declared\">\n<h2 id=\"declared\">Who answers for it</h2>");
    html.raw("\n<dl class=\"facts\">\n");
    let facts = [
        ("Owner", head.owner.as_str()),
        ("Purpose", head.purpose.as_str()),
        ("Stability", head.stability.as_str()),
        ("Declared by", &head.declared_by),
        ("Version", &versions(reading.version, head.version)),
    ];
    for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        html.raw("<dt>").raw(name).raw("</dt><dd>").text(value).raw("</dd>\n");
    }
    html.raw("</dl>\n</section>\n");
}

/// The version that recorded the event, and the newest if that is another one.
fn versions(recorded: i32, newest: i32) -> String {
    if recorded == newest {
        recorded.to_string()
    } else {
        format!("{recorded}; the newest that is known is {newest}")
    }
}

fn write_payload(html: &mut Html, event: &StoredEvent, payload: &Result<Value, String>) {
    let size = event.exportable.len() as u64;
    html.raw("<section class=\"payload\" aria-labelledby=\"payload\">\n<h2 id=\"payload\">The ");
    html.raw("exact payload <span class=\"soft\">").text(&count(size)).raw(" bytes</span></h2>\n");
    match payload {
        Ok(payload) => {
            html.raw("<pre tabindex=\"0\" aria-labelledby=\"payload\"><code>");
            write_json(html, payload);
            html.raw("</code></pre>\n");
        }
        Err(error) => {
            html.raw("<p class=\"notice bad\">").text(error).raw("</p>\n");
        }
    }
    hex::write_details(html, &event.exportable);
    html.raw("</section>\n");
}

fn write_envelope(html: &mut Html, rows: &[EnvelopeRow]) {
    html.raw("<section aria-labelledby=\"envelope\">\n<h2 id=\"envelope\">Everything else that ");
    html.raw(
        "may leave <span class=\"class envelope\">envelope</span></h2>\n<p class=\"hint\">What ",
    );
    html.raw("the wire contract says about each word around the numbers.</p>\n");
    html.raw("<table class=\"values\">\n<thead><tr><th scope=\"col\">Field</th><th scope=\"col\">");
    html.raw("Value</th><th scope=\"col\">What it is, and why it may leave</th></tr></thead>\n");
    html.raw("<tbody>\n");
    for row in rows {
        html.raw("<tr><th scope=\"row\">").code(&row.path).raw("</th><td class=\"value\"><bdi>");
        html.text(&row.value).raw("</bdi></td><td>");
        html.prose(row.description.unwrap_or("Not in this program’s wire contract."));
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n</section>\n");
}

/// The page for an event that the queue does not have.
pub(super) fn missing_page(id: &str) -> Html {
    page("No such event", Place::Event, false, |html| {
        html.raw("<h1>No such event</h1>\n<p>The queue has no event ").code(id);
        html.raw(". It may have been exported and deleted when its retention was over.</p>\n");
        html.raw("<p><a href=\"").text(PAGE_PATH).raw("\">All events</a></p>\n");
    })
}
