//! Tables and views for what a gateway stored, for PostgreSQL and DuckDB.
//!
//! What is the same for all events stands in the two files beside this module:
//! the table of raw events, the functions that read a value from one, the view
//! of the envelope. Here follows one view for each event. A view never changes a
//! column that it had: fields keep their place and type for ever, so a new
//! version of this file can be run over an older one.

mod names;
mod views;

use telemetry_schema::lock::LockedCode;

use super::{
    Page, Source,
    escape::{sql_literal as literal, sql_name as quoted},
    facts,
    files::mark,
};
use names::Names;
use views::{Column, Columns, Type, View};

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Postgres,
    Duckdb,
}

impl Dialect {
    const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql.sql",
            Self::Duckdb => "duckdb.sql",
        }
    }

    /// What divides the views of two events. PostgreSQL keeps a lock for each
    /// view until a transaction ends, and has room for some thousands.
    const fn division(self) -> &'static str {
        match self {
            Self::Postgres => "COMMIT;\nBEGIN;\n",
            Self::Duckdb => "",
        }
    }

    /// What stands behind all views.
    const fn end(self) -> &'static str {
        match self {
            Self::Postgres => "\nCOMMIT;\nRESET client_encoding;\nRESET client_min_messages;\n",
            Self::Duckdb => "\nCOMMIT;\n",
        }
    }

    const fn prelude(self) -> &'static str {
        match self {
            Self::Postgres => include_str!("sql/postgresql.sql"),
            Self::Duckdb => include_str!("sql/duckdb.sql"),
        }
    }
}

/// The columns of the view `telemetry.events` that every event's view begins
/// with, and what they are.
const ENVELOPE: [(&str, &str); 15] = [
    ("tenant", "Who sent the event, as the gateway knows it."),
    ("id", "The id of the event, unique for the tenant."),
    ("recorded_at", "When the event was recorded."),
    ("feature", "The feature under which the event was recorded."),
    ("action", "The action under which the event was recorded."),
    ("version", "The version of the declaration that recorded the event."),
    ("user_id", "Who caused the event; a number that only the instance can trace back."),
    ("trace_id", "The trace that the event belongs to."),
    ("interaction_id", "The interaction that the event belongs to."),
    ("country_code", "Where the request came from, ISO 3166-1."),
    ("client_name", "The client application that sent the event to the instance."),
    ("client_version", "The version of that client."),
    ("server_version", "The version of the program that recorded the event."),
    ("feature_flags", "The flags that were evaluated, each true or false."),
    ("sample_rate", "The share of events that was kept; empty if all were."),
];

pub(super) fn ddl(source: &Source<'_>, dialect: Dialect) -> Page {
    let name = dialect.name();
    let mut out = format!("-- {}\n{}", mark(name), dialect.prelude());
    for (column, comment) in ENVELOPE {
        put_comment(&mut out, "COLUMN", &format!("telemetry.events.{column}"), comment);
    }
    let names = Names::of(source.lock);
    let views = views::all(source.lock);
    for view in &views {
        out.push_str(&format!("\n-- {}\n{}", facts::path(view.event), dialect.division()));
        put_view(&mut out, view, &names);
    }
    // An old name shows what the new one does, which has to be there first.
    for view in &views {
        for old in &view.aliases {
            let path = facts::path(view.event);
            out.push_str(&format!("\n-- {old}, now {path}\n{}", dialect.division()));
            put_alias(&mut out, view, old, &names);
        }
    }
    out.push_str(dialect.end());
    Page { name: name.to_owned(), text: out }
}

fn put_view(out: &mut String, view: &View<'_>, names: &Names) {
    let path = facts::path(view.event);
    let name = format!("telemetry.{}", quoted(names.view(&path)));
    let columns = Columns::of(view);
    put_codes(out, view);
    out.push_str(&format!("CREATE OR REPLACE VIEW {name} AS\nSELECT\n  {}", envelope()));
    for column in &columns.0 {
        out.push_str(&format!(",\n  {} AS {}", value(column), quoted(&column.name)));
    }
    out.push_str("\nFROM telemetry.events AS e\n");
    columns.0.iter().for_each(|column| out.push_str(&join(view, column)));
    out.push_str(&format!("WHERE {};\n", recorded_as(view)));
    put_comments(out, &name, view, &columns, "");
}

