//! The pages as text: each is made from an event or a catalog by hand, shows
//! everything that it holds, and shows nothing of it as markup.

use bytes::Bytes;
use prost::Message as _;
use telemetry_core::journal::{Losses, SwitchedOff};
use telemetry_schema::{
    Catalog, EnumCode, EnumSchema, EventSchema, FieldSchema, Granularity, Kind, Privacy, Purpose,
    Rounding, SampleRate, TextReview, Unit, Waiver,
    audit::{Allowed, Limits},
};

use super::catalog_page::catalog_page;
use super::event_page::{EventView, event_page};
use super::filter::Filter;
use super::notices::not_admin_page;
use super::overview::{Overview, overview_page};
use super::query_page::{SEED, query_page};
use crate::console::reading::Reading;
use crate::console::state::{Recorded, Standing};
use crate::declarations::Declarations;
use crate::policy::Mode;
use crate::proto::telemetrygateway::v1::{
    Event, EventParameters, EventSource, EventUser, event_source::Server,
};
use crate::queue::{
    EventState, Loss, LossReason, LostOnTheWay, Stats, StoredEvent, Tally, WaitingReason,
};

const HOSTILE: &str = "<script>alert('x')</script>\"&";

fn field(key: &str, privacy: Privacy, kind: Kind, unit: Option<&str>) -> FieldSchema {
    FieldSchema {
        description: format!("What `{key}` means."),
        unit: unit.and_then(Unit::from_symbol),
        ..FieldSchema::new(key, privacy, kind)
    }
}

fn schema() -> EventSchema {
    let code =
        EnumCode { code: 2, name: "Scan".into(), description: "A scan of all files.".into() };
    EventSchema {
        version: 1,
        description: "Results were shown.".into(),
        owner: "search-team".into(),
        declared_by: "demo::Shown".into(),
        fields: vec![
            field("latency", Privacy::Metadata, Kind::Duration, Some("ms")),
            field("engine", Privacy::Metadata, Kind::Enum, None),
            field("missing", Privacy::Metadata, Kind::U32, None),
            field("query", Privacy::Private, Kind::Text, None),
        ],
        enums: vec![EnumSchema {
            field: 1,
            name: "Engine".into(),
            description: "Which engine answered.".into(),
            codes: vec![code],
        }],
        ..EventSchema::new("search", "shown", Purpose::Reliability)
    }
}

fn audited() -> FieldSchema {
    let values = Allowed::Values(vec!["go".into(), "rust".into()]);
    let review = TextReview {
        limits: Limits::new(16, values).expect("limits"),
        with_user: false,
        definition: format!("sha256:{}", "0".repeat(64)).parse().expect("a hash"),
        reason: "A closed list.".into(),
        reviewer: "privacy@example.com".into(),
        link: "docs/reviews/12.md".into(),
        date: "2026-11-22".parse().expect("a date"),
        expires: "2028-11-01".parse().expect("a date"),
    };
    FieldSchema { review: Some(review), ..field("language", Privacy::Audited, Kind::Text, None) }
}

/// What a reader has to see of the review of [`audited`].
const REVIEW: [&str; 6] = [
    "privacy@example.com on 2026-11-22",
    "A closed list.",
    "docs/reviews/12.md",
    "2028-11-01",
    "never leaves beside a user",
    "at most 16 bytes, one of 2",
];

fn payload() -> Vec<u8> {
    let numbers = [("latency", 12.5), ("engine", 2.0), ("shoeSize", 43.0)];
    Event {
        id: "event-1".into(),
        feature: "search".into(),
        action: "shown".into(),
        source: Some(EventSource {
            server: Some(Server { version: "1.2.3".into() }),
            client: None,
        }),
        parameters: Some(EventParameters {
            version: 1,
            metadata: numbers.map(|(key, value)| (key.to_owned(), value)).into(),
            ..Default::default()
        }),
        user: Some(EventUser { user_id: Some(9_007_199_254_740_993), ..Default::default() }),
        ..Default::default()
    }
    .encode_to_vec()
}

fn local(value: &str) -> Bytes {
    let value = prost_types::Value::from(value);
    prost_types::Struct { fields: [("query".to_owned(), value)].into() }.encode_to_vec().into()
}

fn stored(state: EventState) -> StoredEvent {
    StoredEvent {
        id: "event-1".into(),
        feature: "search".into(),
        action: "shown".into(),
        recorded_at: 1_700_000_000_000_000,
        queued_at: 1_700_000_000_200_000,
        state,
        state_at: 1_700_000_060_200_000,
        exportable: payload().into(),
        local: Some(local(HOSTILE)),
    }
}

fn event_text(event: &StoredEvent, schema: Option<&EventSchema>) -> String {
    let waiting = WaitingReason { text: "the gateway is away".into(), since: 0 };
    let declarations = declarations(schema.cloned());
    let reading = Reading::of(event, &declarations);
    let view = EventView { event, reading, waiting: Some(&waiting), not_accepted: &[] };
    event_page(&view).into_string()
}

fn declarations(schema: Option<EventSchema>) -> Declarations {
    Catalog::new(schema.into_iter().collect()).expect("at most one event").into()
}

