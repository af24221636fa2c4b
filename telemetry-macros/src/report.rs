//! Collects what is wrong, so that one build reports every mistake.

use proc_macro2::TokenStream;
use quote::ToTokens;
use telemetry_schema::rules::Rule;

/// The problems of one declaration, in the order in which they were found.
///
/// Interior mutability lets every stage report through a shared reference.
/// Dropping a report that was never looked at is a bug in this crate.
pub(crate) struct Report {
    errors: std::cell::RefCell<Option<Vec<syn::Error>>>,
}

impl Report {
    pub(crate) fn new() -> Self {
        Self { errors: std::cell::RefCell::new(Some(Vec::new())) }
    }

    /// Reports at exactly these tokens that this rule is broken.
    pub(crate) fn error(&self, rule: &Rule, at: impl ToTokens, message: impl std::fmt::Display) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(syn::Error::new_spanned(at, rule.message(visible(&message.to_string()))));
        }
    }

    /// Reports at exactly these tokens what has changed since it was accepted.
    pub(crate) fn change(&self, at: impl ToTokens, message: &str) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(syn::Error::new_spanned(at, visible(message)));
        }
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.errors.borrow().as_ref().is_none_or(Vec::is_empty)
    }

    /// The `compile_error!` calls for everything that was reported.
    pub(crate) fn finish(self) -> TokenStream {
        let errors = self.errors.borrow_mut().take().unwrap_or_default();
        errors.iter().map(syn::Error::to_compile_error).collect()
    }
}

/// A message may repeat what the user wrote; what is not to be seen on a screen
/// is shown by its number.
fn visible(message: &str) -> String {
    let shown = |c: char| c == '\n' || !telemetry_schema::names::is_unseen(c);
    let mut visible = String::with_capacity(message.len());
    for c in message.chars() {
        if shown(c) { visible.push(c) } else { visible.extend(c.escape_unicode()) }
    }
    visible
}

impl Drop for Report {
    fn drop(&mut self) {
        if self.errors.borrow().is_some() && !std::thread::panicking() {
            panic!("a report of problems was dropped unread");
        }
    }
}
