//! Declarations in functions, tests, blocks, implementations and among
//! generics of somebody else.

#![forbid(unsafe_code)]
#![deny(warnings)]

use telemetry_core::{MetadataValue, Recorder, linked_catalog, telemetry_event, testing::Capture};

/// Makes and records an event that only this function knows.
fn in_a_function(capture: &Capture) {
    /// Made in a function.
    #[telemetry_event(feature = "places", action = "function", owner = "t", purpose = "support")]
    struct Local {
        /// An enum of this function.
        choice: Choice,
    }

    /// One of one.
    #[derive(MetadataValue)]
    enum Choice {
        /// One.
        One = 1,
    }

    capture.recorder().record(Local { choice: Choice::One });
}

/// Declares among generics that the event must not see.
fn among_generics<'a, T: Clone, const N: usize>(capture: &'a Capture, _: &'a [T; N]) {
    /// Made in a generic function.
    #[telemetry_event(feature = "places", action = "generics", owner = "t", purpose = "support")]
    struct Local {
        /// A number.
        number: u16,
    }

    capture.recorder().record(Local { number: N as u16 });
}

struct Holder<'a, T>(&'a T);

impl<'a, T> Holder<'a, T> {
    fn in_a_method(&self, capture: &Capture) -> &'a T {
        let record = |value| {
            /// Made in a closure in a method.
            #[telemetry_event(
                feature = "places",
                action = "closure",
                owner = "t",
                purpose = "support"
            )]
            struct Local {
                /// A number.
                number: i8,
            }
            capture.recorder().record(Local { number: value });
        };
        record(-1);
        self.0
    }
}

const IN_A_CONSTANT: fn(&Capture) = {
    /// Made in the block of a constant.
    #[telemetry_event(feature = "places", action = "constant", owner = "t", purpose = "support")]
    struct Local;

    |capture| capture.recorder().record(Local)
};

mod outer {
    pub mod inner {
        use telemetry_core::telemetry_event;

        /// Public, with public and private fields.
        #[telemetry_event(feature = "places", action = "public", owner = "t", purpose = "support")]
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        pub struct Public {
            /// For all.
            pub all: u32,
            /// For the parent.
            pub(in crate::outer) parent: u32,
            /// For nobody.
            nobody: u32,
        }
    }

    pub fn public() -> inner::Public {
        let mut event = inner::Public::default();
        event.parent = 2;
        event
    }
}

/// A feature that holds its typed recorder.
struct Feature {
    recorder: Recorder<Act>,
}

/// What the feature does.
#[telemetry_event(feature = "places.feature", owner = "t", purpose = "support")]
#[derive(Clone, Copy)]
enum Act {
    /// The first.
    #[telemetry(action = "first")]
    First,
    /// The second.
    #[telemetry(action = "second")]
    Second {
        /// A number.
        number: u32,
    },
}

impl Feature {
    fn act(&self, act: Act) {
        self.recorder.clone().record(act);
    }
}

#[test]
fn events_are_declared_where_they_are_needed() {
    /// Made in a test.
    #[telemetry_event(feature = "places", action = "test", owner = "t", purpose = "support")]
    struct Local;

    let capture = Capture::new();
    in_a_function(&capture);
    among_generics(&capture, &["a", "b", "c"]);
    let _ = Holder(&0).in_a_method(&capture);
    IN_A_CONSTANT(&capture);
    capture.recorder().record(outer::public());
    capture.recorder().record(Local);
    let feature = Feature { recorder: capture.recorder() };
    feature.act(Act::First);
    feature.act(Act::Second { number: 9 });
    let events = capture.events();
    let actions: Vec<_> = events.iter().map(|event| event.action.as_str()).collect();
    let expected =
        ["function", "generics", "closure", "constant", "public", "test", "first", "second"];
    assert_eq!(actions, expected);
    assert_eq!(events[1].number("number"), Some(3.0));
    assert_eq!(events[2].number("number"), Some(-1.0));
    assert_eq!(events[4].number("parent"), Some(2.0));
    assert_eq!(linked_catalog().expect("no duplicates").events().len(), 8);
}
