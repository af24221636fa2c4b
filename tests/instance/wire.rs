//! What the core writes is what protobuf reads: every field of every event, in
//! both parts, and nothing else.

use std::{collections::BTreeMap, time::Duration};

use proptest::{prelude::*, strategy::ValueTree as _};
use prost::Message as _;
use prost_types::{Struct, value::Kind};
use telemetry_core::{
    Context, MetadataValue, UserKey,
    context::{Client, ClientVersion, FeatureFlag, TraceId},
    telemetry_event,
    testing::Capture,
};
use telemetry_sdk::{
    json::event_to_json,
    proto::telemetrygateway::v1::{
        Event, EventFeatureFlags, EventInteraction, EventParameters, EventSource, EventUser,
        event_interaction::Geolocation,
        event_source::{Client as WireClient, Server},
    },
};

use crate::place::{PATIENCE, Place};

/// Which case of two.
#[derive(MetadataValue, Clone, Copy, Debug)]
enum Case {
    /// The first.
    One = 1,
    /// The last that there can be.
    Last = 2_147_483_647,
}

/// Everything that an event can hold.
#[telemetry_event(
    feature = "wire.everyKind",
    action = "written",
    version = 2147483647,
    owner = "tests",
    purpose = "reliability"
)]
#[derive(Debug, Clone)]
struct Everything {
    /// A bool.
    flag: bool,
    /// 8 bits.
    u8_value: u8,
    /// 16 bits.
    u16_value: u16,
    /// 32 bits.
    u32_value: u32,
    /// 64 bits.
    u64_value: u64,
    /// As wide as an address.
    usize_value: usize,
    /// 8 bits, signed.
    i8_value: i8,
    /// 16 bits, signed.
    i16_value: i16,
    /// 32 bits, signed.
    i32_value: i32,
    /// 64 bits, signed.
    i64_value: i64,
    /// As wide as an address, signed.
    isize_value: isize,
    /// A float.
    f32_value: f32,
    /// A double.
    f64_value: f64,
    /// A span of time.
    #[telemetry(unit = "ms")]
    waited: Duration,
    /// A code.
    case: Case,
    /// Perhaps a number.
    maybe_number: Option<u64>,
    /// Perhaps a float.
    maybe_float: Option<f64>,
    /// Perhaps a code.
    maybe_case: Option<Case>,
    /// Perhaps a span of time.
    #[telemetry(unit = "h")]
    maybe_waited: Option<Duration>,
    /// What was typed.
    #[telemetry(private)]
    typed: String,
    /// What else was typed.
    #[telemetry(private)]
    maybe_typed: Option<String>,
}

/// Nothing but that it happened.
#[telemetry_event(feature = "wire", action = "nothing", owner = "tests", purpose = "support")]
struct Nothing {}

fn case() -> impl Strategy<Value = Case> {
    prop_oneof![Just(Case::One), Just(Case::Last)]
}

fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        any::<Duration>(),
        (0..10_000_000_000u64).prop_map(Duration::from_nanos),
        Just(Duration::MAX),
        Just(Duration::ZERO),
    ]
}

fn float() -> impl Strategy<Value = f64> {
    // With NaN, infinities, subnormal numbers and both zeros.
    prop_oneof![prop::num::f64::ANY, Just(0.0), Just(-0.0), Just(f64::MIN_POSITIVE)]
}

fn everything() -> impl Strategy<Value = Everything> {
    let small = any::<(bool, u8, u16, u32, u64, usize)>();
    let signed = any::<(i8, i16, i32, i64, isize)>();
    let floats = (prop::num::f32::ANY, float(), duration(), case());
    let optional = (
        any::<Option<u64>>(),
        prop::option::of(float()),
        prop::option::of(case()),
        prop::option::of(duration()),
    );
    let texts = (any::<String>(), any::<Option<String>>());
    (small, signed, floats, optional, texts).prop_map(
        |(small, signed, floats, optional, (typed, maybe_typed))| Everything {
            flag: small.0,
            u8_value: small.1,
            u16_value: small.2,
            u32_value: small.3,
            u64_value: small.4,
            usize_value: small.5,
            i8_value: signed.0,
            i16_value: signed.1,
            i32_value: signed.2,
            i64_value: signed.3,
            isize_value: signed.4,
            f32_value: floats.0,
            f64_value: floats.1,
            waited: floats.2,
            case: floats.3,
            maybe_number: optional.0,
            maybe_float: optional.1,
            maybe_case: optional.2,
            maybe_waited: optional.3,
            typed,
            maybe_typed,
        },
    )
}

