//! The reference as Markdown: an index, a page for each feature, and the wire
//! contract.
//!
//! An event is one run of lines in its page and one line in the index, so that
//! a change of one event is seen as that.

use telemetry_schema::{
    Privacy,
    lock::{LockedEvent, LockedFeature, LockedField, LockedTable, State},
};

use super::{
    Page, Source,
    escape::{line, markdown, markdown_code, paragraphs},
    facts,
    files::mark,
    wire::{Block, File, Member},
};

/// Names of features begin in lower case, so these are names of no feature.
const INDEX: &str = "README.md";
const WIRE: &str = "WIRE.md";

const INTRODUCTION: &str = "\
# What can be recorded

Every event that was accepted in this workspace, from `protocol/events/`. What is not
here, and not in the lock, is kept back on the instance.

- [STRINGS.md](STRINGS.md): every text that can leave, and under which review
- [WIRE.md](WIRE.md): the messages in which events leave, field by field
- `catalogue.html`: all events with search and filters; open it from the disk
- `catalogue.json`, `events.d.ts`: the same for programs, and for clients in TypeScript
- `postgresql.sql`, `duckdb.sql`: tables and one view per event for what a gateway stored
- `CODEOWNERS.telemetry`: who has to approve which change
";

pub(super) fn index(source: &Source<'_>) -> Page {
    let mut out = head(INDEX);
    out.push_str(INTRODUCTION);
    for (name, feature) in &source.lock.features {
        out.push_str(&format!("\n## {}\n\n", markdown(name)));
        feature.events.values().for_each(|event| out.push_str(&index_line(event)));
    }
    Page { name: INDEX.to_owned(), text: out }
}

fn index_line(event: &LockedEvent) -> String {
    let head = &event.head;
    let link = format!("[{0}]({1}.md#{0})", head.action, head.feature);
    let state = match event.state {
        State::Live => String::new(),
        _ => format!(", {}", facts::state_word(&event.state)),
    };
    let texts = event.live_fields().filter(|field| field.schema.privacy == Privacy::Audited);
    let texts: Vec<_> = texts.map(|field| format!("`{}`", field.schema.key)).collect();
    let texts = match texts.as_slice() {
        [] => String::new(),
        texts => format!("; texts that leave: {}", texts.join(", ")),
    };
    let summary = paragraphs(&head.description).into_iter().next().unwrap_or_default();
    let (owner, purpose) = (markdown(&head.owner), head.purpose);
    format!("- {link}: {} ({purpose}, {owner}{state}{texts})\n", markdown(&summary))
}

pub(super) fn feature(name: &str, feature: &LockedFeature) -> Page {
    let file = format!("{name}.md");
    let mut out = head(&file);
    out.push_str(&format!(
        "# {name}\n\nThe events of the feature `{name}`, as they were accepted in \
         `protocol/events/{name}.proto`.\n",
    ));
    feature.events.values().for_each(|event| put_event(&mut out, event));
    Page { name: file, text: out }
}

fn head(name: &str) -> String {
    format!("<!-- {} -->\n", mark(name))
}

fn put_event(out: &mut String, event: &LockedEvent) {
    let action = &event.head.action;
    out.push_str(&format!("\n<a id=\"{action}\"></a>\n\n## {}\n\n", facts::path(event)));
    for paragraph in paragraphs(&event.head.description) {
        out.push_str(&format!("{}\n\n", markdown(&paragraph)));
    }
    out.push_str("| of the event | |\n|---|---|\n");
    for (name, fact) in facts::standing(event) {
        out.push_str(&format!("| {name} | {} |\n", markdown(&fact)));
    }
    if event.fields.is_empty() {
        out.push_str("\nIt has no fields: that it happened is all that it says.\n");
        return;
    }
    out.push_str("\n| field | what leaves | what it means |\n|---|---|---|\n");
    event.fields.iter().for_each(|field| out.push_str(&field_row(field)));
    for field in &event.fields {
        put_codes(out, field);
        put_review(out, field);
    }
}

fn field_row(field: &LockedField) -> String {
    let (key, description) = (&field.schema.key, markdown(&field.schema.description));
    format!("| `{key}` | {} | {description} |\n", markdown(&facts::leaves(field)))
}

fn put_codes(out: &mut String, field: &LockedField) {
    let Some(LockedTable { name, description, codes }) = &field.table else { return };
    let (key, name, description) = (&field.schema.key, markdown_code(name), markdown(description));
    out.push_str(&format!("\nCodes of `{key}`, {name}: {description}\n\n"));
    out.push_str("| code | name | what it means |\n|---|---|---|\n");
    for code in codes {
        let removed =
            code.last_version.map(|version| format!(" (removed after version {version})"));
        let (name, meaning) = (markdown_code(&code.code.name), markdown(&code.code.description));
        let removed = removed.unwrap_or_default();
        out.push_str(&format!("| {} | {name} | {meaning}{removed} |\n", code.code.code));
    }
}

fn put_review(out: &mut String, field: &LockedField) {
    let Some(review) = &field.schema.review else { return };
    out.push_str(&format!("\n| review of `{}` | |\n|---|---|\n", field.schema.key));
    for (name, fact) in facts::review(review) {
        out.push_str(&format!("| {name} | {} |\n", markdown(&fact)));
    }
}

pub(super) fn wire_contract(source: &Source<'_>) -> Page {
    let mut out = head(WIRE);
    out.push_str("# The wire contract\n\nFrom the comments of the protobuf files.\n");
    source.wire.files.iter().for_each(|file| put_file(&mut out, file));
    Page { name: WIRE.to_owned(), text: out }
}

fn put_file(out: &mut String, file: &File) {
    out.push_str(&format!("\n## {}\n\n", markdown_code(file.path)));
    for paragraph in paragraphs(&file.comment) {
        out.push_str(&format!("{}\n\n", markdown(&paragraph)));
    }
    out.push_str(&format!("Package `{}`.\n", file.package));
    file.blocks.iter().for_each(|block| put_block(out, block));
}

fn put_block(out: &mut String, block: &Block) {
    out.push_str(&format!("\n### {} {}\n", block.kind, markdown(&block.name)));
    for paragraph in paragraphs(&block.comment) {
        out.push_str(&format!("\n{}\n", markdown(&paragraph)));
    }
    if !block.members.is_empty() {
        out.push_str("\n| number | name | type | what it is |\n|---|---|---|---|\n");
        block.members.iter().for_each(|member| out.push_str(&member_row(member)));
    }
}

fn member_row(member: &Member) -> String {
    let number = member.number.map(|number| number.to_string()).unwrap_or_default();
    let form = if member.form.is_empty() { String::new() } else { format!("`{}`", member.form) };
    format!("| {number} | `{}` | {form} | {} |\n", member.name, markdown(&line(&member.comment)))
}
