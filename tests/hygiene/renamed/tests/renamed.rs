//! Nobody here knows a crate called `telemetry_core`.

#![forbid(unsafe_code)]
#![deny(warnings)]

use signals::{MetadataValue, linked_catalog, telemetry_event, testing::Capture};

/// Through a renamed dependency.
#[telemetry_event(
    crate = signals,
    feature = "renamed",
    action = "made",
    owner = "team",
    purpose = "support"
)]
struct Renamed {
    /// How many.
    count: u32,
    /// Which.
    choice: Option<Choice>,
    /// A note.
    #[telemetry(private)]
    note: String,
}

/// One of two.
#[derive(MetadataValue)]
#[telemetry(crate = signals)]
#[allow(dead_code)]
enum Choice {
    /// One.
    One = 1,
    /// Two.
    Two = 2,
}

/// Through a facade, by an absolute path.
#[telemetry_event(
    feature = "renamed",
    action = "behindFacade",
    owner = "team",
    purpose = "support",
    crate = ::telemetry_hygiene_facade::instruments::telemetry
)]
struct Behind;

telemetry_hygiene_facade::counted! {
    /// Declared by the facade's macro.
    Counted: "counted"
}

#[derive(signals::context::FeatureFlag)]
#[telemetry(name = "fast-index", crate = signals)]
struct FastIndex;

#[derive(signals::context::Client)]
#[telemetry(crate = ::telemetry_hygiene_facade::instruments::telemetry, name = "web")]
struct Web;

#[test]
fn names_are_found_whatever_the_core_crate_is_called() {
    let context = signals::Context::builder().client::<Web>(None).flag::<FastIndex>(true).build();
    assert!(context.encoded().windows(10).any(|bytes| bytes == b"fast-index"));
}

mod inner {
    pub(crate) use signals as core_crate;

    /// Through a relative path.
    #[core_crate::telemetry_event(
        crate = self::core_crate,
        feature = "renamed",
        action = "relative",
        owner = "team",
        purpose = "support"
    )]
    pub(crate) struct Relative;
}

#[test]
fn events_are_recorded_whatever_the_core_crate_is_called() {
    let capture = Capture::new();
    let note = "stays".to_owned();
    capture.recorder().record(Renamed { count: 3, choice: Some(Choice::Two), note });
    capture.recorder().record(Behind);
    capture.recorder().record(Counted { count: 4, why: Why::Because });
    capture.recorder().record(inner::Relative);
    let events = capture.events();
    let actions: Vec<_> = events.iter().map(|event| event.action.as_str()).collect();
    assert_eq!(actions, ["made", "behindFacade", "counted", "relative"]);
    assert_eq!(events[0].number("choice"), Some(2.0));
    assert_eq!(events[0].private("note"), Some("stays"));
    assert_eq!((events[2].number("count"), events[2].number("why")), (Some(4.0), Some(7.0)));
}

#[test]
fn the_catalog_has_them_all() {
    let catalog = linked_catalog().expect("no duplicates");
    assert_eq!(catalog.events().len(), 4);
    let counted = catalog.find("facade", "counted").expect("declared");
    assert_eq!(counted.description, "Declared by the facade's macro.");
    assert_eq!(counted.declared_by, "renamed::Counted");
}
