//! Makes the compiler build a crate again when a file changes that its
//! declarations were judged by.
//!
//! A file that is included is one that Cargo looks at. What is included has no
//! use and costs the program nothing, but each time the compiler reads the
//! file; so the first declaration of a crate that a file decides about includes
//! it for all of them.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use proc_macro2::TokenStream;
use quote::quote;

/// Constants that include those of the files that nothing of this crate
/// includes yet. They stand where `__private` is the core crate's.
pub(crate) fn expand(files: &BTreeSet<PathBuf>) -> TokenStream {
    // The compiler is one process for each crate.
    static WATCHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let mut watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    let new = files.iter().filter(|path| watched.insert(PathBuf::clone(path)));
    new.map(|path| {
        let path = path.to_string_lossy();
        quote!(
            const _: &[__private::u8] = __private::include_bytes!(#path);
        )
    })
    .collect()
}
