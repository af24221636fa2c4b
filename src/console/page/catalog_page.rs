//! What can be recorded at all: every declared event with its fields. It shows
//! the catalog and decides nothing.

use telemetry_schema::{EventSchema, FieldSchema, Privacy, lock::State};

use super::events::address;
use super::filter::Filter;
use super::html::Html;
use super::layout::{Place, page};
use super::terms::{bits, write_terms, write_waivers};
use super::words::count;
use crate::declarations::{Declarations, KnownEvent};

/// The page; without declarations it says where to get them.
pub(super) fn catalog_page(declarations: &Declarations) -> Html {
    page("Catalog", Place::Catalog, false, |html| {
        html.raw("<h1>What can be recorded at all</h1>\n");
        if declarations.is_empty() {
            return write_none(html);
        }
        let events = declarations.events();
        let (live, gone): (Vec<_>, Vec<_>) =
            events.into_iter().partition(|event| *event.state() == State::Live);
        let live: Vec<EventSchema> = live.into_iter().map(KnownEvent::schema).collect();
        write_catalog(html, &live);
        write_gone(html, &gone);
    })
}

fn write_none(html: &mut Html) {
    html.raw("<p class=\"notice warn\">This console was started without the declarations of the ");
    html.raw("program that records. Start it with the program’s lock, the program itself or its ");
    html.raw("catalog to see them here and beside each value.</p>\n");
}

fn write_catalog(html: &mut Html, events: &[EventSchema]) {
    let of_class = |class| {
        let fields = events.iter().flat_map(|event| &event.fields);
        count(fields.filter(|field| field.privacy == class).count() as u64)
    };
    html.raw("<p class=\"lead\">").text(&count(events.len() as u64)).raw(" events are declared ");
    html.raw("in source code. What is not declared cannot be recorded. Fields marked ");
    html.raw("<span class=\"class metadata\">metadata</span> are numbers and may leave; the ");
    html.text(&of_class(Privacy::Audited)).raw(" marked <span class=\"class audited\">audited");
    html.raw("</span> are texts that may leave within the limits of a review; the ");
    html.text(&of_class(Privacy::Private)).raw(" marked <span class=\"class private\">private");
    html.raw("</span> never do. Bits say how much a value can tell at most.</p>\n");
    for (number, event) in events.iter().enumerate() {
        write_event(html, number, event);
    }
}

fn write_event(html: &mut Html, number: usize, event: &EventSchema) {
    let anchor = format!("event-{number}");
    html.raw("<section class=\"declaration\" aria-labelledby=\"").text(&anchor);
    html.raw("\">\n<h2 id=\"").text(&anchor).raw("\"><span class=\"feature\">");
    html.text(&event.feature).raw("</span> <span class=\"action\">").text(&event.action);
    html.raw("</span></h2>\n<p>").prose(&event.description).raw("</p>\n<p class=\"hint\">Owner ");
    html.text(&event.owner).raw(" · purpose ").text(event.purpose.as_str()).raw(" · version ");
    html.text(&event.version.to_string());
    if let Some(rate) = event.sample_rate {
        html.raw(" · <span class=\"sampled\">").text(&rate.sentence()).raw("</span>");
    }
    if !event.declared_by.is_empty() {
        html.raw(" · ").code(&event.declared_by);
    }
    html.raw(" · <a href=\"");
    html.text(&address(&recorded(&event.feature, &event.action)))
        .raw("\">recorded events</a> · tells at most ");
    html.text(&bits(event.worst_case_bits()));
    write_waivers(html, &event.waivers);
    html.raw("</p>\n");
    write_fields(html, event);
    html.raw("</section>\n");
}

/// The filter for the events of a declaration.
fn recorded(feature: &str, action: &str) -> Filter {
    Filter {
        feature: Some(feature.to_owned()),
        action: Some(action.to_owned()),
        ..Filter::default()
    }
}

/// Events that are no longer declared: their rows can still be read.
fn write_gone(html: &mut Html, events: &[&KnownEvent]) {
    if events.is_empty() {
        return;
    }
    html.raw(
        "<section class=\"declaration\" aria-labelledby=\"gone\">\n<h2 id=\"gone\">No longer ",
    );
    html.raw("declared</h2>\n<p class=\"hint\">Nothing records them any more; what was recorded ");
    html.raw("stays readable.</p>\n<ul>\n");
    for event in events {
        let address = address(&recorded(event.feature(), event.action()));
        html.raw("<li><a href=\"").text(&address).raw("\"><span class=\"feature\">");
        html.text(event.feature()).raw("</span> <span class=\"action\">").text(event.action());
        html.raw("</span></a> <span class=\"soft\">last in version ");
        html.text(&event.version().to_string());
        if let State::RenamedTo(name) = event.state() {
            html.raw(", goes on as ").code(name);
        }
        html.raw("</span></li>\n");
    }
    html.raw("</ul>\n</section>\n");
}

fn write_fields(html: &mut Html, event: &EventSchema) {
    if event.fields.is_empty() {
        html.raw("<p class=\"empty\">No values: that it happened is all that is recorded.</p>\n");
        return;
    }
    html.raw("<table class=\"values fields\">\n<thead><tr><th scope=\"col\">Key</th>");
    html.raw("<th scope=\"col\">Class</th><th scope=\"col\">Kind</th><th scope=\"col\">Tells</th>");
    html.raw("<th scope=\"col\">What it means</th></tr></thead>\n<tbody>\n");
    for (position, field) in event.fields.iter().enumerate() {
        html.raw("<tr><th scope=\"row\">").code(&field.key).raw("</th><td><span class=\"class ");
        html.text(field.privacy.as_str()).raw("\">").text(field.privacy.as_str());
        html.raw("</span></td><td>").text(&kind(field)).raw("</td><td>");
        html.text(&bits(event.field_bits(position))).raw("</td><td>").prose(&field.description);
        write_codes(html, event, position);
        write_terms(html, event, position);
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n");
}

fn kind(field: &FieldSchema) -> String {
    let unit = field.unit.map(|unit| format!(" in {unit}")).unwrap_or_default();
    let optional = if field.optional { ", optional" } else { "" };
    format!("{}{unit}{optional}", field.kind)
}

fn write_codes(html: &mut Html, event: &EventSchema, position: usize) {
    let mut codes = event.codes(position).peekable();
    if codes.peek().is_none() {
        return;
    }
    html.raw("<details><summary>codes</summary><dl class=\"codes\">\n");
    for code in codes {
        html.raw("<dt>").text(&code.code.to_string()).raw(" = ").text(&code.name);
        html.raw("</dt><dd>").prose(&code.description).raw("</dd>\n");
    }
    html.raw("</dl></details>");
}
