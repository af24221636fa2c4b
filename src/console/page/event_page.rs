//! One event in full: what happened to it, the exact payload, each value
//! beside its meaning, and the values that stay. It shows what it is given;
//! what leaves and what stays are two sections, never one table.

use telemetry_schema::EventSchema;

use super::events::write_badge;
use super::hex;
use super::html::Html;
use super::json_view::write_json;
use super::layout::{Place, page};
use super::parts::{EnvelopeRow, LocalRow, NumberRow, Parts, TextRow};
use super::terms::{write_granularity, write_review, write_waivers};
use super::verdict::{name_of, verdict, word};
use super::words::{count, span, write_time};
use crate::console::PAGE_PATH;
use crate::queue::{StateName, StoredEvent, WaitingReason};

/// What the page of an event shows.
pub(super) struct EventView<'a> {
    /// The event.
    pub(super) event: &'a StoredEvent,
    /// Its declaration; none when this program does not declare it.
    pub(super) schema: Option<&'a EventSchema>,
    /// Why events wait right now.
    pub(super) waiting: Option<&'a WaitingReason>,
}

/// The page.
pub(super) fn event_page(view: &EventView<'_>) -> Html {
    let event = view.event;
    let parts = Parts::of(event, view.schema);
    page(&format!("{} {}", event.feature, event.action), Place::Event, false, |html| {
        write_title(html, view);
        write_verdict(html, view);
        html.raw("<div class=\"columns\">\n<div>\n");
        write_numbers(html, &parts.numbers);
        write_texts(html, &parts.texts);
        write_local(html, &parts.local);
        write_declaration(html, view.schema);
        html.raw("</div>\n");
        write_payload(html, event, &parts);
        html.raw("</div>\n");
        write_envelope(html, &parts.envelope);
    })
}

fn write_title(html: &mut Html, view: &EventView<'_>) {
    let event = view.event;
    html.raw("<nav class=\"crumbs\" aria-label=\"Way back\"><a href=\"").text(PAGE_PATH);
    html.raw("\">Events</a> <span aria-hidden=\"true\">/</span> <span class=\"id\">");
    html.text(&event.id).raw("</span></nav>\n<h1><span class=\"feature\">").text(&event.feature);
    html.raw("</span> <span class=\"action\">").text(&event.action).raw("</span></h1>\n");
    html.raw("<p class=\"lead\">");
    match view.schema {
        Some(schema) => html.prose(&schema.description),
        None => html.raw(NOT_DECLARED),
    };
    html.raw("</p>\n");
}

const NOT_DECLARED: &str = "This program does not declare the event; another version of it, or \
another program, recorded it. Its values are shown without their descriptions.";

