//! One field of an event, and the proof that it may be what it is declared as.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Ident, Type, ext::IdentExt as _};
use telemetry_schema::{
    Dimension, Granularity, Kind, Privacy, TextReview, Unit,
    words::{self, UnitWord},
};

use crate::{
    attr::{self, Attrs, Place},
    report::Report,
    types::{literal_primitive, spells_duration, spells_keys},
};

/// One field of an event.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) attrs: Attrs,
    pub(crate) description: String,
    /// Of an audited text, once it is found.
    pub(crate) review: Option<TextReview>,
}

impl<'a> Field<'a> {
    pub(super) fn from_syn(field: &'a syn::Field, report: &Report) -> Option<Self> {
        Some(Self {
            ident: field.ident.as_ref()?,
            ty: &field.ty,
            attrs: Attrs::read(&field.attrs, Place::Field, report),
            description: attr::description(&field.attrs),
            review: None,
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

    /// Whether the attributes could not be read, so that nobody knows whether
    /// the field is private; already reported.
    pub(crate) fn unread(&self) -> bool {
        self.attrs.privacy().is_none()
    }

    pub(crate) fn privacy(&self) -> Privacy {
        self.attrs.privacy().unwrap_or(Privacy::Metadata)
    }

    /// Whether the field is a number, as far as its attributes say.
    pub(crate) fn is_metadata(&self) -> bool {
        self.privacy() == Privacy::Metadata
    }

    /// Whether the type is spelled as one that brings its own keys, which is
    /// reported from the tokens.
    pub(crate) fn brings_keys(&self) -> bool {
        self.is_metadata() && spells_keys(self.ty)
    }

    /// How the number is made coarser.
    pub(crate) fn granularity(&self) -> Granularity {
        self.attrs.granularity()
    }

    /// The unit that the key demands and that is not declared.
    pub(crate) fn missing_unit(&self) -> Option<UnitWord> {
        if !self.is_metadata() || self.attrs.has("unit") || spells_duration(self.ty) {
            return None;
        }
        UnitWord::of(&self.key()).filter(|word| word.demands)
    }

    /// The last word of the key, if it says something else than this unit.
    pub(crate) fn contradicted_word(&self, unit: Unit) -> Option<UnitWord> {
        UnitWord::of(&self.key()).filter(|word| !word.agrees_with(unit))
    }

    /// The part of the key that names a person, a place or a secret, if the
    /// value can leave and is more than one bit.
    pub(crate) fn identifies(&self) -> Option<String> {
        let leaves = self.privacy() != Privacy::Private && self.primitive() != Some(Kind::Bool);
        leaves.then(|| words::identifying(&self.key())).flatten()
    }

    pub(crate) fn unit(&self) -> Option<Unit> {
        self.attrs.unit.as_ref().and_then(|slot| Unit::from_symbol(&slot.value))
    }

    /// Whether something was said about the unit from the tokens alone, so that
    /// the compiler need not say it again.
    pub(crate) fn unit_reported(&self) -> bool {
        let dimension = self.unit().map(Unit::dimension);
        if self.unit().is_some_and(|unit| self.contradicted_word(unit).is_some()) {
            return true;
        }
        match spells_duration(self.ty) {
            true => dimension != Some(Dimension::Time),
            false => dimension.is_none() && self.attrs.has("unit"),
        }
    }

    /// The kind, where the tokens alone say it; otherwise only the compiler
    /// knows what the type is.
    pub(crate) fn primitive(&self) -> Option<Kind> {
        self.is_metadata().then(|| literal_primitive(self.ty)).flatten()
    }

    /// The kind of a primitive that leaves as it is.
    pub(crate) fn literal_kind(&self) -> Option<Kind> {
        self.primitive().filter(|_| self.granularity().is_exact())
    }
}

/// A field whose type only the compiler can resolve: the generated code holds
/// a proof that it may be what it is declared as, in a constant that all such
/// fields of an event share.
pub(crate) struct Proof<'a> {
    pub(crate) field: &'a Field<'a>,
    /// Of the field in the event.
    pub(crate) position: usize,
    /// Of the event in the declaration.
    pub(super) event: usize,
    /// In the constant.
    pub(super) index: usize,
}

impl Proof<'_> {
    /// The constant's name.
    pub(crate) fn constant(event: usize, span: Span) -> Ident {
        Ident::new(&format!("__FIELDS{event}"), span)
    }

    /// The proof itself.
    pub(crate) fn place(&self, span: Span) -> TokenStream {
        let constant = Self::constant(self.event, span);
        let index = syn::Index { index: self.index as u32, span };
        quote_spanned!(span=> #constant.#index)
    }
}
