//! An enum that is used as a value.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Data, DeriveInput};
use telemetry_schema::rules;

use crate::{
    attr::{self, Attrs, Place},
    report::Report,
    tokens::default_crate,
};

/// An enum with `#[derive(MetadataValue)]`.
pub(crate) struct ValueEnum<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) description: String,
    pub(crate) krate: TokenStream,
    pub(crate) codes: Vec<Code<'a>>,
}

/// One variant of such an enum.
pub(crate) struct Code<'a> {
    pub(crate) variant: &'a syn::Variant,
    pub(crate) description: String,
    /// The explicit code, if it is a plain integer literal.
    pub(crate) code: Option<i64>,
}

impl<'a> ValueEnum<'a> {
    pub(crate) fn from_syn(input: &'a DeriveInput, report: &Report) -> Self {
        let attrs = Attrs::read(&input.attrs, Place::ValueEnum, report);
        let codes = match &input.data {
            Data::Enum(data) => data.variants.iter().map(|v| Code::from_syn(v, report)).collect(),
            _ => {
                report.error(
                    rules::VALUE_ENUM,
                    &input.ident,
                    "only a field-less enum with explicit codes can be a metadata value; \
                     use a number, or an enum such as `enum Engine { Indexed = 1 }`",
                );
                Vec::new()
            }
        };
        Self {
            input,
            description: attr::description(&input.attrs),
            krate: attrs.krate.map_or_else(default_crate, |slot| slot.value),
            codes,
        }
    }
}

impl<'a> Code<'a> {
    fn from_syn(variant: &'a syn::Variant, report: &Report) -> Self {
        let _ = Attrs::read(&variant.attrs, Place::Code, report);
        let literal = variant
            .discriminant
            .as_ref()
            .and_then(|(_, value)| syn::parse2::<syn::LitInt>(value.to_token_stream()).ok());
        Self {
            variant,
            description: attr::description(&variant.attrs),
            code: literal.and_then(|literal| literal.base10_parse().ok()),
        }
    }
}