#[test]
fn an_event_is_shown_with_the_meaning_of_each_value() {
    let page = event_text(&stored(EventState::Queued), Some(&schema()));
    for shown in [
        "What <code>latency</code> means.",
        "<span class=\"number\">12.5</span> <span class=\"unit\">ms</span>",
        "= Scan</span>",
        "A scan of all files.",
        "<span class=\"soft\">absent</span>",
        "search-team",
        "reliability",
        "demo::Shown",
        "9007199254740993",
        "Events wait: the gateway is away.",
    ] {
        assert!(page.contains(shown), "{shown} is not in {page}");
    }
}

#[test]
fn every_word_around_the_numbers_is_explained_by_the_contract() {
    let page = event_text(&stored(EventState::Exported), Some(&schema()));
    for path in
        ["id", "feature", "action", "source.server.version", "parameters.version", "user.userId"]
    {
        assert!(page.contains(&format!("<th scope=\"row\"><code>{path}</code>")), "{path}");
    }
    assert!(page.contains("cannot be traced back"));
    assert!(!page.contains("Not in this program"));
}

#[test]
fn a_private_value_is_shown_as_one_and_never_in_the_payload() {
    let page = event_text(&stored(EventState::Exported), Some(&schema()));
    let escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;";
    let shown = page.find(escaped).expect("the value is shown");
    let stays = page.find("this instance <span class=\"class private\">").expect("the section");
    let payload = page.find("id=\"payload\"").expect("the payload");
    assert!(stays < shown && shown < payload);
    assert!(!page[payload..].contains(escaped) && !page.contains("<script>"));
}

#[test]
fn an_audited_text_is_shown_with_its_review() {
    let texts = |key: &str| prost_types::Struct {
        fields: [(key.to_owned(), prost_types::Value::from(HOSTILE))].into(),
    };
    let mut schema = schema();
    schema.fields.push(audited());
    let page = |texts: Option<prost_types::Struct>| {
        let mut event = Event::decode(&payload()[..]).expect("an event");
        event.parameters.as_mut().expect("set above").private_metadata = texts;
        let mut row = stored(EventState::Queued);
        (row.exportable, row.local) = (event.encode_to_vec().into(), None);
        event_text(&row, Some(&schema))
    };
    let with = page(Some(texts("language")));
    let escaped = "<td class=\"value\"><bdi>&lt;script&gt;";
    for shown in REVIEW.into_iter().chain(["class audited", escaped]) {
        assert!(with.contains(shown), "{shown} is not in {with}");
    }
    assert!(!with.contains("<script>"));
    assert!(!with.contains("<code>parameters.privateMetadata.language</code>"), "it is shown once");
    assert!(page(None).contains("class=\"soft\">absent</span></td><td>What <code>language</code>"));
    assert!(page(Some(texts("other"))).contains("Not declared as an audited text"));
}

#[test]
fn the_catalog_says_under_which_terms_a_value_leaves() {
    let mut schema = schema();
    schema.fields.push(audited());
    schema.fields[2].granularity =
        Granularity { max: Some(1000.0), rounding: Rounding::Step(10.0) };
    schema.fields[2].waivers =
        vec![Waiver { rule: "T0009".into(), reason: "It is a size.".into() }];
    let expected =
        format!("tells at most {} bits", (schema.worst_case_bits() * 10.0).ceil() / 10.0);
    let page = catalog_page(&declarations(Some(schema))).into_string();
    let terms = ["multiples of 10", "at most 1000", "<code>T0009</code> is waived: It is a size."];
    for shown in REVIEW.into_iter().chain(terms).chain([&*expected, "<td>1.6 bits</td>"]) {
        assert!(page.contains(shown), "{shown} is not in {page}");
    }
}

#[test]
fn an_undeclared_event_is_shown_all_the_same() {
    let page = event_text(&stored(EventState::Exported), None);
    assert!(page.contains("<code>shoeSize</code>") && page.contains("does not declare the event"));
}

#[test]
fn bytes_that_are_no_event_are_shown_as_bytes() {
    let mut event = stored(EventState::Exported);
    event.exportable = Bytes::from_static(b"\xff\xffnonsense");
    let page = event_text(&event, Some(&schema()));
    assert!(page.contains("not of the wire contract") && page.contains("ffff 6e6f"));
}

fn standing() -> Standing {
    let losses = Losses { text_not_reviewed: 17, ..Losses::default() };
    let mut not_recorded = SwitchedOff::default();
    not_recorded.insert("search", Some("failed"));
    not_recorded.insert("cody", None);
    Standing {
        in_memory: true,
        mode: Some(Mode::Off),
        not_recorded,
        problem: Some("the queue has no room".into()),
        journal_problem: Some("the journal cannot be written".into()),
        recorded: Some(Recorded { events: 9_000, losses, discarded: 3 }),
    }
}

fn overview(stats: &Stats, filter: &Filter, events: Vec<StoredEvent>) -> String {
    let overview = Overview {
        stats,
        clients: &[],
        sampled_out: Some(81_000),
        standing: &standing(),
        filter,
        page: &filter.page(events),
        declarations: &Declarations::default(),
        now: 1_700_000_120_000_000,
        refresh: false,
        can_leave: true,
    };
    overview_page(&overview).into_string()
}

