//! The model of a declaration. Borrows from the syntax tree, keeps the tokens
//! that an error should point at, and answers questions; it holds no
//! generated code.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Ident, Type, ext::IdentExt as _};
use telemetry_schema::{Kind, Privacy, Purpose, Unit};

use crate::{
    attr::{self, Attrs, Place},
    report::Report,
    tokens::{default_crate, literal_primitive},
};

/// A struct or enum with `#[telemetry_event]`.
pub(crate) struct Container<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) attrs: Attrs,
    pub(crate) events: Vec<Event<'a>>,
    pub(crate) krate: TokenStream,
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
    /// The form of the fields is not that of an event; already reported.
    pub(crate) malformed: bool,
}

/// One field of an event.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) attrs: Attrs,
    pub(crate) description: String,
}

impl<'a> Container<'a> {
    pub(crate) fn from_syn(input: &'a DeriveInput, report: &Report) -> Self {
        let (place, events) = match &input.data {
            Data::Struct(data) => (Place::Struct, vec![Event::from_struct(input, data, report)]),
            Data::Enum(data) => {
                let events = data.variants.iter().map(|v| Event::from_variant(v, report)).collect();
                (Place::Enum, events)
            }
            Data::Union(data) => {
                report.error(
                    &data.union_token,
                    "a union cannot be an event; declare a struct, or an enum with one variant per action",
                );
                (Place::Struct, Vec::new())
            }
        };
        let attrs = Attrs::read(&input.attrs, place, report);
        let krate = attrs.krate.as_ref().map_or_else(default_crate, |slot| slot.value.clone());
        Self { input, attrs, events, krate }
    }

    /// Whether this is the enum form: a feature with its actions.
    pub(crate) fn is_enum(&self) -> bool {
        matches!(self.input.data, Data::Enum(_))
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
        let attrs = if self.is_enum() { &event.attrs } else { &self.attrs };
        attrs.version.as_ref().map_or(0, |slot| slot.value)
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
}

impl<'a> Event<'a> {
    fn from_struct(input: &'a DeriveInput, data: &'a syn::DataStruct, report: &Report) -> Self {
        Self {
            ident: &input.ident,
            variant: None,
            // A struct's attributes are its container's.
            attrs: Attrs::default(),
            description: attr::description(&input.attrs),
            malformed: matches!(data.fields, syn::Fields::Unnamed(_)),
            fields: fields_from_syn(&data.fields, report),
        }
    }

    fn from_variant(variant: &'a syn::Variant, report: &Report) -> Self {
        Self {
            ident: &variant.ident,
            variant: Some(variant),
            attrs: Attrs::read(&variant.attrs, Place::Variant, report),
            description: attr::description(&variant.attrs),
            malformed: matches!(variant.fields, syn::Fields::Unnamed(_)),
            fields: fields_from_syn(&variant.fields, report),
        }
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

fn fields_from_syn<'a>(fields: &'a syn::Fields, report: &Report) -> Vec<Field<'a>> {
    if let syn::Fields::Unnamed(unnamed) = fields {
        report.error(
            unnamed,
            "the fields of an event have names, which become the keys; write `{ result_count: u32 }`",
        );
    }
    fields.iter().filter_map(|field| Field::from_syn(field, report)).collect()
}

impl<'a> Field<'a> {
    fn from_syn(field: &'a syn::Field, report: &Report) -> Option<Self> {
        Some(Self {
            ident: field.ident.as_ref()?,
            ty: &field.ty,
            attrs: Attrs::read(&field.attrs, Place::Field, report),
            description: attr::description(&field.attrs),
        })
    }

    /// The key: written out, or the field's name.
    pub(crate) fn key(&self) -> String {
        match &self.attrs.key {
            Some(slot) => slot.value.clone(),
            None => self.ident.unraw().to_string(),
        }
    }

    /// The tokens that the key comes from.
    pub(crate) fn key_tokens(&self) -> TokenStream {
        match &self.attrs.key {
            Some(slot) => slot.tokens.clone(),
            None => self.ident.to_token_stream(),
        }
    }

    pub(crate) fn privacy(&self) -> Privacy {
        if self.attrs.private.is_some() { Privacy::Private } else { Privacy::Metadata }
    }

    pub(crate) fn unit(&self) -> Option<Unit> {
        self.attrs.unit.as_ref().and_then(|slot| Unit::from_symbol(&slot.value))
    }

    /// The kind, where the tokens alone say it; otherwise only the compiler
    /// knows what the type is.
    pub(crate) fn literal_kind(&self) -> Option<Kind> {
        match self.privacy() {
            Privacy::Metadata => literal_primitive(self.ty),
            Privacy::Private => None,
        }
    }
}

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
