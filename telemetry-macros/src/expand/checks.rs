//! The checks of one field that need the resolved type: its own, and that it is
//! what was accepted.
//!
//! ```text
//! const _: () = __FIELDS0.0.in_time();
//! const _: () = __FIELDS0.0.accepted(14, false);
//! ```
//!
//! Each panics when it fails, in a constant of its own, so that one mistake
//! hides no other, and begins and ends where the type does, so that the compiler
//! shows exactly that. Each costs the compiler as much as a small function, so
//! what another one implies is not checked: a type that is of the accepted kind
//! needs no check that this kind passes.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use telemetry_schema::{Dimension, Kind, Unit, lock::LockedField, rules};

use crate::{
    ast::{Container, Event, Field, Proof},
    check::{identity_message, missing_message},
    lock::encoded_codes,
    tokens::ends,
    types::ungroup,
};

pub(super) fn expand(
    container: &Container<'_>,
    event: &Event<'_>,
    proof: &Proof<'_>,
) -> Vec<TokenStream> {
    let locked = event.accepted.field(&proof.field.key());
    let mut checks = Vec::new();
    if proof.field.is_metadata() {
        let own = own_checks(container, event, proof.field).into_iter();
        let own = own.filter(|own| !locked.is_some_and(|it| own.is_passed_by(it.schema.kind)));
        checks.extend(own.map(|own| check(proof, own.method(), &own.argument())));
    }
    checks.extend(locked.map(|locked| accepted(proof, locked)));
    checks
}

/// A check of the type alone; some carry the message that says what is wrong.
enum Own {
    Plain,
    InTime,
    InUnit,
    Coded(String),
    Rounded,
}

impl Own {
    fn method(&self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::InTime => "in_time",
            Self::InUnit => "in_unit",
            Self::Coded(_) => "coded",
            Self::Rounded => "rounded",
        }
    }

    fn argument(&self) -> TokenStream {
        match self {
            Self::Coded(message) => message.to_token_stream(),
            _ => quote!(),
        }
    }

    /// Whether every type of this kind passes.
    fn is_passed_by(&self, kind: Kind) -> bool {
        let coded = matches!(kind, Kind::Enum | Kind::Bool);
        match self {
            Self::Plain => kind != Kind::Duration,
            Self::InTime => !coded,
            Self::InUnit => !coded && kind != Kind::Duration,
            Self::Coded(_) => coded,
            // It also looks at the numbers.
            Self::Rounded => false,
        }
    }
}

fn own_checks(container: &Container<'_>, event: &Event<'_>, field: &Field<'_>) -> Vec<Own> {
    if field.primitive().is_some() {
        return Vec::new();
    }
    let mut checks: Vec<_> = unit_check(field).into_iter().collect();
    if !field.granularity().is_exact() {
        checks.push(Own::Rounded);
    }
    let identity = identity_message(container, event, field);
    checks.extend(identity.map(|it| Own::Coded(rules::IDENTIFYING_KEY.message(it))));
    checks
}

/// The check that the unit suits the type, unless the tokens told already.
fn unit_check(field: &Field<'_>) -> Option<Own> {
    if field.unit_reported() {
        return None;
    }
    Some(match (field.unit().map(Unit::dimension), missing_message(field)) {
        (None, Some(message)) => Own::Coded(rules::UNIT.message(message)),
        (None, None) => Own::Plain,
        (Some(Dimension::Time), _) => Own::InTime,
        (Some(_), _) => Own::InUnit,
    })
}

/// The comparison with what was accepted of the field.
fn accepted(proof: &Proof<'_>, locked: &LockedField) -> TokenStream {
    let (kind, optional) = (locked.schema.kind, locked.schema.optional);
    // A text has no codes; that there were some is seen by the kind.
    let table = locked.table.as_ref().filter(|_| proof.field.is_metadata());
    let known = match table.map(encoded_codes) {
        Some((codes, fingerprint)) => {
            let codes = Literal::byte_string(&codes);
            let fingerprint = Literal::u64_unsuffixed(fingerprint);
            quote!(#codes, #fingerprint)
        }
        None => Literal::u8_unsuffixed(kind.code()).to_token_stream(),
    };
    match (locked.is_live(), table) {
        (true, None) => check(proof, "accepted", &quote!(#known, #optional)),
        (true, Some(_)) => check(proof, "accepted_codes", &quote!(#known, #optional)),
        (false, None) => check(proof, "reused", &known),
        (false, Some(_)) => check(proof, "reused_codes", &known),
    }
}

fn check(proof: &Proof<'_>, method: &str, arguments: &TokenStream) -> TokenStream {
    let (first, last) = ends(ungroup(proof.field.ty));
    let (place, method) = (proof.place(first), Ident::new(method, last));
    let check = quote_spanned!(last=> #place.#method(#arguments));
    quote!(const _: () = #check;)
}
