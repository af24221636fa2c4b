//! The model of a declaration. Borrows from the syntax tree, keeps the tokens
//! that an error should point at, and answers questions; it holds no
//! generated code.

mod field;
mod value;

use std::{collections::BTreeSet, path::PathBuf};

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, GenericParam, Generics, Ident};
use telemetry_schema::{Billing, Date, Purpose, Stability, rules};

pub(crate) use self::{
    field::{Field, Proof},
    value::ValueEnum,
};
use crate::{
    attr::{self, Attrs, Place},
    lock::Accepted,
    report::Report,
    tokens::default_crate,
    types::{TypeForm, mentions, type_form},
};

/// A struct or enum with `#[telemetry_event]`.
pub(crate) struct Container<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) attrs: Attrs,
    pub(crate) events: Vec<Event<'a>>,
    pub(crate) krate: TokenStream,
    /// The files that decide whether the declaration builds.
    pub(crate) watched: BTreeSet<PathBuf>,
}

/// One event: the struct itself, or a variant of the enum.
pub(crate) struct Event<'a> {
    /// The struct's or variant's name.
    pub(crate) ident: &'a Ident,
    /// None for a struct.
    pub(crate) variant: Option<&'a syn::Variant>,
    pub(crate) attrs: Attrs,
    pub(crate) description: String,
    pub(crate) fields: Vec<Field<'a>>,
    /// The fields cannot stand in a pattern; somebody reports why.
    pub(crate) malformed: bool,
    /// What was accepted of it, once that is known.
    pub(crate) accepted: Accepted,
}

impl<'a> Container<'a> {
    pub(crate) fn from_syn(input: &'a DeriveInput, report: &Report) -> Self {
        let place = if matches!(input.data, Data::Enum(_)) { Place::Enum } else { Place::Struct };
        let attrs = Attrs::read(&input.attrs, place, report);
        let events = match &input.data {
            Data::Struct(data) => vec![Event::from_struct(input, data, report)],
            Data::Enum(data) => {
                data.variants.iter().map(|v| Event::from_variant(v, report)).collect()
            }
            Data::Union(data) => {
                let token = &data.union_token;
                report.error(
                    rules::FORM,
                    token,
                    "a union cannot be an event; declare a struct, or an enum with one variant per action",
                );
                Vec::new()
            }
        };
        let krate = attrs.krate.as_ref().map_or_else(default_crate, |slot| slot.value.clone());
        Self { input, attrs, events, krate, watched: BTreeSet::new() }
    }

    /// Whether this is the enum form: a feature with its actions.
    pub(crate) fn is_enum(&self) -> bool {
        matches!(self.input.data, Data::Enum(_))
    }

    /// The proofs that an event needs.
    pub(crate) fn proofs<'s>(&'s self, event: &'s Event<'a>, at: usize) -> Vec<Proof<'s>> {
        let proof = |(index, (position, field))| Proof { field, position, event: at, index };
        self.open_fields(event).enumerate().map(proof).collect()
    }

    /// The fields that need a proof, with their positions. There is none for a
    /// field that mentions a parameter of the type or brings keys of its own,
    /// which has been reported.
    pub(crate) fn open_fields<'s>(
        &'s self,
        event: &'s Event<'a>,
    ) -> impl Iterator<Item = (usize, &'s Field<'a>)> {
        event.fields.iter().enumerate().filter(move |(_, field)| {
            field.literal_kind().is_none()
                && !field.unread()
                && !field.brings_keys()
                && type_form(field.ty) == TypeForm::Named
                && self.parameter_of(field).is_none()
        })
    }

    /// The parameter of the declaration that the field mentions, if it does.
    pub(crate) fn parameter_of(&self, field: &Field<'_>) -> Option<&Ident> {
        mentions(field.ty, &parameters(&self.input.generics))
    }

    /// The feature; empty if it is missing, which has been reported.
    pub(crate) fn feature(&self) -> &str {
        self.attrs.feature.as_ref().map_or("", |slot| &slot.value)
    }

    /// The attributes that stand for an event: for a struct its own, for an
    /// enum those of the variant.
    pub(crate) fn event_attrs<'s>(&'s self, event: &'s Event<'a>) -> &'s Attrs {
        if self.is_enum() { &event.attrs } else { &self.attrs }
    }

    /// The action; empty if it is missing, which has been reported.
    pub(crate) fn action<'s>(&'s self, event: &'s Event<'a>) -> &'s str {
        self.event_attrs(event).action.as_ref().map_or("", |slot| &slot.value)
    }

    /// The version, 0 unless declared.
    pub(crate) fn version(&self, event: &Event<'_>) -> i32 {
        self.event_attrs(event).version.as_ref().map_or(0, |slot| slot.value)
    }

    /// The attributes of the declaration and of all its variants.
    pub(crate) fn all_attrs(&self) -> impl Iterator<Item = &Attrs> {
        std::iter::once(&self.attrs).chain(self.events.iter().map(|event| &event.attrs))
    }

    /// The owner: the variant's own, or the one of the feature.
    pub(crate) fn owner<'s>(&'s self, event: &'s Event<'a>) -> &'s str {
        let slot = event.attrs.owner.as_ref().or(self.attrs.owner.as_ref());
        slot.map_or("", |slot| &slot.value)
    }

    /// The purpose: the variant's own, or the one of the feature.
    pub(crate) fn purpose(&self, event: &Event<'_>) -> Option<Purpose> {
        let slot = event.attrs.purpose.as_ref().or(self.attrs.purpose.as_ref())?;
        Purpose::from_word(&slot.value)
    }

    /// The stability: the variant's own, or the one of the feature.
    pub(crate) fn stability(&self, event: &Event<'_>) -> Stability {
        let slot = event.attrs.stability.as_ref().or(self.attrs.stability.as_ref());
        slot.and_then(|slot| Stability::from_word(&slot.value)).unwrap_or_default()
    }

    /// The first day without the event: the variant's own, or the feature's.
    pub(crate) fn expires(&self, event: &Event<'_>) -> Option<Date> {
        let slot = event.attrs.expires.as_ref().or(self.attrs.expires.as_ref())?;
        Some(slot.value)
    }

    /// What is charged for.
    pub(crate) fn billing<'s>(&'s self, event: &'s Event<'a>) -> Option<&'s Billing> {
        Some(&self.event_attrs(event).billing.as_ref()?.value)
    }
}

