//! What declarations become. Each file below `snapshots/` is the declaration
//! and the code that is written for it, and can be read as documentation.
//! After a deliberate change: `UPDATE_EXPECT=1 cargo test -p telemetry-macros`,
//! then read the difference.

use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use quote::quote;

use super::fresh;
use crate::{expand, forward, named};

fn pretty(code: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(code).expect("code that parses"))
}

/// The declaration as the user writes it, and what follows it.
fn event(args: TokenStream, item: TokenStream, expected: ExpectFile) {
    let declaration = pretty(quote!(#[telemetry_event(#args)] #item));
    // The derive does not see itself.
    let forwarded = forward::attach(args, item).into_iter().skip(2).collect();
    let code = expand::derive_event(forwarded, &fresh("code_search"));
    expected.assert_eq(&format!("{declaration}\n{}", pretty(code)));
}

fn value(item: TokenStream, expected: ExpectFile) {
    let declaration = pretty(quote!(#[derive(MetadataValue)] #item));
    let code = expand::derive_value(item);
    expected.assert_eq(&format!("{declaration}\n{}", pretty(code)));
}

#[test]
fn attribute() {
    let args = quote!(feature = "search", action = "made", crate = facade::telemetry);
    let item = quote! {
        /// A search was made.
        #[derive(Debug)]
        pub struct Made;
    };
    let code = pretty(forward::attach(args, item));
    expect_file!["../../snapshots/attribute.rs"].assert_eq(&code);
}

/// What a reader sees of every kind of field.
#[test]
fn hover_of_a_struct() {
    let args = quote!(
        feature = "search",
        action = "made",
        version = 2,
        owner = "search-team",
        purpose = "reliability"
    );
    let item = quote! {
        /// A search was made.
        #[derive(Debug)]
        pub(crate) struct Made {
            /// How many results were found.
            pub result_count: u32,
            /// Time until the first result.
            #[telemetry(unit = "ms", round = 10, max = 60_000)]
            latency: std::collections::HashMap<A, fn(B) -> C>,
            /// How many bytes were read.
            #[telemetry(unit = "B", key = "bytesRead")]
            #[telemetry(round = "pow2")]
            bytes: u64,
            /// Only here.
            #[cfg(unix)]
            #[telemetry(buckets = [0, 10, 100])]
            r#type: Option<u32>,
            /// What was typed.
            #[telemetry(private, key = "theQuery")]
            query: String,
            /// The language of the file.
            #[telemetry(audited)]
            language: String,
            /// Perhaps a text.
            #[cfg_attr(unix, telemetry(private))]
            perhaps: u32,
            /// Half typed.
            #[telemetry(private =)]
            half: u32,
            /// With what could be more than itself.
            #[telemetry(key = "[a](b) | <c> `d`")]
            odd: u32,
        }
    };
    let code = pretty(forward::attach(args, item));
    expect_file!["../../snapshots/hover_of_a_struct.rs"].assert_eq(&code);
}

#[test]
fn hover_of_an_enum() {
    let args = quote!(feature = "search", owner = "search-team", purpose = "reliability");
    let item = quote! {
        /// Search in code.
        pub enum Search {
            /// The results were shown.
            #[telemetry(action = "resultsShown", version = 2)]
            Shown {
                /// How many.
                count: u32,
            },
            /// The search failed.
            #[telemetry(action = "failed", owner = "index-team", purpose = "support")]
            Failed,
            /// Not understood.
            #[cfg_attr(unix, telemetry(action = "other"))]
            Other { count: u32 }
        }
    };
    let code = pretty(forward::attach(args, item));
    expect_file!["../../snapshots/hover_of_an_enum.rs"].assert_eq(&code);
}

#[test]
fn primitives() {
    event(
        quote!(feature = "search", action = "made", owner = "search-team", purpose = "reliability"),
        quote! {
            /// A search was made.
            struct Made {
                /// How many results were found.
                result_count: u32,
                /// How well the best one matched.
                #[telemetry(key = "bestScore")]
                score: f64,
            }
        },
        expect_file!["../../snapshots/primitives.rs"],
    );
}

#[test]
fn resolved_types() {
    event(
        quote!(feature = "search", action = "made", owner = "search-team", purpose = "reliability"),
        quote! {
            /// A search was made.
            struct Made {
                /// Time until the first result.
                #[telemetry(unit = "ms")]
                latency: Duration,
                /// Which engine answered.
                engine: Option<Engine>,
                /// What was typed.
                #[telemetry(private)]
                query: String,
            }
        },
        expect_file!["../../snapshots/resolved_types.rs"],
    );
}

#[test]
fn actions() {
    event(
        quote!(feature = "search", owner = "search-team", purpose = "reliability"),
        quote! {
            /// Search in code.
            pub enum Search {
                /// The results were shown.
                #[telemetry(action = "resultsShown", version = 2)]
                Shown {
                    /// How many.
                    count: u32,
                },
                /// The search failed.
                #[telemetry(action = "failed", owner = "index-team")]
                Failed,
            }
        },
        expect_file!["../../snapshots/actions.rs"],
    );
}

#[test]
fn value_enum() {
    value(
        quote! {
            /// Which engine answered.
            enum Engine {
                /// Trigram index.
                Indexed = 1,
                /// Scan of the working tree.
                Unindexed = 2,
            }
        },
        expect_file!["../../snapshots/value_enum.rs"],
    );
}

#[test]
fn feature_flag() {
    let item = quote! {
        #[telemetry(name = "fast-index")]
        struct FastIndex;
    };
    let declaration = pretty(quote!(#[derive(FeatureFlag)] #item));
    let code = pretty(named::derive(item, named::Role::Flag));
    expect_file!["../../snapshots/feature_flag.rs"].assert_eq(&format!("{declaration}\n{code}"));
}

#[test]
fn mistakes() {
    event(
        quote!(feature = "Search", action = "made", owner = "search-team"),
        quote! {
            /// A search was made.
            struct Made {
                count: u32,
                /// What was typed.
                query: String,
            }
        },
        expect_file!["../../snapshots/mistakes.rs"],
    );
}
