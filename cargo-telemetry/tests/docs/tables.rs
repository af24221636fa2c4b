//! The tables in a real PostgreSQL and a real DuckDB, over rows as a gateway
//! stores them. What the demo exported is read in the demo's own tests.

use std::fs;

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use serde_json::{Value, json};
use telemetry_schema::{EventSchema, FieldSchema, Kind, lock::Lock};

use crate::{
    arbitrary,
    databases::{Database, databases},
    place::{Place, accepted, audited, event, in_unit, lock, number, private, with_codes},
};

/// A line of a gateway's file.
fn row(id: &str, name: (&str, &str), version: i32, metadata: Value, texts: Value) -> Value {
    json!({
        "id": id, "feature": name.0, "action": name.1, "timestamp": "2026-11-22T10:20:30.123456Z",
        "parameters": {"version": version, "metadata": metadata, "privateMetadata": texts},
        "source": {"server": {"version": "1.2.3"}, "client": {"name": "web", "version": "4.5.6"}},
        "user": {"userId": "9007199254740993"},
        "interaction": {"traceId": "0af7651916cd43dd8448eb211c80319c", "geolocation": {"countryCode": "FR"}},
        "featureFlags": {"flags": {"fast-search": "true"}},
    })
}

fn apply(database: &dyn Database, place: &Place) {
    place.write_docs();
    database.run(&place.page(database.ddl()));
}

fn load(database: &dyn Database, place: &Place, rows: &[Value]) {
    let file = place.path("rows.ndjson");
    let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
    fs::write(&file, lines).expect("writable");
    // The server's own user reads nothing; the file is sent to it.
    database.load("acme", &file);
}

/// The columns of a view behind those of the envelope.
fn columns(database: &dyn Database, view: &str) -> Vec<String> {
    let columns = database.run(&format!(
        "SELECT column_name FROM information_schema.columns
         WHERE table_schema = 'telemetry' AND table_name = '{view}' ORDER BY ordinal_position;"
    ));
    columns.into_iter().skip(15).collect()
}

/// These columns of a view, row by row; what is NULL is a dash.
fn select(database: &dyn Database, view: &str, columns: &[&str]) -> Vec<String> {
    let shown: Vec<_> =
        columns.iter().map(|it| format!("coalesce(CAST(\"{it}\" AS VARCHAR), '-')")).collect();
    database.run(&format!(
        "SELECT concat_ws('|', {}) FROM telemetry.\"{view}\" ORDER BY id;",
        shown.join(", ")
    ))
}

fn text(key: &str) -> FieldSchema {
    let text = audited(key, &["a\\b \"c\" it's"], "It's needed; -- not a comment");
    FieldSchema { description: "What it's; '' \\".to_owned(), ..text }
}

/// One of every kind, under keys that databases have other uses for.
fn every_kind() -> EventSchema {
    let mut first = event(
        "shop.cart",
        "checkedOut",
        vec![
            number("cached", Kind::Bool),
            number("small", Kind::U8),
            number("big", Kind::U64),
            number("low", Kind::I64),
            in_unit("share", Kind::F32, "ratio"),
            in_unit("latency", Kind::Duration, "ms"),
            number("cause", Kind::Enum),
        ],
    );
    first = with_codes(first, "Cause", &[(1, "TimedOut"), (2, "It's \"odd\"")]);
    first.fields.extend([number("cause_code", Kind::U32), number("select", Kind::U32)]);
    first.fields.extend([number("Value", Kind::U32), number("value", Kind::U32)]);
    first.fields.extend([number("tenant", Kind::U32), number("xmin", Kind::U32)]);
    first
        .fields
        .extend(["a", "b"].map(|end| number(&format!("{}{end}", "k".repeat(63)), Kind::U32)));
    first.fields.extend([text("language"), private("query")]);
    first
}

