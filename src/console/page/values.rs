//! The values of one event in tables, a table for each class: each value with
//! its unit and the name of its code, and beside it what is known of it, its
//! class, who answers for it, and under which terms it leaves. It shows a
//! reading; what leaves and what stays are never one table.

use telemetry_schema::{EventSchema, FieldSchema};

use super::html::Html;
use super::parts::plain;
use super::terms::{write_granularity, write_review, write_waivers};
use crate::console::reading::{Class, Reading, ValueRow};

/// The three tables.
pub(super) fn write_values(html: &mut Html, reading: &Reading<'_>) {
    let head = reading.head();
    html.raw("<section aria-labelledby=\"numbers\">\n<h2 id=\"numbers\">Numbers that may leave ");
    html.raw("<span class=\"class metadata\">metadata</span></h2>\n");
    write_table(html, &reading.numbers, head, "This event carries no numbers.");
    html.raw("</section>\n");
    if !reading.texts.is_empty() {
        html.raw("<section aria-labelledby=\"texts\">\n<h2 id=\"texts\">Texts that may leave ");
        html.raw("after a review <span class=\"class audited\">audited</span></h2>\n");
        write_table(html, &reading.texts, head, "");
        html.raw("</section>\n");
    }
    html.raw("<section class=\"stays\" aria-labelledby=\"local\">\n<h2 id=\"local\">Stays on ");
    html.raw("this instance <span class=\"class private\">private</span></h2>\n");
    if !reading.local.is_empty() {
        html.raw("<p class=\"hint\">Never part of the payload: stored apart, and not known to ");
        html.raw("the exporter.</p>\n");
    }
    write_table(html, &reading.local, head, "This event has no private values.");
    html.raw("</section>\n");
}

fn write_table(
    html: &mut Html,
    rows: &[ValueRow<'_>],
    head: Option<&EventSchema>,
    none: &'static str,
) {
    if rows.is_empty() {
        html.raw("<p class=\"empty\">").raw(none).raw("</p>\n");
        return;
    }
    html.raw("<table class=\"values\">\n<thead><tr><th scope=\"col\">Key</th><th scope=\"col\">");
    html.raw("Value</th><th scope=\"col\">What it means, and under which terms</th></tr></thead>");
    html.raw("\n<tbody>\n");
    for row in rows {
        html.raw("<tr><th scope=\"row\">").code(&row.key).raw("</th><td class=\"value\">");
        write_value(html, row);
        html.raw("</td><td>");
        write_meaning(html, row, head);
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n");
}

fn write_value(html: &mut Html, row: &ValueRow<'_>) {
    let Some(value) = &row.value else {
        html.raw("<span class=\"soft\">absent</span>");
        return;
    };
    if row.class != Class::Number {
        html.raw("<bdi>").text(&plain(value)).raw("</bdi>");
        return;
    }
    html.raw("<span class=\"number\">").text(&plain(value)).raw("</span>");
    if let Some(unit) = row.field.and_then(|field| field.schema.unit) {
        html.raw(" <span class=\"unit\">").text(unit.symbol()).raw("</span>");
    }
    if let Some((name, _)) = row.code {
        html.raw(" <span class=\"name\">= ").text(name).raw("</span>");
    }
}

fn write_meaning(html: &mut Html, row: &ValueRow<'_>, head: Option<&EventSchema>) {
    if let Some(field) = row.field {
        html.prose(&field.schema.description);
    }
    if let Some((_, meaning)) = row.code.filter(|(_, meaning)| !meaning.is_empty()) {
        html.raw(" <span class=\"soft\">Here: ").prose(meaning).raw("</span>");
    }
    if let Some(note) = row.note() {
        html.raw(" <span class=\"note\">").prose(&note).raw("</span>");
    }
    if let Some(field) = row.field {
        write_terms(html, row.class, &field.schema, head);
    }
}

/// Kind, class and owner in a line, then how and under whose review it leaves.
fn write_terms(html: &mut Html, class: Class, field: &FieldSchema, head: Option<&EventSchema>) {
    html.raw("<p class=\"terms\"><span class=\"kind\">").text(field.kind.as_str());
    if let Some(unit) = field.unit {
        html.raw(" in ").text(unit.symbol());
    }
    html.raw("</span> ").raw(class.meaning());
    if let Some(head) = head {
        html.raw(" · owner ").text(&head.owner);
    }
    html.raw(".");
    write_granularity(html, field);
    write_waivers(html, &field.waivers);
    html.raw("</p>");
    if let Some(review) = field.review.as_ref().filter(|_| class == Class::Audited) {
        write_review(html, review);
    }
}
