//! The box for a GraphQL query and its result. It shows what it is given; who
//! may ask, and how much, is decided before.

use super::html::Html;
use super::json_view::write_json;
use super::layout::{Place, page};
use crate::console::{GRAPHQL_PATH, PAGE_PATH};

/// The query that the box holds at first.
pub(super) const SEED: &str = "{ telemetry { exportedEvents(first: 5) { nodes { payload } } \
eventsQueuedForExport(first: 5) { nodes { payload } } } }";

/// The most bytes of a query.
pub(super) const MAX_QUERY: usize = 16 * 1024;

/// The page with the query as it was asked, its result, and the schema in the
/// schema language.
pub(super) fn query_page(query: &str, result: Option<&serde_json::Value>, schema: &str) -> Html {
    page("Query", Place::Query, false, |html| {
        html.raw("<h1>Ask the queue</h1>\n<p class=\"lead\">The same GraphQL that ");
        html.code(GRAPHQL_PATH).raw(" answers to administrators. It can read and nothing else ");
        html.raw("from here.</p>\n");
        write_form(html, query);
        if let Some(result) = result {
            write_result(html, result);
        }
        html.raw("<details class=\"schema\">\n<summary>The schema</summary>\n");
        html.raw("<pre tabindex=\"0\" aria-label=\"GraphQL schema\"><code>").text(schema);
        html.raw("</code></pre>\n</details>\n");
    })
}

fn write_form(html: &mut Html, query: &str) {
    html.raw("<form class=\"query\" method=\"post\" action=\"").text(PAGE_PATH).raw("/query\">\n");
    html.raw(
        "<label for=\"query\">Query</label>\n<textarea id=\"query\" name=\"query\" rows=\"8\" ",
    );
    html.raw(
        "spellcheck=\"false\" autocapitalize=\"off\" autocomplete=\"off\" required maxlength=\"",
    );
    // The first line feed behind the tag is not part of the text.
    html.text(&MAX_QUERY.to_string()).raw("\">\n").text(query).raw("</textarea>\n");
    html.raw(
        "<p class=\"actions\"><button>Run</button> <span class=\"hint\">Ctrl + Enter runs it ",
    );
    html.raw("too.</span></p>\n</form>\n");
}

fn write_result(html: &mut Html, result: &serde_json::Value) {
    let failed = result.get("errors").is_some();
    html.raw("<section aria-labelledby=\"result\">\n<h2 id=\"result\">Result");
    html.raw_if(failed, " <span class=\"badge refused\">with errors</span>").raw("</h2>\n");
    html.raw("<pre id=\"result-json\" tabindex=\"0\" aria-labelledby=\"result\"><code>");
    write_json(html, result);
    html.raw("</code></pre>\n</section>\n");
}