/// The names of type parameters, lifetimes and const parameters.
fn parameters(generics: &Generics) -> Vec<&Ident> {
    generics
        .params
        .iter()
        .map(|param| match param {
            GenericParam::Type(param) => &param.ident,
            GenericParam::Lifetime(param) => &param.lifetime.ident,
            GenericParam::Const(param) => &param.ident,
        })
        .collect()
}

impl<'a> Event<'a> {
    fn from_struct(input: &'a DeriveInput, data: &'a syn::DataStruct, report: &Report) -> Self {
        Self {
            ident: &input.ident,
            variant: None,
            // A struct's attributes are its container's.
            attrs: Attrs::default(),
            description: attr::description(&input.attrs),
            malformed: is_malformed(&data.fields),
            fields: fields_from_syn(&data.fields, report),
            accepted: Accepted::default(),
        }
    }

    fn from_variant(variant: &'a syn::Variant, report: &Report) -> Self {
        Self {
            ident: &variant.ident,
            variant: Some(variant),
            attrs: Attrs::read(&variant.attrs, Place::Variant, report),
            description: attr::description(&variant.attrs),
            malformed: is_malformed(&variant.fields),
            fields: fields_from_syn(&variant.fields, report),
            accepted: Accepted::default(),
        }
    }

    /// The keys of declared fields that are no part of this build.
    pub(crate) fn absent_keys(&self, container: &Container<'_>) -> Vec<String> {
        let conditional = self.conditional(container).map(|(key, _)| key);
        let absent = conditional.filter(|key| !self.fields.iter().any(|it| it.key() == *key));
        absent.map(str::to_owned).collect()
    }

    /// Key and declaration of those fields that a condition may leave out, as
    /// the mark has them.
    pub(crate) fn conditional<'s>(
        &'s self,
        container: &'s Container<'_>,
    ) -> impl Iterator<Item = (&'s str, &'s str)> {
        let attached = container.event_attrs(self).attached.iter();
        attached.flat_map(|slot| slot.value.chunks_exact(2)).map(|pair| (&*pair[0], &*pair[1]))
    }

    /// The pattern's path: `Self` or `Self::Variant`.
    pub(crate) fn path(&self) -> TokenStream {
        let variant = self.variant.map(|variant| &variant.ident);
        match variant {
            Some(variant) => quote!(Self::#variant),
            None => quote!(Self),
        }
    }
}

/// Whether fields have no names, which is reported here, or the same name
/// twice, which the compiler reports.
fn is_malformed(fields: &syn::Fields) -> bool {
    let names: Vec<_> = fields.iter().map(|field| &field.ident).collect();
    (1..names.len()).any(|at| names[..at].contains(&names[at]))
        || matches!(fields, syn::Fields::Unnamed(_))
}

fn fields_from_syn<'a>(fields: &'a syn::Fields, report: &Report) -> Vec<Field<'a>> {
    if let syn::Fields::Unnamed(unnamed) = fields {
        report.error(
            rules::FORM,
            unnamed,
            "the fields of an event have names, which become the keys; write `{ result_count: u32 }`",
        );
    }
    fields.iter().filter_map(|field| Field::from_syn(field, report)).collect()
}