#[test]
fn the_overview_says_what_waits_and_what_was_lost() {
    let lost = Tally { events: 7, bytes: 700 };
    let stats = Stats {
        queued: Tally { events: 1_234, bytes: 99 },
        oldest_waiting: Some(1_700_000_000_000_000),
        waiting: Some(WaitingReason { text: "the gateway is away".into(), since: 0 }),
        losses: vec![Loss { reason: LossReason::MaxRows, lost, last_at: 0 }],
        lost_on_the_way: vec![LostOnTheWay {
            reason: "damaged".into(),
            count: 4_321,
            first_at: 1_700_000_000_000_000,
            last_at: 1_700_000_050_000_000,
        }],
        lost_since: Some(1_600_000_000_000_000),
        ..Stats::default()
    };
    let page = overview(&stats, &Filter::default(), vec![stored(EventState::Leased)]);
    for shown in [
        "1,234",
        "2 min",
        "the gateway is away",
        "max_rows",
        "<strong>81,000 events were sampled out</strong>",
        "9,000 events that this program recorded",
        "audited texts that their review does not allow",
        "<td class=\"right\">17</td>",
        "events that were switched off",
        "damaged places in journals",
        "check the disk",
        "4,321",
        "2020-09-13",
        "2023-11-14",
        "Nothing of this survives the program.",
        "Nothing is recorded: the mode is off.",
        "search.failed",
        "cody.*",
        "the queue has no room",
        "the journal cannot be written",
        "/debug/console/event/event-1",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
}

#[test]
fn an_id_cannot_leave_its_address() {
    let mut event = stored(EventState::Queued);
    event.id = "../a b?c#d\"<é".into();
    let page = overview(&Stats::default(), &Filter::default(), vec![event]);
    assert!(page.contains("/debug/console/event/..%2Fa%20b%3Fc%23d%22%3C%C3%A9\""), "{page}");
}

#[test]
fn a_full_page_leads_to_the_next() {
    let events = |count: usize| vec![stored(EventState::Queued); count];
    let filter = Filter { feature: Some("search".into()), ..Filter::default() };
    let page = |count| overview(&Stats::default(), &filter, events(count));
    assert!(!page(50).contains("rel=\"next\""));
    let more = page(51);
    assert!(more.contains("?feature=search&amp;after=1700000000000000_event-1"), "{more}");
    assert_eq!(more.matches("class=\"event\"").count(), 50);
}

#[test]
fn the_catalog_shows_every_field_and_code() {
    let page = catalog_page(&declarations(Some(schema()))).into_string();
    for shown in ["duration in ms", "2 = Scan", "class private", "?feature=search&amp;action=shown"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(
        catalog_page(&Declarations::default()).into_string().contains("without the declarations")
    );
}

#[test]
fn a_rate_stands_beside_the_event_and_its_declaration() {
    let rate = SampleRate::new(0.1).ok();
    let mut event = stored(EventState::Queued);
    let mut wire = Event::decode(event.exportable.clone()).expect("an event");
    for (sample_rate, shown) in [(0.0, false), (0.1, true), (1.0, false)] {
        wire.sample_rate = sample_rate;
        event.exportable = wire.encode_to_vec().into();
        let page = event_text(&event, Some(&schema()));
        assert_eq!(page.contains("Sampled: 1 of 10 is recorded."), shown, "{sample_rate}");
    }
    for (sample_rate, shown) in [(None, false), (rate, true)] {
        let schema = EventSchema { sample_rate, ..schema() };
        let page = catalog_page(&declarations(Some(schema))).into_string();
        assert_eq!(page.contains("1 of 10 is recorded"), shown);
    }
}

#[test]
fn a_query_comes_back_as_it_was_asked() {
    let result = serde_json::json!({"errors": [{"message": HOSTILE}]});
    let page = query_page("</textarea>", Some(&result), "type Query").into_string();
    assert!(page.contains("&lt;/textarea&gt;") && page.contains("with errors"));
    assert!(!page.contains("<script>alert"));
    assert!(query_page(SEED, None, "type Query").into_string().contains(SEED));
}

#[test]
fn whoever_has_no_rights_sees_why() {
    let page = not_admin_page(true, Some("wrong token")).into_string();
    assert!(page.contains("must be site admin") && page.contains("name=\"token\""));
    let page = not_admin_page(false, None).into_string();
    assert!(!page.contains("<form"));
}

#[test]
fn pages_hold_no_inline_script_or_style() {
    let stats = Stats::default();
    for page in [
        overview(&stats, &Filter::default(), vec![stored(EventState::Queued)]),
        event_text(&stored(EventState::Queued), Some(&schema())),
        catalog_page(&declarations(Some(schema()))).into_string(),
        query_page(SEED, None, "type Query").into_string(),
        not_admin_page(true, None).into_string(),
    ] {
        for forbidden in [" style=", " onclick=", "<style", "javascript:", "http://", "https://"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }
}
