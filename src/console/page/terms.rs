//! Under which terms a value leaves: how a number is made coarser, who
//! reviewed a text and what it may be, which rules a declaration switches off,
//! and how much a value can tell at most. Words for declarations; it knows no
//! page and no recorded value.

use telemetry_schema::{EventSchema, FieldSchema, TextReview, Waiver, audit::Allowed};

use super::html::Html;
use crate::console::reading::rounding;

/// The terms of the field at this position, for a declaration's page.
pub(super) fn write_terms(html: &mut Html, event: &EventSchema, position: usize) {
    let field = &event.fields[position];
    write_granularity(html, field);
    if let Some(review) = &field.review {
        write_review(html, review);
    }
    write_waivers(html, &field.waivers);
}

/// How a number is made coarser before it leaves; nothing for one that is not.
pub(super) fn write_granularity(html: &mut Html, field: &FieldSchema) {
    for term in rounding(field) {
        html.raw(" <span class=\"soft\">").text(&term).raw("</span>");
    }
}

/// Who decided that a text may leave, and within which limits.
pub(super) fn write_review(html: &mut Html, review: &TextReview) {
    html.raw("\n<dl class=\"facts review\">\n");
    let reviewed = format!("{} on {}", review.reviewer, review.date);
    let company = if review.with_user {
        "may leave beside a user and an interaction"
    } else {
        "never leaves beside a user or an interaction"
    };
    let expires = review.expires.to_string();
    let facts = [
        ("Reviewed by", reviewed.as_str()),
        ("Because", &review.reason),
        ("See", &review.link),
        ("Until", &expires),
        ("Company", company),
    ];
    for (name, value) in facts {
        html.raw("<dt>").raw(name).raw("</dt><dd>").text(value).raw("</dd>\n");
    }
    html.raw("<dt>Limits</dt><dd>at most ").text(&review.limits.max_bytes().to_string());
    html.raw(" bytes, ");
    write_allowed(html, review.limits.allowed());
    html.raw("</dd>\n</dl>\n");
}

fn write_allowed(html: &mut Html, allowed: &Allowed) {
    match allowed {
        Allowed::Pattern(pattern) => {
            html.raw("as a whole of the pattern ").code(pattern);
        }
        Allowed::Values(values) => {
            html.raw("one of ").text(&values.len().to_string());
            html.raw("<details><summary>values</summary>");
            for (position, value) in values.iter().enumerate() {
                html.raw_if(position > 0, ", ").code(value);
            }
            html.raw("</details>");
        }
    }
}

/// The rules that are switched off, each with its reason.
pub(super) fn write_waivers(html: &mut Html, waivers: &[Waiver]) {
    for Waiver { rule, reason } in waivers {
        html.raw(" <span class=\"soft\">Rule ").code(rule).raw(" is waived: ").text(reason);
        html.raw("</span>");
    }
}

/// A number of bits, rounded up to a tenth so that little is not nothing.
pub(super) fn bits(bits: f64) -> String {
    let tenths = (bits * 10.0).ceil() / 10.0;
    format!("{tenths} {}", if tenths == 1.0 { "bit" } else { "bits" })
}
