//! Without a prelude there is no `Option`, no `Some` and no `derive` of the
//! standard library by its bare name.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]

/// A search was made.
#[::telemetry_core::telemetry_event(
    feature = "prelude",
    action = "made",
    owner = "team",
    purpose = "support"
)]
struct Made {
    /// How many.
    count: u32,
    /// Perhaps.
    score: ::std::option::Option<f64>,
    /// How long.
    #[telemetry(unit = "s")]
    latency: ::std::time::Duration,
    /// Which engine.
    engine: Engine,
    /// A note.
    #[telemetry(private)]
    note: ::std::string::String,
}

#[derive(::telemetry_core::context::FeatureFlag)]
#[telemetry(name = "fast-index")]
struct FastIndex;

#[derive(::telemetry_core::context::Client)]
#[telemetry(name = "web")]
struct Web;

#[test]
fn names_need_no_prelude() {
    let context = ::telemetry_core::Context::builder()
        .client::<Web>(::telemetry_core::context::ClientVersion::new(1, 2, 3))
        .flag::<FastIndex>(true)
        .build();
    ::std::assert_eq!(context.flags_left_out(), 0);
}

/// Which engine.
#[derive(::telemetry_core::MetadataValue)]
enum Engine {
    /// The first.
    First = 1,
}

#[test]
fn it_is_recorded() {
    let capture = ::telemetry_core::testing::Capture::new();
    capture.recorder().record(Made {
        count: 3,
        score: ::std::option::Option::Some(0.5),
        latency: ::std::time::Duration::from_secs(2),
        engine: Engine::First,
        note: ::std::convert::From::from("stays"),
    });
    let event = &capture.events()[0];
    let numbers = ["count", "score", "latency", "engine"].map(|key| event.metadata[key]);
    ::std::assert_eq!(numbers, [3.0, 0.5, 2.0, 1.0]);
    ::std::assert_eq!(event.private("note"), ::std::option::Option::Some("stays"));
    ::std::assert!(::telemetry_core::linked_catalog().is_ok_and(|all| all.events().len() == 1));
}
