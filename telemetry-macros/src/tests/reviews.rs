//! What a review lets through beside an identity. The rest of what reviews do
//! is tested by building packages that have some.

use std::{fs, path::Path};

use proc_macro2::TokenStream;
use quote::quote;
use tempfile::TempDir;

use super::{fresh, package};
use crate::expand;

/// A text beside a number that may say who it was; what is written for it,
/// errors before code.
fn beside_an_identity() -> TokenStream {
    quote! {
        /// A search was made.
        #[telemetry(feature = "search", action = "made", owner = "search-team", purpose = "support")]
        #[telemetry(__attached)]
        struct Made {
            /// The language filter.
            #[telemetry(audited)]
            language: String,
            /// The number of the account.
            #[telemetry(allow(T0009, reason = "support asks for it"))]
            account_id: u32,
        }
    }
}

fn of(item: &TokenStream, workspace: &Path) -> String {
    expand::derive_event(item.clone(), &package("shop", workspace)).to_string()
}

fn expanded(workspace: &Path) -> String {
    of(&beside_an_identity(), workspace)
}

/// A workspace with a review of the text, with or without a user.
fn reviewed(with_user: bool) -> TempDir {
    reviewed_for(&beside_an_identity(), with_user)
}

fn reviewed_for(item: &TokenStream, with_user: bool) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("a file");
    write("Cargo.toml", "[workspace]\n");
    let message = of(item, dir.path());
    let hash = message.split("sha256:").nth(1).expect("the entry to complete").get(..64);
    fs::create_dir(dir.path().join("protocol")).expect("a folder");
    write(
        "protocol/reviews.toml",
        &format!(
            "[[audited]]\nfeature = \"search\"\naction = \"made\"\nfield = \"language\"\n\
             definition = \"sha256:{}\"\nreason = \"a closed list\"\nmax_bytes = 8\n\
             values = [\"rust\"]\nwith_user = {with_user}\nreviewer = \"privacy-team\"\n\
             link = \"https://example.com/1\"\ndate = \"2026-11-01\"\nexpires = \"2027-11-01\"\n",
            hash.expect("64 digits")
        ),
    );
    dir
}

#[test]
fn t0012_fires_for_a_text_beside_an_identity() {
    let code = expanded(reviewed(false).path());
    assert!(code.contains("would leave together with `account_id`"), "{code}");
    assert!(code.contains("[telemetry::T0012]"), "{code}");
}

/// A key that names a person is an identity only where a waiver lets it pass:
/// for an enum it is one of a few codes.
#[test]
fn t0012_is_silent_for_a_code_beside_a_text() {
    let declared = || {
        quote! {
            /// A search was made.
            #[telemetry(feature = "search", action = "made", owner = "search-team", purpose = "support")]
            #[telemetry(__attached)]
            struct Made {
                /// The language filter.
                #[telemetry(audited)]
                language: String,
                /// Which kind of account.
                account_id: AccountKind,
            }
        }
    };
    let code = of(&declared(), reviewed_for(&declared(), false).path());
    assert!(!code.contains("compile_error"), "{code}");
}

#[test]
fn t0012_is_silent_where_the_review_says_so() {
    let code = expanded(reviewed(true).path());
    assert!(!code.contains("compile_error"), "{code}");
}

/// One review serves every build: what a condition may leave out counts as it is
/// written, whether it is there or not, and an edit of it voids the review.
#[test]
fn the_hash_does_not_depend_on_what_a_condition_leaves_out() {
    let declared = |mark: TokenStream, field: TokenStream| {
        quote! {
            /// A search was made.
            #[telemetry(feature = "search", action = "made", owner = "search-team", purpose = "support")]
            #[telemetry(#mark)]
            struct Made {
                /// The language filter.
                #[telemetry(audited)]
                language: String,
                #field
            }
        }
    };
    let hash = |mark: TokenStream, field: TokenStream| {
        let message = expand::derive_event(declared(mark, field), &fresh("shop")).to_string();
        message.split("sha256:").nth(1).and_then(|it| it.get(..64)).expect("a hash").to_owned()
    };
    let mark = || quote!(__attached("load", "unix\nHow busy.\nload\nf64"));
    let there = hash(mark(), quote!(#[doc = "How busy."] load: f64));
    assert_eq!(there, hash(mark(), quote!()));
    assert_ne!(there, hash(quote!(__attached("load", "unix\nHow busy.\nload\nu64")), quote!()));
    assert_ne!(there, hash(quote!(__attached), quote!(#[doc = "How busy."] load: f64)));
}
