//! Types for clients that record in TypeScript: which events there are, and
//! with which values.
//!
//! Only what can be recorded now: removed events, fields and codes are no types.
//! Every text is within a comment or a quoted literal.

use telemetry_schema::{
    Kind, Privacy,
    lock::{LockedCode, LockedEvent, LockedField, LockedTable, State},
};

use super::{
    Page, Source,
    escape::{block_comment, json as quoted, line, paragraphs},
    facts,
    files::mark,
};

const NAME: &str = "events.d.ts";

const HELPERS: &str = "
export type Feature = keyof TelemetryEvents & string;
export type Action<F extends Feature> = keyof TelemetryEvents[F] & string;

/** What an event carries, by its names. */
export type EventOf<F extends Feature, A extends Action<F>> = TelemetryEvents[F][A];

/** The name of a code to the code: `Codes<\"search\", \"failed\", \"cause\">[\"Internal\"]`. */
export type Codes<
  F extends Feature,
  A extends Action<F>,
  K extends EventOf<F, A> extends { codes: infer C } ? keyof C : never,
> = EventOf<F, A> extends { codes: infer C } ? C[K & keyof C] : never;

/** What is given beside the names. Private metadata of clients never leaves the instance. */
export type ParametersOf<F extends Feature, A extends Action<F>> = EventOf<F, A> extends {
  version: infer V;
  metadata: infer M;
  privateMetadata: infer P;
}
  ? {
      version: V;
      metadata: M;
      privateMetadata?: P;
      billingMetadata?: { product: string; category: string };
      interactionID?: string;
    }
  : never;

/**
 * A recorder that takes declared events only. For one of the client library:
 * `provider.getRecorder() as TypedRecorder`.
 */
export interface TypedRecorder {
  recordEvent<F extends Feature, A extends Action<F>>(
    feature: F,
    action: A,
    parameters: ParametersOf<F, A>,
  ): void;
}
";

pub(super) fn definitions(source: &Source<'_>) -> Page {
    let mut out = format!("// {}\n\n", mark(NAME));
    out.push_str("/** Every event that can be recorded: feature, then action. */\n");
    out.push_str("export interface TelemetryEvents {\n");
    for (name, feature) in &source.lock.features {
        out.push_str(&format!("  {}: {{\n", quoted(name)));
        let live = feature.events.values().filter(|event| event.state == State::Live);
        live.for_each(|event| put_event(&mut out, event));
        out.push_str("  };\n");
    }
    out.push_str("}\n");
    out.push_str(HELPERS);
    Page { name: NAME.to_owned(), text: out }
}

fn put_event(out: &mut String, event: &LockedEvent) {
    let mut said = paragraphs(&event.head.description);
    let standing = facts::standing(event).into_iter();
    said.extend(standing.map(|(name, fact)| format!("{name}: {fact}")));
    put_comment(out, "    ", &said);
    out.push_str(&format!("    {}: {{\n", quoted(&event.head.action)));
    out.push_str(&format!("      version: {};\n", event.head.version));
    put_members(out, "metadata", event, |privacy| privacy == Privacy::Metadata);
    put_members(out, "privateMetadata", event, |privacy| privacy != Privacy::Metadata);
    out.push_str("      codes: {\n");
    event.live_fields().for_each(|field| put_codes(out, field));
    out.push_str("      };\n    };\n");
}

fn put_members(out: &mut String, name: &str, event: &LockedEvent, which: fn(Privacy) -> bool) {
    let fields: Vec<_> = event.live_fields().filter(|it| which(it.schema.privacy)).collect();
    if fields.is_empty() {
        // `{}` would take any key.
        out.push_str(&format!("      {name}: Record<string, never>;\n"));
        return;
    }
    out.push_str(&format!("      {name}: {{\n"));
    for field in fields {
        let mut said = paragraphs(&field.schema.description);
        said.push(as_client(field));
        put_comment(out, "        ", &said);
        let key = &field.schema.key;
        let mark = if is_optional(field) { "?" } else { "" };
        out.push_str(&format!("        {key}{mark}: {};\n", value_type(field)));
    }
    out.push_str("      };\n");
}

/// A text of a client is the client's to give or not.
fn is_optional(field: &LockedField) -> bool {
    field.schema.optional || field.schema.privacy != Privacy::Metadata
}

fn as_client(field: &LockedField) -> String {
    match field.schema.privacy {
        Privacy::Audited => "text, audited; from a client it stays on the instance".to_owned(),
        _ => facts::leaves(field),
    }
}

fn value_type(field: &LockedField) -> String {
    match (field.schema.kind, &field.table) {
        (Kind::Bool, _) => "0 | 1".to_owned(),
        (Kind::Text, _) => "string".to_owned(),
        (Kind::Enum, Some(table)) => {
            let codes: Vec<_> = live(table).map(|code| code.code.code.to_string()).collect();
            if codes.is_empty() { "never".to_owned() } else { codes.join(" | ") }
        }
        _ => "number".to_owned(),
    }
}

fn put_codes(out: &mut String, field: &LockedField) {
    let Some(table) = &field.table else { return };
    put_comment(out, "        ", &paragraphs(&table.description));
    out.push_str(&format!("        {}: {{\n", field.schema.key));
    for LockedCode { code, .. } in live(table) {
        put_comment(out, "          ", &paragraphs(&code.description));
        out.push_str(&format!("          {}: {};\n", quoted(&code.name), code.code));
    }
    out.push_str("        };\n");
}

fn live(table: &LockedTable) -> impl Iterator<Item = &LockedCode> {
    table.codes.iter().filter(|code| code.last_version.is_none())
}

fn put_comment(out: &mut String, indent: &str, lines: &[String]) {
    match lines {
        [] => {}
        [only] => out.push_str(&format!("{indent}/** {} */\n", block_comment(only))),
        lines => {
            out.push_str(&format!("{indent}/**\n"));
            for text in lines {
                out.push_str(&format!("{indent} * {}\n", block_comment(&line(text))));
            }
            out.push_str(&format!("{indent} */\n"));
        }
    }
}
