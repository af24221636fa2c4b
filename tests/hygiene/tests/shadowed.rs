//! Names of the user's own that the generated code might take for those of the
//! standard library, of the core crate, or its own.

#![forbid(unsafe_code)]
#![deny(warnings)]

/// Everything here is in the way.
#[allow(dead_code, unused_imports, non_camel_case_types, non_upper_case_globals)]
mod in_the_way {
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod alloc {}
    pub(crate) mod telemetry_core {}
    pub(crate) mod __private {}

    pub(crate) struct Option;
    pub(crate) struct Result;
    pub(crate) struct String;
    pub(crate) struct Vec;
    pub(crate) struct u8;
    pub(crate) struct i32;
    pub(crate) struct usize;
    pub(crate) struct Field;
    pub(crate) struct Text;
    pub(crate) struct Schema;
    pub(crate) struct Values;
    pub(crate) struct CodeTable;
    pub(crate) struct Name;
    pub(crate) trait FeatureFlag {}
    pub(crate) trait Client {}
    pub(crate) trait Event {}
    pub(crate) trait Coded {}
    pub(crate) trait Sized {}
    pub(crate) enum Choice {
        Some,
        None,
        Ok,
        Err,
    }
    pub(crate) use Choice::*;

    pub(crate) static values: bool = true;
    pub(crate) const value: bool = true;
    pub(crate) const number: bool = true;

    /// Methods on everything, by value, so that they come before those that
    /// take a reference.
    pub(crate) trait Everything: ::core::marker::Sized {
        fn at(self) {}
        fn plain(self) {}
        fn in_time(self) {}
        fn in_unit(self) {}
        fn table_len(self) {}
        fn event(self) {}
        fn number(self) {}
        fn text(self) {}
        fn u32(self) {}
    }
    impl<T> Everything for T {}
}

#[allow(unused_imports)]
mod declared {
    use super::in_the_way::*;

    /// A search was made.
    #[::telemetry_core::telemetry_event(
        feature = "shadowed",
        action = "made",
        owner = "team",
        purpose = "support"
    )]
    pub(crate) struct Made {
        /// How many.
        pub(crate) count: u32,
        /// Perhaps.
        pub(crate) score: ::std::option::Option<f64>,
        /// How long.
        #[telemetry(unit = "s")]
        pub(crate) latency: ::std::time::Duration,
        /// How large.
        #[telemetry(unit = "MiB")]
        pub(crate) size: ::std::primitive::u64,
        /// Which engine.
        pub(crate) engine: Engine,
        /// Called like the parameter of the generated function.
        pub(crate) values: u32,
        /// A note.
        #[telemetry(private)]
        pub(crate) note: ::std::string::String,
    }

    #[derive(::telemetry_core::context::FeatureFlag)]
    #[telemetry(name = "fast-index")]
    pub(crate) struct FastIndex;

    #[derive(::telemetry_core::context::Client)]
    #[telemetry(name = "web")]
    pub(crate) struct Web;

    /// Which engine.
    #[derive(::telemetry_core::MetadataValue)]
    pub(crate) enum Engine {
        /// Called like a variant of the prelude.
        Some = 1,
        /// Called like another.
        None = 2,
    }
}

#[test]
fn names_are_found() {
    let context = telemetry_core::Context::builder()
        .client::<declared::Web>(None)
        .flag::<declared::FastIndex>(true)
        .build();
    assert!(context.encoded().windows(10).any(|bytes| bytes == b"fast-index"));
}

#[test]
fn it_is_recorded() {
    let capture = telemetry_core::testing::Capture::new();
    for engine in [declared::Engine::Some, declared::Engine::None] {
        capture.recorder().record(declared::Made {
            count: 3,
            score: Some(0.5),
            latency: std::time::Duration::from_secs(2),
            size: 9,
            engine,
            values: 5,
            note: "stays".to_owned(),
        });
    }
    let events = capture.events();
    let keys = ["count", "score", "latency", "size", "engine", "values"];
    assert_eq!(keys.map(|key| events[1].metadata[key]), [3.0, 0.5, 2.0, 9.0, 2.0, 5.0]);
    assert_eq!(events[0].private("note"), Some("stays"));
    assert!(telemetry_core::linked_catalog().is_ok_and(|all| all.events().len() == 1));
}
