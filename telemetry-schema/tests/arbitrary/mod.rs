//! Events as a program can declare them, for the tests of the lock and of the
//! comparison.

#![allow(dead_code, reason = "each test uses a part")]

use proptest::{collection::vec, option, prelude::*, sample::select};
use telemetry_schema::{
    Billing, Date, DefinitionHash, EnumCode, EnumSchema, EventSchema, FieldSchema, Granularity,
    Kind, Privacy, Purpose, Rounding, SampleRate, Stability, TextReview, Unit, Waiver,
    audit::{Allowed, Limits},
    lock::{Declared, Lock},
    names,
};

/// A text for people, with everything that could upset a file.
pub(crate) fn prose() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Z][a-z ,;]{0,30}[a-z][.]",
        1 => select(&[
            "Two lines,\n  the second one indented.\n\nAnd one more.",
            "*/ \"quoted\" \\ and // slashes",
            "message Foo {\n}\n// not a comment",
            "<<<<<<< HEAD",
            "Größe in µm, 日本語",
        ][..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

pub(crate) fn date() -> impl Strategy<Value = Date> {
    (2020_u16..2040, 1_u8..=12, 1_u8..=28).prop_map(|(year, month, day)| {
        Date::new(year, month, day).expect("every month has 28 days")
    })
}

/// Keys that come close to each other, or to words of protobuf.
const ODD_KEYS: [&str; 9] = [
    "a_1",
    "a1",
    "fooBar",
    "foo_bar",
    "kind_unspecified",
    "telemetry",
    "option",
    "HTTPCode",
    "x__y_",
];

pub(crate) fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z][a-z0-9]{0,6}(_[a-z0-9]{1,5}){0,2}",
        1 => select(&ODD_KEYS[..]).prop_map(str::to_owned),
        1 => "[a-zA-Z][a-zA-Z0-9_]{0,12}",
    ]
    .prop_filter("no name of the envelope", |key| names::check_key(key).is_ok())
}

pub(crate) fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-zA-Z.-]{1,12}",
        select(&["telemetry", "import", "message", "results-shown", "cody.chat"][..])
            .prop_map(str::to_owned),
    ]
}

fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("finite", |it| it.is_finite()),
        (-1000..1000).prop_map(f64::from)
    ]
}

pub(crate) fn granularity() -> impl Strategy<Value = Granularity> {
    let max = || option::of(finite());
    let step = (1_u32..1000, option::of(0_u32..100)).prop_map(|(step, max)| Granularity {
        max: max.map(|max| f64::from(max) * f64::from(step)),
        rounding: Rounding::Step(f64::from(step)),
    });
    let buckets = vec(finite(), 2..8).prop_filter_map("distinct bounds", |mut bounds| {
        bounds.sort_by(f64::total_cmp);
        let granularity = Granularity { max: None, rounding: Rounding::Buckets(bounds) };
        granularity.problem().is_none().then_some(granularity)
    });
    prop_oneof![
        3 => Just(Granularity::EXACT),
        1 => max().prop_map(|max| Granularity { max, rounding: Rounding::Exact }),
        1 => max().prop_map(|max| Granularity { max, rounding: Rounding::PowerOfTwo }),
        1 => step,
        1 => buckets,
    ]
}

fn waivers() -> impl Strategy<Value = Vec<Waiver>> {
    let waiver = ("T00[0-9]{2}", prose()).prop_map(|(rule, reason)| Waiver { rule, reason });
    vec(waiver, 0..2)
}

fn limits() -> impl Strategy<Value = Limits> {
    let values = vec("[a-zäß\"\\\\][a-z ]{0,6}[a-z\"]", 1..5)
        .prop_filter_map("distinct", |values| Limits::new(32, Allowed::Values(values)).ok());
    let patterns = select(&["[a-z]{1,32}", r"v[0-9]{1,3}(\.[0-9]{1,3})?"][..])
        .prop_map(|pattern| Limits::new(40, Allowed::Pattern(pattern.to_owned())).expect("valid"));
    prop_oneof![values, patterns]
}

fn review() -> impl Strategy<Value = TextReview> {
    (limits(), any::<bool>(), [prose(), prose(), prose()], date(), date()).prop_map(
        |(limits, with_user, [reason, reviewer, link], date, expires)| TextReview {
            limits,
            with_user,
            definition: DefinitionHash([7; 32]),
            reason,
            reviewer,
            link,
            date,
            expires,
        },
    )
}

fn number() -> impl Strategy<Value = FieldSchema> {
    let units: Vec<Unit> = Unit::measures().collect();
    let kind = select(&Kind::ALL[..14]);
    (key(), kind, option::of(select(units)), granularity()).prop_map(
        |(key, kind, unit, granularity)| FieldSchema {
            unit,
            granularity,
            ..FieldSchema::new(key, Privacy::Metadata, kind)
        },
    )
}

