//! `#[derive(FeatureFlag)]` and `#[derive(Client)]`: a unit struct and the name
//! that it stands for. Small enough to be read, checked and written in one
//! file; the attribute is read like every other.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput};
use telemetry_schema::{names, rules};

use crate::{
    attr::{Attrs, Place},
    report::Report,
    tokens::default_crate,
};

/// What a name is given to.
#[derive(Clone, Copy)]
pub(crate) enum Role {
    Flag,
    Client,
}

impl Role {
    const fn place(self) -> Place {
        match self {
            Self::Flag => Place::Flag,
            Self::Client => Place::Client,
        }
    }

    /// How a declaration begins.
    const fn example(self) -> &'static str {
        match self {
            Self::Flag => "#[telemetry(name = \"fast-index\")] struct FastIndex;",
            Self::Client => "#[telemetry(name = \"web\")] struct Web;",
        }
    }

    fn implemented(self) -> TokenStream {
        match self {
            Self::Flag => quote!(FeatureFlag),
            Self::Client => quote!(Client),
        }
    }
}

pub(crate) fn derive(item: TokenStream, role: Role) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let report = Report::new();
    let attrs = Attrs::read(&input.attrs, role.place(), &report);
    check_form(&input, role, &report);
    check_generics(&input, role, &report);
    check_name(&input, &attrs, role, &report);
    let code = expand(&input, &attrs, role, report.is_clean());
    let errors = report.finish();
    quote!(#errors #code)
}

fn check_form(input: &DeriveInput, role: Role, report: &Report) {
    let at = match &input.data {
        Data::Struct(data) if matches!(data.fields, syn::Fields::Unit) => return,
        Data::Struct(data) => data.fields.to_token_stream(),
        Data::Enum(data) => data.enum_token.to_token_stream(),
        Data::Union(data) => data.union_token.to_token_stream(),
    };
    let message = format!("{} is a unit struct; write `{}`", role.place().noun(), role.example());
    report.error(rules::FORM, at, message);
}

/// One type is one name; with parameters it would be a family of them, from
/// which the running program could choose.
fn check_generics(input: &DeriveInput, role: Role, report: &Report) {
    if !input.generics.params.is_empty() {
        let message = format!(
            "{} has no type parameters, lifetimes or const generics; remove them and declare one type for each name",
            role.place().noun()
        );
        report.error(rules::FORM, &input.generics.params, message);
    }
}

fn check_name(input: &DeriveInput, attrs: &Attrs, role: Role, report: &Report) {
    match &attrs.name {
        Some(name) if !names::is_context_name(&name.value) => report.error(
            rules::NAME,
            &name.tokens,
            format!(
                "the name of {} has 1 to {} ASCII letters, digits, dots, dashes and underscores; choose another",
                role.place().noun(),
                names::MAX_CONTEXT_NAME,
            ),
        ),
        None if !attrs.has("name") => report.error(
            rules::NAME,
            &input.ident,
            format!("{} has a name; write `{}`", role.place().noun(), role.example()),
        ),
        _ => {}
    }
}

/// With mistakes the implementation is there all the same, under a name that
/// stands in for the real one, so that its users have no errors of their own.
fn expand(input: &DeriveInput, attrs: &Attrs, role: Role, clean: bool) -> TokenStream {
    let krate = attrs.krate.as_ref().map_or_else(default_crate, |slot| slot.value.clone());
    let name = attrs.name.as_ref().filter(|_| clean).map_or("mistaken", |slot| &slot.value);
    let implemented = role.implemented();
    let ident = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    quote! {
        const _: () = {
            use #krate::__private;
            #[automatically_derived]
            unsafe impl #generics __private::#implemented for #ident #arguments #bounds {
                const NAME: __private::Name = __private::Name::declare(#name);
            }
        };
    }
}