fn put_alias(out: &mut String, view: &View<'_>, old: &str, names: &Names) {
    let path = facts::path(view.event);
    let new = names.view(&path);
    let name = format!("telemetry.{}", quoted(names.view(old)));
    out.push_str(&format!(
        "CREATE OR REPLACE VIEW {name} AS SELECT * FROM telemetry.{};\n",
        quoted(new)
    ));
    put_comments(out, &name, view, &Columns::of(view), &format!("The same as {path}. "));
}

fn envelope() -> String {
    ENVELOPE.map(|(name, _)| format!("e.{name}")).join(", ")
}

/// Every name under which the event was ever recorded.
fn recorded_as(view: &View<'_>) -> String {
    let names: Vec<_> = view
        .members
        .iter()
        .map(|it| format!("({}, {})", literal(&it.head.feature), literal(&it.head.action)))
        .collect();
    match names.as_slice() {
        [only] => format!("(e.feature, e.action) = {only}"),
        names => format!("(e.feature, e.action) IN ({})", names.join(", ")),
    }
}

fn value(column: &Column<'_>) -> String {
    let key = literal(column.key);
    match column.kind {
        Type::Truth => format!("telemetry.truth(e.event, {key})"),
        Type::Whole | Type::Code => format!("telemetry.whole(e.event, {key})"),
        Type::Large => format!("telemetry.large(e.event, {key})"),
        Type::Number => format!("telemetry.number(e.event, {key})"),
        Type::Text => format!("telemetry.words(e.event, {key})"),
        Type::CodeName => format!("c{}.name", column.at),
    }
}

fn join(view: &View<'_>, column: &Column<'_>) -> String {
    if column.kind != Type::CodeName {
        return String::new();
    }
    let (table, key) = (format!("c{}", column.at), literal(column.key));
    let (feature, action) = (literal(&view.event.head.feature), literal(&view.event.head.action));
    format!(
        "LEFT JOIN telemetry.codes AS {table} ON {table}.feature = {feature} AND {table}.action = \
         {action} AND {table}.key = {key} AND {table}.code = telemetry.whole(e.event, {key})\n"
    )
}

/// The rows of the code table; those of removed codes, too, since older rows
/// have them.
fn put_codes(out: &mut String, view: &View<'_>) {
    let (feature, action) = (literal(&view.event.head.feature), literal(&view.event.head.action));
    let codes = view.fields.iter().flat_map(|field| {
        let codes = field.table.iter().flat_map(|table| &table.codes);
        codes.map(move |code| (&field.schema.key, code))
    });
    let row = |(key, LockedCode { code, last_version }): (&String, &LockedCode)| {
        let removed = last_version.map_or("NULL".to_owned(), |version| version.to_string());
        let (key, name, meaning) = (literal(key), literal(&code.name), literal(&code.description));
        format!("  ({feature}, {action}, {key}, {}, {name}, {meaning}, {removed})", code.code)
    };
    let rows: Vec<_> = codes.map(row).collect();
    if !rows.is_empty() {
        out.push_str(&format!(
            "DELETE FROM telemetry.codes WHERE feature = {feature} AND action = {action};\n\
             INSERT INTO telemetry.codes VALUES\n{};\n",
            rows.join(",\n")
        ));
    }
}

fn put_comments(
    out: &mut String,
    name: &str,
    view: &View<'_>,
    columns: &Columns<'_>,
    before: &str,
) {
    let standing: Vec<_> =
        facts::standing(view.event).iter().map(|(name, fact)| format!("{name}: {fact}")).collect();
    let said = format!("{before}{} ({})", view.event.head.description, standing.join("; "));
    put_comment(out, "VIEW", name, &said);
    for (column, comment) in ENVELOPE {
        put_comment(out, "COLUMN", &format!("{name}.{column}"), comment);
    }
    for column in &columns.0 {
        put_comment(out, "COLUMN", &format!("{name}.{}", quoted(&column.name)), &column.comment);
    }
}

fn put_comment(out: &mut String, kind: &str, name: &str, comment: &str) {
    out.push_str(&format!("COMMENT ON {kind} {name} IS {};\n", literal(comment)));
}
