//! Embeds what the application's workspace has decided into the application.
//!
//! Depends on [`telemetry_schema::workspace`] for where the decisions are and
//! how they are read. It judges no event: that happens when the program
//! starts, where the events of all its libraries are known.

use std::path::Path;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use telemetry_schema::{
    lock::{LOCK_FOLDER, LockIndex, lock_path},
    reviews::{REVIEWS_PATH, Reviews},
    rules::{self, Rule},
    workspace,
};

use crate::package::Package;

/// The value that holds the lock and the reviews, or what is wrong with them.
/// `krate` is the path of `telemetry-sdk`.
pub(crate) fn expand(krate: &TokenStream, package: &Package) -> TokenStream {
    // What is built to learn what there is to accept has accepted nothing.
    if package.unaccepted {
        return quote!(#krate::Accepted::default());
    }
    match embedded(krate, package) {
        Ok(accepted) => accepted,
        Err((rule, problem)) => {
            syn::Error::new(Span::call_site(), rule.message(problem)).to_compile_error()
        }
    }
}

type Problem = (&'static Rule, String);

/// The files, included by the compiler, which thereby builds again when they
/// change. A new file of the lock comes with a touch of the reviews.
fn embedded(krate: &TokenStream, package: &Package) -> Result<TokenStream, Problem> {
    let unlocked = |problem: String| (rules::LOCK, problem);
    let root = workspace::root(&package.manifest_dir).map_err(|it| unlocked(it.to_string()))?;
    if !root.join(LOCK_FOLDER).exists() {
        return Err(unlocked(nothing_accepted(LOCK_FOLDER)));
    }
    let features =
        workspace::locked_features(&root).map_err(|problem| unlocked(problem.to_string()))?;
    let mut files = Vec::new();
    for feature in features {
        let file = lock_path(&feature);
        let text = read(&root, &file).map_err(unlocked)?;
        LockIndex::new(feature.clone(), text).map_err(|problem| unlocked(problem.to_string()))?;
        let file = included(krate, &root, &file);
        files.push(quote!((#feature, #file)));
    }
    let reviews = reviews(&root).map_err(|problem| (rules::AUDITED_TEXT, problem))?;
    let reviews = included(krate, &root, reviews);
    let version = quote!(#krate::__private::env!("CARGO_PKG_VERSION"));
    Ok(quote!(#krate::Accepted::embedded(&[#(#files),*], #reviews, #version)))
}

/// The path of the reviews, which have been read.
fn reviews(root: &Path) -> Result<&'static str, String> {
    let text = read(root, REVIEWS_PATH)?;
    Reviews::parse(&text).map_err(|problem| problem.to_string())?;
    Ok(REVIEWS_PATH)
}

fn read(root: &Path, file: &str) -> Result<String, String> {
    let text = workspace::read(root, file).map_err(|problem| problem.to_string())?;
    text.ok_or_else(|| nothing_accepted(file))
}

fn nothing_accepted(missing: &str) -> String {
    format!(
        "`{missing}` is missing in the workspace of this application, which decides there what may \
         leave; run `cargo telemetry accept`, review what it writes and commit it"
    )
}

fn included(krate: &TokenStream, root: &Path, file: &str) -> TokenStream {
    // A path that is no text is one that the compiler would not find.
    let path = root.join(file);
    let path = path.to_string_lossy();
    quote!(#krate::__private::include_str!(#path))
}
