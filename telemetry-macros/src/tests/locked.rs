//! What the comparison with the lock says, and at which tokens. The changes
//! themselves are tested in `telemetry-schema`, and with the compiler in
//! `tests/lock`.

use std::fs;

use proc_macro2::TokenStream;
use quote::quote;
use telemetry_schema::{
    Catalog,
    lock::{Declared, Lock, lock_path},
};
use tempfile::TempDir;

use super::{fresh, package};
use crate::expand;

fn declared(field: &TokenStream) -> TokenStream {
    quote! {
        /// A search was made.
        #[telemetry(feature = "search", action = "made", version = 1, owner = "search-team", purpose = "support")]
        #[telemetry(__attached)]
        struct Made {
            #field
        }
    }
}

/// A workspace with this text as the lock of the feature.
fn workspace(lock: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("Cargo.toml"), "[workspace]\n").expect("a manifest");
    fs::create_dir_all(folder.path().join("protocol/events")).expect("a folder");
    fs::write(folder.path().join(lock_path("search")), lock).expect("a lock");
    folder
}

/// A workspace that has accepted the declaration with this field.
fn accepted(field: &TokenStream) -> TempDir {
    let code = expand::derive_event(declared(field), &fresh("shop")).to_string();
    let record = code.split("= * b\"").nth(1).and_then(|rest| rest.split("\" ;").next());
    let record: TokenStream =
        format!("b\"{}\"", record.expect("a record")).parse().expect("a literal");
    let record = syn::parse2::<syn::LitByteStr>(record).expect("a literal").value();
    let catalog = Catalog::decode(&record).expect("a record");
    let declared: Vec<Declared<'_>> = catalog.events().iter().map(Declared::from).collect();
    let lock = Lock::merge_accept(&Lock::default(), &declared);
    workspace(&lock.features["search"].write("search"))
}

fn against(workspace: &TempDir, field: &TokenStream) -> String {
    expand::derive_event(declared(field), &package("shop", workspace.path())).to_string()
}

#[test]
fn what_was_accepted_builds_and_is_watched() {
    let field = quote!(#[doc = "How many."] count: u32);
    let workspace = accepted(&field);
    let code = against(&workspace, &field);
    assert!(!code.contains("compile_error"), "{code}");
    assert!(code.contains("protocol/events/search.proto"), "not watched: {code}");
}

#[test]
fn another_kind_is_refused_with_both_values_and_the_rule() {
    let workspace = accepted(&quote!(#[doc = "How many."] count: u32));
    let code = against(&workspace, &quote!(#[doc = "How many."] count: u64));
    let message = "the kind of a key never changes (accepted: u32; declared: u64); leave this key \
                   as it was and add a new one beside it [telemetry::C0005, wire, deny]";
    assert!(code.contains(message), "{code}");
}

#[test]
fn what_is_free_builds() {
    let workspace = accepted(&quote!(#[doc = "How many."] count: u32));
    let code = against(&workspace, &quote!(#[doc = "How many there were."] count: u32));
    assert!(!code.contains("compile_error"), "{code}");
}

#[test]
fn t0023_fires_for_a_lock_that_was_edited() {
    let field = quote!(#[doc = "How many."] count: u32);
    let code = against(&workspace("syntax = \"proto3\";\n"), &field);
    assert!(code.contains("protocol/events/search.proto:1:1"), "{code}");
    assert!(code.contains("[telemetry::T0023]"), "{code}");
}

#[test]
fn t0023_is_silent_without_a_lock() {
    let field = quote!(#[doc = "How many."] count: u32);
    let code = expand::derive_event(declared(&field), &fresh("shop")).to_string();
    assert!(!code.contains("compile_error"), "{code}");
}

#[test]
fn a_build_for_accepting_compares_nothing_and_says_so() {
    let field = quote!(#[doc = "How many."] count: u32);
    let workspace = workspace("damaged");
    let mut package = package("shop", workspace.path());
    package.unaccepted = true;
    let code = expand::derive_event(declared(&field), &package).to_string();
    assert!(!code.contains("compile_error"), "{code}");
}
