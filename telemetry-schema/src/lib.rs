//! What an event is: its names, kinds, units and purposes, the schema of one
//! declaration and the catalog of a program.
//!
//! This crate is the one set of rules that the macros, the run-time catalog,
//! the gateway and the tools share. It holds no macros. Without features it
//! does no I/O and has no dependencies; each feature adds one small dependency
//! for those who need it, and only `workspace`, with the feature
//! `reviews`, reads files.

pub mod audit;
mod budget;
mod catalog;
mod codec;
pub mod compare;
mod date;
#[cfg(feature = "hash")]
mod definition;
mod granularity;
mod hash;
mod kind;
pub mod lint;
pub mod lock;
mod model;
pub mod names;
#[cfg(feature = "reviews")]
mod position;
mod purpose;
#[cfg(feature = "reviews")]
pub mod reviews;
pub mod rules;
mod suggest;
mod template;
mod unit;
pub mod words;
#[cfg(feature = "reviews")]
pub mod workspace;

pub use budget::{MAX_SIZE, worst_case_size};
pub use catalog::{Catalog, CatalogError};
pub use codec::{DecodeError, catalog_entries, put_bytes_field, put_varint, varint_len};
pub use date::{Date, DateError, days_of_clock};
pub use granularity::{Granularity, GranularityProblem, MAX_BUCKETS, MIN_BUCKETS, Rounding};
pub use hash::{DefinitionHash, HashError};
pub use kind::{Kind, Privacy};
pub use model::{
    Billing, EnumCode, EnumSchema, EventSchema, FieldSchema, Stability, TextReview, Waiver,
};
pub use purpose::Purpose;
pub use suggest::nearest;
pub use template::Template;
pub use unit::{Dimension, Unit};

/// The most fields that one event may have.
///
/// Keeps the worst case of an event (64 keys of 64 characters) well under the
/// size of a message and lets a set of fields be held in one machine word.
pub const MAX_FIELDS: usize = 64;
