//! Declare an event once, beside the feature, and record it.
//!
//! ```
//! use std::time::Duration;
//! use telemetry_core::{MetadataValue, telemetry_event, testing::Capture};
//!
//! /// The results of a search were shown.
//! #[telemetry_event(
//!     feature = "shop.search",
//!     action = "resultsShown",
//!     owner = "search-team",
//!     purpose = "product-improvement"
//! )]
//! struct ResultsShown {
//!     /// How many results were shown.
//!     result_count: u32,
//!     /// Time until the first result.
//!     #[telemetry(unit = "ms")]
//!     latency: Duration,
//!     /// Which engine answered.
//!     engine: Engine,
//!     /// The query as typed; never leaves the instance.
//!     #[telemetry(private)]
//!     query: String,
//! }
//!
//! /// Which engine answered.
//! #[derive(MetadataValue)]
//! enum Engine {
//!     /// Trigram index.
//!     Indexed = 1,
//!     /// Scan of the working tree.
//!     Unindexed = 2,
//! }
//!
//! let capture = Capture::new();
//! let shown = capture.recorder::<ResultsShown>();
//! shown.record(ResultsShown {
//!     result_count: 3,
//!     latency: Duration::from_millis(12),
//!     engine: Engine::Indexed,
//!     query: "fn main".to_owned(),
//! });
//! assert_eq!(capture.events()[0].number("latency"), Some(12.0));
//! ```
//!
//! The rooms: [`event`] is what a declaration becomes, [`value`] what may be a
//! number, [`recorder`] hands an event to the [`journal`], which keeps it until
//! the pipeline takes it; [`context`] is what stands around an event, [`wire`]
//! its form on the wire, [`registry`] finds the declarations of the program.
//! Nothing here knows a database, a network or an async runtime.

// The macros name this crate by its path from outside, also in here.
extern crate self as telemetry_core;

mod accepted;
mod codes;
pub mod context;
mod declaration;
pub mod event;
mod field;
pub mod id;
pub mod journal;
mod message;
pub mod recorder;
pub mod registry;
mod reviewed;
mod section;
pub mod testing;
pub mod user;
pub mod value;
mod values;
mod version;
pub mod wire;
mod words;

pub use context::Context;
pub use declaration::Declaration;
pub use event::Event;
pub use recorder::{MakeRecorder, Recorder};
pub use registry::{linked_catalog, write_catalog};
pub use telemetry_schema::{Catalog, CatalogError};
pub use user::{UserId, UserKey, WeakKeyError};
pub use value::MetadataValue;
pub use values::MAX_PRIVATE_TEXT;

/// Makes a field-less enum with explicit codes a [`MetadataValue`].
///
/// Only the code of a variant leaves. Each variant has a description and an
/// explicit code from 1 to 2147483647 that never changes its meaning.
///
/// ```
/// use telemetry_core::MetadataValue;
///
/// /// Why a search failed.
/// #[derive(MetadataValue)]
/// enum Cause {
///     /// The query could not be parsed.
///     BadQuery = 1,
///     /// It took too long.
///     Timeout = 2,
/// }
/// ```
///
/// The attribute `#[telemetry(crate = path)]` on the enum says where this
/// crate is found when it goes by another name.
pub use telemetry_macros::MetadataValue;

/// Declares an event (on a struct) or a feature with its actions (on an enum).
///
/// On a struct, `feature` and `action` are both given here; on an enum,
/// `feature` is, and each variant has its `#[telemetry(action = "…")]`.
/// `owner` and `purpose` are required; on an enum they serve all actions
/// unless a variant has its own. Every event, field and code has a doc comment.
///
/// | key | on | value |
/// |---|---|---|
/// | `feature`, `action` | event | 2 to 64 letters, dashes and dots, from a lowercase letter on |
/// | `version` | event | the shape of the metadata, from 0 (the default) upward |
/// | `owner` | event, feature | the team that answers for it |
/// | `purpose` | event, feature | `product-improvement`, `reliability`, `security`, `billing`, `support` or `experiment` |
/// | `stability` | event, feature | `stable` (the default) or `experimental` |
/// | `expires` | event, feature | the first day, `YYYY-MM-DD`, on which it is no longer recorded |
/// | `billing` | event | `billing(product = "…", category = "…")`: what is charged for; leaves with the event |
/// | `renamed_from` | event | the `feature.action` that it continues |
/// | `crate` | event, feature | the path of this crate when it goes by another name |
/// | `key` | field | the key, when it is not the field's name |
/// | `unit` | field | the unit's symbol, required for a `Duration` and where the key's last word asks for one |
/// | `max` | field | a larger number leaves as this one |
/// | `round` | field | to the nearest multiple of a number, or `"pow2"`: down to a power of two |
/// | `buckets` | field | lower bounds in ascending order; a number leaves as the bound below it |
/// | `private` | field | the text stays on the instance |
/// | `audited` | field | the text leaves, after a review of this declaration in `protocol/reviews.toml` |
///
/// | `allow` | field, event | `allow(T0009, reason = "…")`: waives a rule that a person can judge better |
///
/// Fields are numbers ([`MetadataValue`]), `Option` of these, or private or
/// audited `String`s. The item itself is left as it is written; its
/// documentation gains a table of what leaves, which an editor shows as well.
/// Every refusal names its rule, such as `telemetry::T0008`; the rules have
/// their pages in `docs/rules`.
pub use telemetry_macros::telemetry_event;

/// What generated code uses. Not for people: anything here changes without
/// notice, and nothing here lets text leave.
#[doc(hidden)]
pub mod __private {
    pub use core::{
        include_bytes,
        primitive::{i32, u8},
    };

    pub use crate::{
        accepted::Accepted,
        codes::CodeTable,
        context::{Client, FeatureFlag, Name},
        event::Schema,
        field::{Field, Text},
        value::{Coded, Is},
        values::Values,
    };
    pub use telemetry_macros::Event;
}