#[test]
fn every_kind_has_its_type_and_its_value() {
    let place = Place::of(&lock(&[every_kind()]));
    let long = ["a", "b"].map(|end| format!("{}{end}", "k".repeat(63)));
    let name = ("shop.cart", "checkedOut");
    let full = json!({
        "cached": 1.0, "small": 255.0, "big": u64::MAX as f64, "low": i64::MIN as f64,
        "share": 0.25, "latency": 12.5, "cause": 2.0, "cause_code": 8.0, "select": 7.0, "Value": 1.0,
        "value": 2.0, "tenant": 3.0, "xmin": 9.0, (long[0].as_str()): 4.0, (long[1].as_str()): 5.0,
    });
    let rows = [
        row("1", name, 1, full, json!({"language": "a\\b \"c\" it's"})),
        row("2", name, 1, json!({"low": i64::MAX as f64, "cached": 0.0, "big": 3.0}), json!({})),
        json!({"id": "3", "feature": name.0, "action": name.1, "timestamp": "2026-11-22T10:20:30Z"}),
    ];
    for database in databases() {
        let database = database.as_ref();
        apply(database, &place);
        load(database, &place, &rows);
        load(database, &place, &rows);
        let view = "shop_cart__checked_out";
        let columns = columns(database, view);
        assert_eq!(columns.len(), 17, "{columns:?}");
        assert_eq!(
            columns[..8],
            ["cached", "small", "big", "low", "share", "latency", "cause", "cause_code"]
        );
        let columns: Vec<_> = columns.iter().map(String::as_str).collect();
        let expected = [
            "true|255|18446744073709551616|-9223372036854775808|0.25|12.5|It's \"odd\"|2|8|7|1|2|3|9|4|5|a\\b \"c\" it's",
            "false|-|3|9223372036854775807|-|-|-|-|-|-|-|-|-|-|-|-|-",
            "-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-",
        ];
        assert_eq!(select(database, view, &columns), expected, "{}", database.ddl());
        let around = [
            "tenant",
            "version",
            "user_id",
            "country_code",
            "client_name",
            "client_version",
            "server_version",
        ];
        let around = select(database, view, &around);
        assert_eq!(around[0], "acme|1|9007199254740993|FR|web|4.5.6|1.2.3");
        assert_eq!(around[2], "acme|0|-|-|-|-|-");
        let late = format!(
            "SELECT count(*) FROM telemetry.{view} WHERE recorded_at > TIMESTAMPTZ '2026-11-22 10:20:30.1Z';"
        );
        assert_eq!(database.run(&late), ["2"]);
        let types = database.run(&format!(
            "SELECT lower(data_type) FROM information_schema.columns WHERE table_schema = 'telemetry'
             AND table_name = '{view}' ORDER BY ordinal_position;"
        ));
        let large = if database.ddl() == "duckdb.sql" { "hugeint" } else { "numeric" };
        assert_eq!(types[15..19], ["boolean", "bigint", large, "bigint"]);
        assert!(types[19].starts_with("double") && types[20].starts_with("double"), "{types:?}");
    }
}

/// The same event of two versions of a program.
fn versions() -> [EventSchema; 2] {
    let engines = [(1, "Indexed"), (2, "Unindexed"), (3, "Remote")];
    let old = event(
        "search",
        "shown",
        vec![number("result_count", Kind::U32), number("engine", Kind::Enum)],
    );
    let mut new = event("search", "shown", vec![number("engine", Kind::Enum)]);
    new.version = 2;
    let mut new = with_codes(new, "Engine", &engines[..2]);
    new.fields.push(in_unit("latency", Kind::Duration, "ms"));
    [with_codes(old, "Engine", &engines), new]
}

#[test]
fn rows_of_two_versions_are_read_by_one_view() {
    let [old, new] = versions();
    let first = lock(&[old]);
    let second = accepted(&first, &[new]);
    let name = ("search", "shown");
    for database in databases() {
        let database = database.as_ref();
        let place = Place::of(&first);
        apply(database, &place);
        load(
            database,
            &place,
            &[row("1", name, 1, json!({"result_count": 5.0, "engine": 3.0}), json!({}))],
        );
        let columns = ["version", "result_count", "engine", "engine_code"];
        assert_eq!(select(database, "search__shown", &columns), ["1|5|Remote|3"]);
        place.accept(&second);
        apply(database, &place);
        load(
            database,
            &place,
            &[
                row("1", name, 1, json!({"result_count": 5.0, "engine": 3.0}), json!({})),
                row("2", name, 2, json!({"engine": 2.0, "latency": 1.5}), json!({})),
                row("3", name, 3, json!({"engine": 9.0, "latency": 0.5}), json!({})),
            ],
        );
        let columns = ["version", "result_count", "engine", "engine_code", "latency"];
        let expected = ["1|5|Remote|3|-", "2|-|Unindexed|2|1.5", "3|-|-|9|0.5"];
        assert_eq!(select(database, "search__shown", &columns), expected, "{}", database.ddl());
        let removed = "SELECT name FROM telemetry.codes WHERE removed_after = 1;";
        assert_eq!(database.run(removed), ["Remote"]);
    }
}