/// The metadata as the declaration promises it, written by hand.
fn metadata(event: &Everything) -> BTreeMap<String, f64> {
    let hours = |span: Duration| span.as_nanos() as f64 / 3_600e9;
    let numbers = [
        ("flag", Some(if event.flag { 1.0 } else { 0.0 })),
        ("u8_value", Some(event.u8_value.into())),
        ("u16_value", Some(event.u16_value.into())),
        ("u32_value", Some(event.u32_value.into())),
        ("u64_value", Some(event.u64_value as f64)),
        ("usize_value", Some(event.usize_value as f64)),
        ("i8_value", Some(event.i8_value.into())),
        ("i16_value", Some(event.i16_value.into())),
        ("i32_value", Some(event.i32_value.into())),
        ("i64_value", Some(event.i64_value as f64)),
        ("isize_value", Some(event.isize_value as f64)),
        ("f32_value", Some(event.f32_value.into())),
        ("f64_value", Some(event.f64_value)),
        ("waited", Some(event.waited.as_nanos() as f64 / 1e6)),
        ("case", Some(event.case as i32 as f64)),
        ("maybe_number", event.maybe_number.map(|number| number as f64)),
        ("maybe_float", event.maybe_float),
        ("maybe_case", event.maybe_case.map(|case| case as i32 as f64)),
        ("maybe_waited", event.maybe_waited.map(hours)),
    ];
    let there = numbers.into_iter().filter_map(|(key, number)| Some((key.to_owned(), number?)));
    there.filter(|(_, number)| number.is_finite()).collect()
}

/// What stands around an event, as plain values.
#[derive(Debug, Clone)]
struct Around {
    user: Option<u64>,
    trace: Option<[u8; 16]>,
    interaction: Option<String>,
    country: Option<String>,
    client: Option<Option<(u32, u32, u32)>>,
    fast: Option<bool>,
    new: Option<bool>,
}

#[derive(Client)]
#[telemetry(name = "editor.X_1")]
struct Editor;

#[derive(FeatureFlag)]
#[telemetry(name = "fast-index")]
struct Fast;

#[derive(FeatureFlag)]
#[telemetry(name = "a")]
struct New;

fn around() -> impl Strategy<Value = Around> {
    let interaction = prop_oneof![
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "[0-9a-f]{16}",
        "[0-9a-f]{32}",
    ];
    let country = prop::sample::select(&["AD", "DE", "US", "ZW"]).prop_map(str::to_owned);
    let version = || 0..=ClientVersion::MAX;
    (
        prop::option::of(1..=i64::MAX as u64),
        any::<Option<[u8; 16]>>(),
        prop::option::of(interaction),
        prop::option::of(country),
        prop::option::of(prop::option::of((version(), version(), version()))),
        any::<Option<bool>>(),
        any::<Option<bool>>(),
    )
        .prop_map(|(user, trace, interaction, country, client, fast, new)| Around {
            user,
            trace: trace.filter(|trace| *trace != [0; 16]),
            interaction,
            country,
            client,
            fast,
            new,
        })
}

fn key() -> UserKey {
    UserKey::from_bytes(*b"no secret: key of the tests only").unwrap()
}

