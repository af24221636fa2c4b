//! The catalogue: one HTML file of all events, with search and filters, that
//! needs no network, no server and, to be read, no script.
//!
//! The events are plain elements. The script beside this file finds its filters
//! in their attributes, so nothing in the file is a sum over several events, and
//! no text of a declaration is ever part of a script. The policy in the head
//! lets exactly this script run and nothing be fetched.

use telemetry_schema::{
    DefinitionHash,
    lock::{LockedEvent, LockedField, LockedTable},
};

use super::{
    Page, Source,
    escape::{html, paragraphs},
    facts::{self, Class},
    files::mark,
};

const NAME: &str = "catalogue.html";
const STYLE: &str = include_str!("html/catalogue.css");
const SCRIPT: &str = include_str!("html/catalogue.js");
const FORM: &str = include_str!("html/form.html");

pub(super) fn catalogue(source: &Source<'_>) -> Page {
    let mut out = head();
    source.lock.events().for_each(|event| put_event(&mut out, event));
    out.push_str("</main>\n");
    out.push_str(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    Page { name: NAME.to_owned(), text: out }
}

fn head() -> String {
    format!(
        "<!DOCTYPE html>\n<!-- {} -->\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Telemetry catalogue</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{FORM}",
        mark(NAME),
        hash(STYLE),
        hash(SCRIPT),
    )
}

/// The hash by which a policy names a script.
fn hash(text: &str) -> String {
    base64(&DefinitionHash::of(text.as_bytes()).0)
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

fn put_event(out: &mut String, event: &LockedEvent) {
    let (head, path) = (&event.head, html(&facts::path(event)));
    out.push_str(&format!(
        "<article id=\"{path}\" data-owner=\"{}\" data-purpose=\"{}\" data-state=\"{}\">\n\
         <h2><a href=\"#{path}\">{path}</a></h2>\n",
        html(&head.owner),
        head.purpose,
        facts::state_word(&event.state),
    ));
    for paragraph in paragraphs(&head.description) {
        out.push_str(&format!("<p>{}</p>\n", html(&paragraph)));
    }
    out.push_str("<dl>\n");
    for (name, fact) in facts::standing(event) {
        out.push_str(&format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", html(&fact)));
    }
    out.push_str("</dl>\n");
    put_fields(out, event, &path);
    out.push_str("</article>\n");
}

fn put_fields(out: &mut String, event: &LockedEvent, path: &str) {
    if event.fields.is_empty() {
        out.push_str("<p>It has no fields.</p>\n");
        return;
    }
    out.push_str(&format!(
        "<div class=\"wide\" role=\"region\" aria-label=\"Fields of {path}\" tabindex=\"0\"><table>\n\
         <thead><tr><th scope=\"col\">Field</th><th scope=\"col\">What leaves</th>\
         <th scope=\"col\">What it means</th></tr></thead>\n<tbody>\n",
    ));
    event.fields.iter().for_each(|field| out.push_str(&row(field)));
    out.push_str("</tbody>\n</table></div>\n");
}

fn row(field: &LockedField) -> String {
    let schema = &field.schema;
    let class = if field.is_live() { Class::of(schema).word() } else { "removed" };
    let unit = schema.unit.map(|unit| unit.symbol()).unwrap_or_default();
    let meaning: Vec<_> = paragraphs(&schema.description).iter().map(|it| html(it)).collect();
    format!(
        "<tr data-class=\"{class}\" data-unit=\"{unit}\"><th scope=\"row\"><code>{}</code></th>\
         <td class=\"{class}\">{}</td><td>{}{}{}</td></tr>\n",
        html(&schema.key),
        html(&facts::leaves(field)),
        meaning.join("<br>"),
        codes(field),
        review(field),
    )
}

fn codes(field: &LockedField) -> String {
    let Some(LockedTable { description, codes, .. }) = &field.table else { return String::new() };
    let mut out = format!("<p>{}</p><dl class=\"codes\">", html(description));
    for code in codes {
        let removed =
            code.last_version.map(|version| format!(" (removed after version {version})"));
        out.push_str(&format!(
            "<div><dt>{} {}</dt><dd>{}{}</dd></div>",
            code.code.code,
            html(&code.code.name),
            html(&code.code.description),
            removed.unwrap_or_default(),
        ));
    }
    out + "</dl>"
}

fn review(field: &LockedField) -> String {
    let Some(review) = &field.schema.review else { return String::new() };
    let mut out = "<dl class=\"codes\">".to_owned();
    for (name, fact) in facts::review(review) {
        out.push_str(&format!("<div><dt>{name}</dt><dd>{}</dd></div>", html(&fact)));
    }
    out + "</dl>"
}

#[cfg(test)]
mod tests {
    use super::{base64, hash};

    #[test]
    fn base64_has_its_known_values() {
        for (text, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v")] {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