#[test]
fn a_renamed_event_is_one_series_and_a_removed_one_stays_readable() {
    let displayed = event("search", "displayed", vec![number("result_count", Kind::U32)]);
    let gone = event("page", "opened", vec![in_unit("size", Kind::U32, "B")]);
    let first = lock(&[displayed.clone(), gone]);
    let mut shown = event(
        "results",
        "shown",
        vec![number("result_count", Kind::U32), number("page_count", Kind::U8)],
    );
    shown.version = 2;
    shown.renamed_from = Some("search.displayed".to_owned());
    let mut again = event("results", "listed", shown.fields.clone());
    again.version = 2;
    again.renamed_from = Some("results.shown".to_owned());
    let mut second = accepted(&accepted(&first, &[shown]), &[again]);
    second.remove("page.opened").expect("live");
    for database in databases() {
        let database = database.as_ref();
        let place = Place::of(&first);
        apply(database, &place);
        load(
            database,
            &place,
            &[
                row("1", ("search", "displayed"), 1, json!({"result_count": 5.0}), json!({})),
                row("2", ("page", "opened"), 1, json!({"size": 6.0}), json!({})),
            ],
        );
        place.accept(&second);
        apply(database, &place);
        load(
            database,
            &place,
            &[
                row(
                    "3",
                    ("results", "shown"),
                    2,
                    json!({"result_count": 7.0, "page_count": 1.0}),
                    json!({}),
                ),
                row(
                    "4",
                    ("results", "listed"),
                    2,
                    json!({"result_count": 8.0, "page_count": 2.0}),
                    json!({}),
                ),
            ],
        );
        let columns = ["feature", "action", "result_count", "page_count"];
        let series = ["search|displayed|5|-", "results|shown|7|1", "results|listed|8|2"];
        for view in ["results__listed", "results__shown", "search__displayed"] {
            assert_eq!(select(database, view, &columns), series, "{view} {}", database.ddl());
        }
        assert_eq!(select(database, "page__opened", &["size"]), ["6"]);
    }
}

/// Whatever can be declared, and what looks alike.
fn odd() -> Lock {
    let long = "x".repeat(64);
    let mut events = vec![
        event("cody", "chat.sent", vec![number("rowid", Kind::U32)]),
        event("cody.chat", "sent", vec![number("oid", Kind::U32)]),
        event("select", "from", vec![number("table", Kind::U32), number("END", Kind::U32)]),
        event("longOne", &long, vec![number(&long, Kind::U32)]),
        event("longOne", &format!("{}y", &long[1..]), Vec::new()),
        event("events", "raw", Vec::new()),
    ];
    let mut runner = TestRunner::deterministic();
    for feature in ["odd.one", "odd.two", "odd-three"] {
        let tree = arbitrary::events(feature).new_tree(&mut runner).expect("events");
        events.extend(tree.current());
    }
    let mut lock = lock(&events);
    // A removed event whose names differ from those of a live one by their
    // spelling alone.
    let spelled = ["twIn", "tw-in"].map(|feature| event(feature, "ended", Vec::new()));
    lock.features.extend(accepted(&Lock::default(), &spelled).features);
    lock.remove("tw-in.ended").expect("live");
    lock
}

#[test]
fn every_lock_has_its_views_and_every_column_its_comment() {
    let lock = odd();
    let place = Place::of(&lock);
    let count = lock.events().count();
    for database in databases() {
        let database = database.as_ref();
        apply(database, &place);
        apply(database, &place);
        let duckdb = database.ddl() == "duckdb.sql";
        let views = "SELECT table_name FROM information_schema.tables
            WHERE table_schema = 'telemetry' AND table_type = 'VIEW' AND table_name <> 'events' ORDER BY 1;";
        let views = database.run(views);
        assert_eq!(views.len(), count, "{views:?}");
        for view in ["tw_in__ended", "select__from", "cody__chat_sent", "cody_chat__sent"] {
            assert!(views.iter().any(|it| it == view), "{view}: {views:?}");
        }
        let silent = if duckdb {
            "SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE schema_name = 'telemetry'
             AND table_name IN (SELECT view_name FROM duckdb_views()) AND comment IS NULL
             UNION ALL SELECT view_name FROM duckdb_views() WHERE schema_name = 'telemetry' AND comment IS NULL;"
        } else {
            "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'telemetry'::regnamespace AND c.relkind = 'v' AND a.attnum > 0
             AND col_description(c.oid, a.attnum) IS NULL
             UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'telemetry'::regnamespace
             AND relkind = 'v' AND obj_description(oid, 'pg_class') IS NULL;"
        };
        assert_eq!(database.run(silent), [""; 0], "{}", database.ddl());
        for view in views {
            assert_eq!(database.run(&format!("SELECT count(*) FROM telemetry.\"{view}\";")), ["0"]);
        }
    }
}

#[test]
fn units_stand_in_the_comments() {
    let place = Place::documented(&[event(
        "index",
        "built",
        vec![in_unit("duration", Kind::Duration, "min")],
    )]);
    for name in ["postgresql.sql", "duckdb.sql"] {
        let ddl = place.page(name);
        let comment = "COMMENT ON COLUMN telemetry.\"index__built\".\"duration\" IS 'What duration is. (number: duration, in min)';";
        assert!(ddl.contains(comment), "{ddl}");
    }
}