impl Around {
    fn context(&self) -> Context {
        let mut builder = Context::builder()
            .user(self.user.and_then(|user| key().user(user)))
            .trace(self.trace.and_then(TraceId::from_bytes))
            .interaction(self.interaction.as_ref().map(|it| it.parse().unwrap()))
            .country(self.country.as_ref().map(|it| it.parse().unwrap()));
        if let Some(version) = self.client {
            let version = version
                .map(|(major, minor, patch)| ClientVersion::new(major, minor, patch).unwrap());
            builder = builder.client::<Editor>(version);
        }
        if let Some(fast) = self.fast {
            builder = builder.flag::<Fast>(fast);
        }
        if let Some(new) = self.new {
            builder = builder.flag::<New>(new);
        }
        builder.build()
    }

    fn user(&self) -> Option<EventUser> {
        let user_id = self.user.map(|user| key().user(user).unwrap().get());
        user_id.map(|id| EventUser { user_id: Some(id), ..Default::default() })
    }

    fn flags(&self) -> Option<EventFeatureFlags> {
        let flags: BTreeMap<_, _> = [("fast-index", self.fast), ("a", self.new)]
            .into_iter()
            .filter_map(|(name, flag)| Some((name.to_owned(), flag?.to_string())))
            .collect();
        (!flags.is_empty()).then_some(EventFeatureFlags { flags })
    }

    fn interaction(&self) -> Option<EventInteraction> {
        let hex = |bytes: [u8; 16]| bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let interaction = EventInteraction {
            trace_id: self.trace.map(hex),
            interaction_id: self.interaction.clone(),
            geolocation: self.country.clone().map(|country_code| Geolocation { country_code }),
        };
        (interaction != EventInteraction::default()).then_some(interaction)
    }

    fn client(&self) -> Option<WireClient> {
        let version = |(major, minor, patch)| format!("{major}.{minor}.{patch}");
        self.client.map(|it| WireClient { name: "editor.X_1".into(), version: it.map(version) })
    }
}

/// The event as the contract describes it. Its id and its time are those of
/// `wire`, where their form is checked.
fn expected(wire: &Event, event: &Everything, around: Option<&Around>, version: &str) -> Event {
    Event {
        id: wire.id.clone(),
        timestamp: wire.timestamp,
        feature: "wire.everyKind".into(),
        action: "written".into(),
        source: Some(EventSource {
            server: Some(Server { version: version.into() }),
            client: around.and_then(Around::client),
        }),
        parameters: Some(EventParameters {
            version: i32::MAX,
            metadata: metadata(event),
            ..Default::default()
        }),
        user: around.and_then(Around::user),
        feature_flags: around.and_then(Around::flags),
        interaction: around.and_then(Around::interaction),
        ..Default::default()
    }
}

