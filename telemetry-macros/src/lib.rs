//! The macros of `telemetry-core`, which re-exports and documents them.
//!
//! A declaration passes through one file per stage: `attr` reads the
//! attributes, `ast` builds the model, `check` applies the rules of
//! `telemetry-schema`, `expand` writes the code. Problems are collected in a
//! `report::Report` on the way, so that one build shows all of them, and the
//! user's item is emitted whatever is wrong with it.

mod accepted;
mod ast;
mod attr;
mod check;
mod conditional;
mod expand;
mod forward;
mod hover;
mod lock;
mod mark;
mod named;
mod outline;
mod package;
mod record;
mod report;
mod review;
#[cfg(test)]
mod tests;
mod tokens;
mod types;
mod waivers;
mod watch;

use package::Package;
use proc_macro::TokenStream;

/// Declares the events of a feature: see `telemetry_core::telemetry_event`.
#[proc_macro_attribute]
pub fn telemetry_event(args: TokenStream, item: TokenStream) -> TokenStream {
    forward::attach(args.into(), item.into()).into()
}

/// Does the work of `#[telemetry_event]`; not to be used by itself.
#[doc(hidden)]
#[proc_macro_derive(Event, attributes(telemetry))]
pub fn derive_event(item: TokenStream) -> TokenStream {
    expand::derive_event(item.into(), &Package::of_build()).into()
}

/// Makes a field-less enum a metadata value: see `telemetry_core::MetadataValue`.
#[proc_macro_derive(MetadataValue, attributes(telemetry))]
pub fn derive_metadata_value(item: TokenStream) -> TokenStream {
    expand::derive_value(item.into()).into()
}

/// Gives a feature flag its name: see `telemetry_core::context::FeatureFlag`.
#[proc_macro_derive(FeatureFlag, attributes(telemetry))]
pub fn derive_feature_flag(item: TokenStream) -> TokenStream {
    named::derive(item.into(), named::Role::Flag).into()
}

/// Gives a client its name: see `telemetry_core::context::Client`.
#[proc_macro_derive(Client, attributes(telemetry))]
pub fn derive_client(item: TokenStream) -> TokenStream {
    named::derive(item.into(), named::Role::Client).into()
}

/// Embeds the reviews of the workspace; `telemetry_sdk::accepted!` calls it
/// with its own path.
#[doc(hidden)]
#[proc_macro]
pub fn accepted(krate: TokenStream) -> TokenStream {
    accepted::expand(&krate.into(), &Package::of_build()).into()
}
