//! Writes the code. Each derive is: parse, check, emit the problems, emit the
//! implementation.
//!
//! With problems the implementation is emitted all the same, with an empty
//! schema: the rest of the program then has no second wave of errors, and the
//! types of the fields are still checked in the same build.

mod checks;
mod event;
mod proof;
mod schema;
mod value;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::{
    ast::{Container, ValueEnum},
    check, lock, mark,
    package::Package,
    report::Report,
    review,
};

pub(crate) fn derive_event(item: TokenStream, package: &Package) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    if let Some(refusal) = mark::refuse_unless_attached_once(&input) {
        return refusal;
    }
    let report = Report::new();
    let mut container = Container::from_syn(&input, &report);
    check::check_container(&container, &report);
    review::attach(&mut container, package, &report);
    lock::check(&mut container, package, &report);
    let code = if report.is_clean() {
        event::expand(&container, package)
    } else {
        event::expand_fallback(&container)
    };
    let errors = report.finish();
    quote!(#errors #code)
}

pub(crate) fn derive_value(item: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    if let Some(refusal) = mark::refuse_both_roles(&input) {
        return refusal;
    }
    let report = Report::new();
    let value = ValueEnum::from_syn(&input, &report);
    check::check_value_enum(&value, &report);
    let code =
        if report.is_clean() { value::expand(&value) } else { value::expand_fallback(&value) };
    let errors = report.finish();
    quote!(#errors #code)
}