fn check_id_and_time(wire: &Event) -> Result<(), TestCaseError> {
    let form: Vec<_> = wire.id.split('-').map(str::len).collect();
    prop_assert_eq!(form, [8, 4, 4, 4, 12]);
    prop_assert!(wire.id.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f' | '-')), "{}", wire.id);
    prop_assert_eq!((&wire.id[14..15], "89ab".contains(&wire.id[19..20])), ("7", true));
    let at = wire.timestamp.unwrap();
    prop_assert!((0..1_000_000_000).contains(&at.nanos));
    let since = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() as i64 - at.seconds;
    prop_assert!((0..3_600).contains(&since), "recorded {since} s ago");
    Ok(())
}

/// Reading and writing again changes nothing; it may be shorter, since prost
/// leaves out a zero where the core has its place ready.
fn check_again(bytes: &[u8], decoded: &Event) -> Result<(), TestCaseError> {
    let again = decoded.encode_to_vec();
    prop_assert!(again.len() <= bytes.len());
    prop_assert_eq!(&Event::decode(&again[..]).unwrap(), decoded);
    prop_assert_eq!(event_to_json(bytes).unwrap(), event_to_json(&again).unwrap());
    Ok(())
}

/// The JSON agrees with the message, field by field.
fn check_json(bytes: &[u8], decoded: &Event) -> Result<(), TestCaseError> {
    let json = event_to_json(bytes).unwrap();
    let numbers = json["parameters"]["metadata"].as_object().cloned().unwrap_or_default();
    let parameters = decoded.parameters.as_ref().unwrap();
    prop_assert_eq!(numbers.len(), parameters.metadata.len());
    for (key, number) in &parameters.metadata {
        prop_assert_eq!(numbers[key].as_f64().unwrap().to_bits(), number.to_bits(), "{}", key);
    }
    let user = decoded.user.as_ref().map(|user| user.user_id.unwrap().to_string());
    prop_assert_eq!(json["user"]["userId"].as_str(), user.as_deref());
    prop_assert_eq!(json["id"].as_str(), Some(&*decoded.id));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_event_is_read_as_it_was_recorded(
        event in everything(),
        around in prop::option::of(around()),
    ) {
        let capture = Capture::new();
        let context = around.as_ref().map(Around::context);
        let entered = context.as_ref().map(Context::enter);
        capture.recorder().record(event.clone());
        drop(entered);
        let captured = capture.events().remove(0);
        let wire = Event::decode(&captured.wire[..]).unwrap();
        prop_assert_eq!(&wire, &expected(&wire, &event, around.as_ref(), "0.0.0-test"));
        check_id_and_time(&wire)?;
        check_again(&captured.wire, &wire)?;
        check_json(&captured.wire, &wire)?;
    }
}

#[test]
fn an_event_without_fields_is_read_too() {
    let capture = Capture::new();
    capture.recorder().record(Nothing {});
    let captured = capture.events().remove(0);
    let wire = Event::decode(&captured.wire[..]).unwrap();
    assert_eq!((wire.feature.as_str(), wire.action.as_str()), ("wire", "nothing"));
    assert_eq!(wire.parameters, Some(EventParameters::default()));
    assert_eq!(captured.wire.len(), wire.encoded_len());
}

/// The private part by itself, as the queue keeps it.
fn local(event: &Everything) -> BTreeMap<String, Option<Kind>> {
    let text = |text: &String| Some(Kind::StringValue(text.clone()));
    let typed = ("typed".to_owned(), text(&event.typed));
    let maybe = event.maybe_typed.as_ref().map(|it| ("maybe_typed".to_owned(), text(it)));
    [Some(typed), maybe].into_iter().flatten().collect()
}

/// Through the real journal, drain and queue, many at once.
#[test]
fn both_parts_are_stored_as_they_were_recorded() {
    let place = Place::new();
    let telemetry = place.start();
    let recorder = telemetry.recorder();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let events: Vec<_> = (0..300)
        .map(|_| {
            let tree = (everything(), prop::option::of(around())).new_tree(&mut runner).unwrap();
            let (event, around) = tree.current();
            let context = around.as_ref().map(Around::context);
            let _entered = context.as_ref().map(Context::enter);
            recorder.record(event.clone());
            (event, around)
        })
        .collect();
    telemetry.shutdown(PATIENCE).unwrap();

    // The rows are in the order of their ids, which is that of recording.
    let mut rows = place.stored();
    rows.sort_by(|a, b| (a.recorded_at, &a.id).cmp(&(b.recorded_at, &b.id)));
    assert_eq!(rows.len(), events.len());
    let mut by_metadata: Vec<_> = rows
        .iter()
        .map(|row| (Event::decode(row.exportable.clone()).unwrap(), row.local.clone()))
        .collect();
    for (event, around) in &events {
        let at = by_metadata
            .iter()
            .position(|(wire, bytes)| {
                let bytes = bytes.clone().unwrap_or_default();
                let fields = Struct::decode(bytes).unwrap().fields;
                let fields: BTreeMap<_, _> =
                    fields.into_iter().map(|(key, value)| (key, value.kind)).collect();
                *wire == expected(wire, event, around.as_ref(), "1.2.3") && fields == local(event)
            })
            .expect("a row with exactly these parts");
        by_metadata.swap_remove(at);
    }
    for row in rows {
        let wire = Event::decode(row.exportable).unwrap();
        let at = wire.timestamp.unwrap();
        assert_eq!(wire.id, row.id);
        assert_eq!(row.recorded_at, at.seconds * 1_000_000 + i64::from(at.nanos / 1_000));
    }
}