fn text() -> impl Strategy<Value = FieldSchema> {
    (key(), option::of(review())).prop_map(|(key, review)| {
        let privacy = if review.is_some() { Privacy::Audited } else { Privacy::Private };
        FieldSchema { review, ..FieldSchema::new(key, privacy, Kind::Text) }
    })
}

pub(crate) fn codes() -> impl Strategy<Value = Vec<EnumCode>> {
    let name = prop_oneof![
        "[A-Z][a-zA-Z0-9]{0,8}",
        select(&["Unspecified", "HTTP2", "Http2", "Größe"][..]).prop_map(str::to_owned)
    ];
    vec((1_i32..2000, name, prose()), 1..5).prop_filter_map("distinct codes", |codes| {
        let distinct = |by: &dyn Fn(&(i32, String, String)) -> String| {
            let mut seen: Vec<String> = codes.iter().map(by).collect();
            seen.sort();
            seen.windows(2).all(|pair| pair[0] != pair[1])
        };
        (distinct(&|code| code.0.to_string()) && distinct(&|code| code.1.clone())).then(|| {
            let code = |(code, name, description): &(i32, String, String)| EnumCode {
                code: *code,
                name: name.clone(),
                description: description.clone(),
            };
            codes.iter().map(code).collect()
        })
    })
}

fn enumeration() -> impl Strategy<Value = FieldSchema> {
    key().prop_map(|key| FieldSchema::new(key, Privacy::Metadata, Kind::Enum))
}

fn field() -> impl Strategy<Value = FieldSchema> {
    let field = prop_oneof![3 => number(), 1 => text(), 1 => enumeration()];
    let name = option::weighted(0.2, "[a-z]{1,3}_[a-z]{1,9}");
    (field, prose(), any::<bool>(), waivers(), name).prop_map(
        |(field, description, optional, waivers, name)| FieldSchema {
            description,
            optional,
            waivers,
            name,
            ..field
        },
    )
}

/// Any rate, and those that people write.
fn sample_rate() -> impl Strategy<Value = Option<SampleRate>> {
    let rate = prop_oneof![SampleRate::LEAST..1.0, select(&[0.1, 0.5, 0.001, 1e-9][..])];
    option::of(rate.prop_map(|rate| SampleRate::new(rate).expect("a rate")))
}

/// An event with up to seven fields of all kinds.
pub(crate) fn event() -> impl Strategy<Value = EventSchema> {
    let standing = (
        0_i32..100,
        select(&Purpose::ALL[..]),
        select(&Stability::ALL[..]),
        option::of(date()),
        (waivers(), sample_rate()),
        option::of(Just(Billing { product: "prod-1".into(), category: "cat_2".into() })),
    );
    (name(), name(), [prose(), prose()], standing, vec((field(), codes(), "[A-Z][a-z]{1,6}"), 0..7))
        .prop_map(|(feature, action, [description, owner], standing, fields)| {
            let (version, purpose, stability, expires, (waivers, sample_rate), billing) = standing;
            let mut event = EventSchema {
                version,
                description,
                owner,
                stability,
                expires,
                sample_rate,
                waivers,
                billing,
                ..EventSchema::new(feature, action, purpose)
            };
            fields
                .into_iter()
                .for_each(|(field, codes, name)| push(&mut event, field, &name, codes));
            event
        })
}

/// Adds a field, unless the event has one of its key.
pub(crate) fn push(event: &mut EventSchema, field: FieldSchema, name: &str, codes: Vec<EnumCode>) {
    if event.field(&field.key).is_some() {
        return;
    }
    if field.kind == Kind::Enum {
        let at = event.fields.len() as u32;
        event.enums.push(EnumSchema {
            field: at,
            name: name.to_owned(),
            description: "What it is.".into(),
            codes,
        });
    }
    event.fields.push(field);
}

/// Several events, none of them declared twice.
pub(crate) fn events(feature: &'static str) -> impl Strategy<Value = Vec<EventSchema>> {
    vec(event(), 1..5).prop_map(move |mut events| {
        let mut seen = std::collections::BTreeSet::new();
        events.retain(|event| seen.insert(names::canonical(&event.action)));
        events.iter_mut().for_each(|event| event.feature = feature.to_owned());
        events
    })
}

/// A lock of what these events say.
pub(crate) fn lock(events: &[EventSchema]) -> Lock {
    let declared: Vec<Declared<'_>> = events.iter().map(Declared::from).collect();
    Lock::merge_accept(&Lock::default(), &declared)
}

/// Describes what is not described, as the rules of a declaration demand.
pub(crate) fn describe(event: &mut EventSchema) {
    let tables = &mut event.enums;
    let codes =
        tables.iter_mut().flat_map(|table| &mut table.codes).map(|code| &mut code.description);
    let fields = event.fields.iter_mut().map(|field| &mut field.description);
    for text in fields.chain(codes).chain([&mut event.description]) {
        if text.chars().all(|c| c.is_whitespace() || names::is_unseen(c)) {
            *text = "Described.".to_owned();
        }
    }
}
