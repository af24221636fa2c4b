//! Flags and clients of every form that names can have, in a program that
//! forbids unsafe code.

#![forbid(unsafe_code)]
#![deny(warnings)]

use telemetry_core::{
    Context,
    context::{Client, ClientVersion, FeatureFlag},
};

mod core {}
mod std {}
mod __private {}

#[derive(FeatureFlag)]
#[telemetry(name = "fast-index")]
struct FastIndex;

#[derive(FeatureFlag, Debug, Clone, Copy, PartialEq, Eq)]
#[telemetry(name = "0._-Z")]
#[allow(non_camel_case_types)]
struct r#match;

#[derive(Client)]
#[telemetry(name = r"web")]
pub(crate) struct Web;

/// One type can be both, under one name.
mod both {
    #[derive(telemetry_core::context::Client, telemetry_core::context::FeatureFlag)]
    #[telemetry(name = "both")]
    pub(crate) struct Both;
}

macro_rules! flags {
    ($($name:ident: $text:literal),*) => {$(
        #[derive(FeatureFlag)]
        #[telemetry(name = $text)]
        struct $name;
    )*};
}
flags!(One: "one", Two: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

mod facade {
    pub mod telemetry {
        pub use telemetry_core::*;
        pub use telemetry_core::__private;
    }
}

#[derive(facade::telemetry::context::FeatureFlag)]
#[telemetry(name = "behind", crate = facade::telemetry)]
struct Behind;

fn main() {
    let context = Context::builder()
        .client::<Web>(ClientVersion::new(1, 2, 3))
        .flag::<FastIndex>(true)
        .flag::<r#match>(false)
        .flag::<both::Both>(false)
        .flag::<One>(true)
        .flag::<Two>(true)
        .flag::<Behind>(true)
        .build();
    assert_eq!(context.flags_left_out(), 0);
    fn local() -> &'static [u8] {
        #[derive(FeatureFlag)]
        #[telemetry(name = "local")]
        struct Local;
        let _ = Context::builder().flag::<Local>(true);
        b""
    }
    local();
}