fn write_verdict(html: &mut Html, view: &EventView<'_>) {
    let event = view.event;
    let verdict = verdict(&event.state, view.waiting);
    html.raw("<section class=\"verdict ").text(word(name_of(&event.state)));
    html.raw("\" aria-labelledby=\"verdict\">\n<div><h2 id=\"verdict\">").text(verdict.headline);
    html.raw("</h2> ");
    write_badge(html, &event.state);
    html.raw("<p class=\"why\">")
        .prose(&verdict.reason)
        .raw("</p></div>\n<ol class=\"history\">\n");
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

fn write_numbers(html: &mut Html, rows: &[NumberRow]) {
    html.raw("<section aria-labelledby=\"numbers\">\n<h2 id=\"numbers\">Numbers that may leave ");
    html.raw("<span class=\"class metadata\">metadata</span></h2>\n");
    if rows.is_empty() {
        html.raw("<p class=\"empty\">This event carries no numbers.</p>\n</section>\n");
        return;
    }
    html.raw("<table class=\"values\">\n<thead><tr><th scope=\"col\">Key</th><th scope=\"col\">");
    html.raw("Value</th><th scope=\"col\">What it means</th></tr></thead>\n<tbody>\n");
    for row in rows {
        html.raw("<tr><th scope=\"row\">").code(&row.key).raw("</th><td class=\"value\">");
        write_value(html, row);
        html.raw("</td><td>");
        write_meaning(html, row);
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n</section>\n");
}

fn write_value(html: &mut Html, row: &NumberRow) {
    let Some(value) = &row.value else {
        html.raw("<span class=\"soft\">absent</span>");
        return;
    };
    html.raw("<span class=\"number\">").text(value).raw("</span>");
    if let Some(unit) = row.unit {
        html.raw(" <span class=\"unit\">").text(unit).raw("</span>");
    }
    if let Some((name, _)) = &row.code {
        html.raw(" <span class=\"name\">= ").text(name).raw("</span>");
    }
}

fn write_meaning(html: &mut Html, row: &NumberRow) {
    match &row.description {
        Some(description) => html.prose(description),
        None => html.raw("<span class=\"soft\">Not declared by this program.</span>"),
    };
    if let Some((_, meaning)) = row.code.as_ref().filter(|(_, meaning)| !meaning.is_empty()) {
        html.raw(" <span class=\"soft\">Here: ").prose(meaning).raw("</span>");
    }
    if let Some(kind) = row.kind {
        html.raw(" <span class=\"kind\">").text(kind).raw("</span>");
    }
    if let Some(field) = &row.field {
        write_granularity(html, field);
        write_waivers(html, &field.waivers);
    }
}

fn write_texts(html: &mut Html, rows: &[TextRow]) {
    if rows.is_empty() {
        return;
    }
    html.raw("<section aria-labelledby=\"texts\">\n<h2 id=\"texts\">Texts that may leave after a ");
    html.raw("review <span class=\"class audited\">audited</span></h2>\n");
    html.raw("<table class=\"values\">\n<thead><tr><th scope=\"col\">Key</th><th scope=\"col\">");
    html.raw("Value</th><th scope=\"col\">What it means, and who said that it may leave</th></tr>");
    html.raw("</thead>\n<tbody>\n");
    for row in rows {
        html.raw("<tr><th scope=\"row\">").code(&row.key).raw("</th><td class=\"value\">");
        match &row.value {
            Some(value) => html.raw("<bdi>").text(value).raw("</bdi>"),
            None => html.raw("<span class=\"soft\">absent</span>"),
        };
        html.raw("</td><td>");
        write_text_meaning(html, row);
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n</section>\n");
}

fn write_text_meaning(html: &mut Html, row: &TextRow) {
    let Some(field) = &row.field else {
        html.raw("<span class=\"soft\">Not declared as an audited text by this program.</span>");
        return;
    };
    html.prose(&field.description);
    if let Some(review) = &field.review {
        write_review(html, review);
    }
    write_waivers(html, &field.waivers);
}

fn write_local(html: &mut Html, rows: &[LocalRow]) {
    html.raw("<section class=\"stays\" aria-labelledby=\"local\">\n<h2 id=\"local\">Stays on ");
    html.raw("this instance <span class=\"class private\">private</span></h2>\n");
    if rows.is_empty() {
        html.raw("<p class=\"empty\">This event has no private values.</p>\n</section>\n");
        return;
    }
    html.raw("<p class=\"hint\">Never part of the payload: stored apart, and not known to the ");
    html.raw("exporter.</p>\n<table class=\"values\">\n<thead><tr><th scope=\"col\">Key</th>");
    html.raw("<th scope=\"col\">Value</th><th scope=\"col\">What it means</th></tr></thead>\n");
    html.raw("<tbody>\n");
    for row in rows {
        html.raw("<tr><th scope=\"row\">").code(&row.key).raw("</th><td class=\"value\"><bdi>");
        html.text(&row.value).raw("</bdi></td><td>");
        html.prose(row.description.as_deref().unwrap_or("Not declared by this program."));
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n</section>\n");
}

fn write_declaration(html: &mut Html, schema: Option<&EventSchema>) {
    let Some(schema) = schema else { return };
    html.raw("<section aria-labelledby=\"declared\">\n<h2 id=\"declared\">Who answers for it</h2>");
    html.raw("\n<dl class=\"facts\">\n");
    let facts = [
        ("Owner", schema.owner.as_str()),
        ("Purpose", schema.purpose.as_str()),
        ("Declared by", schema.declared_by.as_str()),
    ];
    for (name, value) in facts {
        html.raw("<dt>").raw(name).raw("</dt><dd>").text(value).raw("</dd>\n");
    }
    html.raw("<dt>Version</dt><dd>").text(&schema.version.to_string()).raw("</dd>\n</dl>\n");
    html.raw("</section>\n");
}

fn write_payload(html: &mut Html, event: &StoredEvent, parts: &Parts) {
    let size = event.exportable.len() as u64;
    html.raw("<section class=\"payload\" aria-labelledby=\"payload\">\n<h2 id=\"payload\">The ");
    html.raw("exact payload <span class=\"soft\">").text(&count(size)).raw(" bytes</span></h2>\n");
    match &parts.payload {
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
