//! Makes the compiler build a crate again when a file changes that its
//! declarations were judged by.
//!
//! A file that is included is one that Cargo looks at. Each time the compiler
//! reads the file, so the first declaration of a crate that a file decides
//! about includes it for all of them. What is included is the value of a
//! function that nobody calls: of a constant the compiler would keep the value,
//! and the library of a crate with ten thousand events would hold their lock
//! twice.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A function that includes those of the files that nothing of this crate
/// includes yet. It stands where `__private` is the core crate's.
pub(crate) fn expand(files: &BTreeSet<PathBuf>) -> TokenStream {
    // The compiler is one process for each crate.
    static WATCHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let mut watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    let new = files.iter().filter(|path| watched.insert(PathBuf::clone(path)));
    let new: Vec<_> = new.map(|path| path.to_string_lossy()).collect();
    if new.is_empty() {
        return quote!();
    }
    let count = Literal::usize_unsuffixed(new.len());
    quote! {
        fn __watched() -> [&'static [__private::u8]; #count] {
            [#(__private::include_bytes!(#new)),*]
        }
    }
}
