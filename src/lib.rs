#![doc = include_str!("../README.md")]
//!
//! # The crate
//!
//! An event goes from the journal of `telemetry-core` through `drain` into
//! the [`queue`], and by [`export`] to a [`gateway`], which checks it and hands
//! it to a [`sink`]. Each step is one module and knows only the next;
//! [`instance`] ties those of an application together.
//!
//! | feature | what it holds |
//! |---|---|
//! | `client` (default) | queue and exporter: what an application needs |
//! | `console` | the debug console, and the endpoint that clients record into |
//! | `gateway` | the receiving side and the `telemetry` command |

#[cfg(feature = "client")]
mod accepted;
#[cfg(feature = "client")]
pub mod config;
#[cfg(feature = "console")]
pub mod console;
#[cfg(feature = "client")]
pub mod context_layer;
#[cfg(feature = "client")]
mod data_dir;
#[cfg(any(feature = "client", feature = "gateway"))]
pub mod declarations;
#[cfg(feature = "client")]
mod drain;
#[cfg(feature = "client")]
pub mod export;
#[cfg(feature = "gateway")]
pub mod gateway;
#[cfg(feature = "client")]
pub mod instance;
#[cfg(any(feature = "console", feature = "gateway"))]
pub mod json;
#[cfg(feature = "client")]
pub mod losses;
#[cfg(feature = "client")]
pub mod policy;
pub mod proto;
#[cfg(feature = "client")]
pub mod queue;
#[cfg(feature = "client")]
mod shipping;
#[cfg(feature = "gateway")]
pub mod sink;
#[cfg(feature = "client")]
pub mod switches;
#[cfg(any(feature = "client", feature = "gateway"))]
mod texts;
#[cfg(any(feature = "client", feature = "gateway"))]
pub mod validate;

#[cfg(feature = "client")]
pub use {
    accepted::{Accepted, AcceptedError, NotAccepted, NotAcceptedReason},
    data_dir::DataDirError,
    instance::{ShutdownError, StartError, Status, Telemetry, TelemetryBuilder},
    queue::QueueError,
    shipping::ExportIncomplete,
    switches::SwitchError,
};

pub use telemetry_core::{
    Catalog, CatalogError, Context, Event, MakeRecorder, MetadataValue, Recorder, UserId, UserKey,
    WeakKeyError, assert_recorded, context, id, journal, linked_catalog, telemetry_event, testing,
    write_catalog,
};

/// What the workspace of this program has accepted, for
/// [`Telemetry::builder`]: its lock, `protocol/events/`, its reviews,
/// `protocol/reviews.toml`, and the version of the package.
///
/// Write it in the package that is the application. The files are read when the
/// program is built and become part of it; a change of one builds the program
/// anew. A missing or damaged one is an error of the build that says what to do:
/// `cargo telemetry accept` makes them.
#[cfg(feature = "client")]
#[macro_export]
macro_rules! accepted {
    () => {
        $crate::__private::accepted!($crate)
    };
}

/// What [`accepted!`] uses. Not for people: anything here changes without
/// notice.
#[cfg(feature = "client")]
#[doc(hidden)]
pub mod __private {
    pub use core::{env, include_str};

    pub use telemetry_macros::accepted;
}

/// The code in the book, compiled with the rest.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../docs/author.md")]
    mod author {}
}
