//! The pages as people see them. Each function takes what is to be shown and
//! returns a page; nothing here looks anything up or decides what happened.

use std::time::Duration;

use axum::http::StatusCode;
use form_urlencoded::Serializer;

use super::html::Html;
use crate::features::Engine;
use crate::index::{Answer, Hit, Language, OpenedFile, Query, Report};

/// What the search form shows.
#[derive(Default)]
pub(super) struct Form<'a> {
    text: &'a str,
    language: Option<Language>,
    ignore_case: bool,
    unindexed: bool,
}

impl<'a> Form<'a> {
    pub(super) fn from_query(query: &'a Query) -> Self {
        Self {
            text: query.text(),
            language: query.language,
            ignore_case: query.ignore_case,
            unindexed: query.unindexed,
        }
    }
}

pub(super) fn home_page(report: &Report) -> Html {
    let mut html = Html::page("Code search");
    html.raw("<header><h1>Code search</h1>\n");
    write_form(&mut html, &Form::default());
    html.raw("</header>\n<main>\n<p>").number(report.files).raw(" files with ");
    html.number(report.bytes).raw(" bytes, indexed in ").text(&milliseconds(report.elapsed));
    let skipped = &report.skipped;
    let left_out = [
        (skipped.binary, " binary files"),
        (skipped.too_large, " large files"),
        (skipped.too_many, " files beyond the limit"),
        (skipped.unreadable, " unreadable files"),
    ];
    html.raw(".</p>\n");
    for (count, what) in left_out.into_iter().filter(|(count, _)| *count > 0) {
        html.raw("<p class=\"note\">Left out: ").number(count).raw(what).raw(".</p>\n");
    }
    html.raw("</main>\n");
    html
}

pub(super) fn results_page(form: &Form<'_>, answer: &Answer, latency: Duration) -> Html {
    let mut html = Html::page(&format!("{} · Code search", form.text));
    html.raw("<header><h1><a href=\"/\">Code search</a></h1>\n");
    write_form(&mut html, form);
    html.raw("</header>\n<main>\n");
    write_summary(&mut html, answer, latency);
    write_names(&mut html, &answer.names);
    for hits in answer.hits.chunk_by(|a, b| a.path == b.path) {
        write_file_hits(&mut html, hits);
    }
    html.raw("</main>\n");
    html
}

pub(super) fn file_page(file: &OpenedFile) -> Html {
    let mut html = Html::page(&format!("{} · Code search", file.path));
    html.raw("<header><h1><a href=\"/\">Code search</a></h1></header>\n<main>\n<h2>");
    html.text(&file.path).raw("</h2>\n<p class=\"note\">").number(file.size).raw(" bytes</p>\n");
    html.raw("<table class=\"code\">\n");
    for (number, line) in (1_u64..).zip(file.lines()) {
        html.raw("<tr id=\"L").number(number).raw("\"><td><a href=\"#L").number(number);
        html.raw("\">").number(number).raw("</a></td><td>").text(line).raw("</td></tr>\n");
    }
    html.raw("</table>\n</main>\n");
    html
}

pub(super) fn error_page(code: StatusCode, reason: &str) -> Html {
    let title = code.canonical_reason().unwrap_or("Error");
    let mut html = Html::page(title);
    html.raw("<header><h1><a href=\"/\">Code search</a></h1></header>\n<main>\n<h2>");
    html.number(code.as_u16()).raw(" ").text(title).raw("</h2>\n<p class=\"reason\">");
    html.text(reason).raw("</p>\n<p><a href=\"/\">Search again</a></p>\n</main>\n");
    html
}

fn write_form(html: &mut Html, form: &Form<'_>) {
    html.raw("<form action=\"/search\" role=\"search\">\n<input type=\"search\" name=\"q\" ");
    html.raw("aria-label=\"Text to look for\" placeholder=\"Text to look for\" required ");
    html.raw("maxlength=\"256\" autofocus value=\"").text(form.text).raw("\">\n");
    html.raw("<label>in <select name=\"lang\"><option value=\"\">all languages</option>\n");
    for language in Language::all() {
        html.raw("<option value=\"").text(language.tag()).raw("\"");
        html.raw_if(form.language == Some(language), " selected").raw(">");
        html.text(language.label()).raw("</option>\n");
    }
    html.raw("</select></label>\n<label><input type=\"checkbox\" name=\"case\" value=\"ignore\"");
    html.raw_if(form.ignore_case, " checked").raw("> ignore case</label>\n");
    html.raw("<label><input type=\"checkbox\" name=\"engine\" value=\"unindexed\"");
    html.raw_if(form.unindexed, " checked").raw("> without the index</label>\n");
    html.raw("<button>Search</button>\n</form>\n");
}

fn write_summary(html: &mut Html, answer: &Answer, latency: Duration) {
    html.raw("<p class=\"note\" role=\"status\">").raw_if(answer.truncated, "The first ");
    html.number(answer.hits.len() as u64).raw(match answer.hits.len() {
        1 => " result in ",
        _ => " results in ",
    });
    html.text(&milliseconds(latency)).raw(match answer.engine {
        Engine::Indexed => ", with the index; ",
        Engine::Unindexed => ", without the index; ",
    });
    html.number(answer.files_read as u64).raw(" files read");
    if answer.files_lost > 0 {
        html.raw("; ").number(answer.files_lost as u64);
        html.raw(" files are gone since the tree was indexed");
    }
    html.raw(".</p>\n");
}

fn write_names(html: &mut Html, names: &[String]) {
    if names.is_empty() {
        return;
    }
    html.raw("<h2>Files by name</h2>\n<ul>\n");
    for name in names {
        html.raw("<li><a href=\"").text(&file_address(name, None)).raw("\">");
        html.text(name).raw("</a></li>\n");
    }
    html.raw("</ul>\n");
}

fn write_file_hits(html: &mut Html, hits: &[Hit]) {
    let Some(first) = hits.first() else { return };
    html.raw("<h2><a href=\"").text(&file_address(&first.path, None)).raw("\">");
    html.text(&first.path).raw("</a></h2>\n<table class=\"code\">\n");
    for hit in hits {
        let address = file_address(&hit.path, Some(hit.line));
        html.raw("<tr><td><a href=\"").text(&address).raw("\">").number(hit.line);
        html.raw("</a></td><td>").text(&hit.snippet.before).raw("<mark>");
        html.text(&hit.snippet.matched).raw("</mark>").text(&hit.snippet.after);
        html.raw("</td></tr>\n");
    }
    html.raw("</table>\n");
}

/// Where a result leads.
fn file_address(path: &str, line: Option<u32>) -> String {
    let query = Serializer::new(String::new())
        .append_pair("path", path)
        .append_pair("from", "search")
        .finish();
    let anchor = line.map(|line| format!("#L{line}")).unwrap_or_default();
    format!("/file?{query}{anchor}")
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1_000.0)
}
