//! Events that macros declare: fragments arrive in invisible groups.

#![forbid(unsafe_code)]
#![deny(warnings)]

use std::time::Duration;

use telemetry_core::{MetadataValue, linked_catalog, telemetry_event, testing::Capture};

/// Every kind of fragment that can be part of a declaration.
macro_rules! event {
    (
        $(#[$attribute:meta])*
        $visibility:vis $name:ident, $feature:literal, $action:expr, $version:literal,
        $(#[$on_field:meta])* $field:ident: $type:ty,
        $unit:literal $timed:ident: $time:ty,
        $key:literal $private:tt: $text:path
    ) => {
        $(#[$attribute])*
        #[telemetry_event(
            feature = $feature,
            action = $action,
            version = $version,
            owner = "team",
            purpose = "support"
        )]
        $visibility struct $name {
            $(#[$on_field])*
            $field: $type,
            /// In a unit.
            #[telemetry(unit = $unit)]
            $timed: $time,
            /// Stays.
            #[telemetry(key = $key, $private)]
            text: $text,
        }
    };
}

event! {
    /// Made by a macro,
    /// in two lines.
    #[derive(Debug)]
    pub Made, "macros", "made", 3,
    /// How many.
    #[allow(dead_code)]
    count: u32,
    "ms" latency: Duration,
    "theText" private: String
}

event! {
    #[doc = "Made by the same macro."]
    Optional, "macros", "optional", 0,
    #[doc = concat!("Not seen.")]
    #[doc = "Seen."]
    count: Option<u32>,
    "us" latency: Option<std::time::Duration>,
    "text" private: Option<String>
}

/// A macro that hands its fragments to another.
macro_rules! outer {
    ($name:ident $type:ty) => {
        inner! { $name $type, "nested" }
    };
}

macro_rules! inner {
    ($name:ident $type:ty, $action:literal) => {
        /// Made by two macros.
        #[telemetry_event(feature = "macros", action = $action, owner = "t", purpose = "support")]
        struct $name {
            /// A number.
            number: $type,
        }
    };
}

outer!(Nested i64);

/// A whole item as a fragment.
macro_rules! declared {
    ($item:item) => {
        #[telemetry_event(feature = "macros", action = "item", owner = "t", purpose = "support")]
        $item
    };
}

declared! {
    /// Passed as an item.
    struct Item {
        /// A number.
        number: f32,
    }
}

/// Actions and codes from lists.
macro_rules! actions {
    ($($name:ident $action:literal $type:ty),*; $($code:ident $number:literal),*) => {
        /// A feature.
        #[telemetry_event(feature = "macros.list", owner = "team", purpose = "support")]
        enum Actions {$(
            /// An action.
            #[telemetry(action = $action)]
            $name {
                /// The value.
                value: $type,
            },
        )*}

        /// Codes.
        #[derive(MetadataValue)]
        enum Codes {$(
            /// A code.
            $code = $number,
        )*}
    };
}

actions!(One "one" u8, Two "two" Codes, Three "three" Option<Codes>; First 1, Second 0x10);

#[test]
fn what_a_macro_declares_is_recorded() {
    let capture = Capture::new();
    let latency = Duration::from_millis(5);
    capture.recorder().record(Made { count: 3, latency, text: "stays".to_owned() });
    let latency = Some(latency);
    capture.recorder().record(Optional { count: None, latency, text: None });
    capture.recorder().record(Nested { number: -7 });
    capture.recorder().record(Item { number: 0.25 });
    capture.recorder().record(Actions::One { value: 8 });
    capture.recorder().record(Actions::Two { value: Codes::First });
    capture.recorder().record(Actions::Three { value: Some(Codes::Second) });
    let events = capture.events();
    let numbers: Vec<Vec<f64>> =
        events.iter().map(|event| event.metadata.values().copied().collect()).collect();
    let expected: [&[f64]; 7] = [&[3.0, 5.0], &[5000.0], &[-7.0], &[0.25], &[8.0], &[1.0], &[16.0]];
    assert_eq!(numbers, expected);
    assert_eq!(events[0].private("theText"), Some("stays"));
    assert_eq!(events[0].version, 3);
}

#[test]
fn what_a_macro_declares_is_in_the_catalog() {
    let catalog = linked_catalog().expect("no duplicates");
    let made = catalog.find("macros", "made").expect("declared");
    assert_eq!(made.description, "Made by a macro,\nin two lines.");
    let kinds = |action| {
        let event = catalog.find("macros", action).expect("declared");
        event.fields.iter().map(|field| field.kind.as_str()).collect::<Vec<_>>()
    };
    // Invisible groups do not hide that a type is a primitive.
    assert_eq!(kinds("made"), ["u32", "duration", "text"]);
    assert_eq!(kinds("nested"), ["i64"]);
    let optional = catalog.find("macros", "optional").expect("declared");
    assert_eq!(optional.fields[0].description, "Seen.");
    assert!(optional.fields.iter().all(|field| field.optional));
    let two = catalog.find("macros.list", "two").expect("declared");
    assert_eq!(two.codes(0).map(|code| code.code).collect::<Vec<_>>(), [1, 16]);
}
