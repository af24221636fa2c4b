//! The tokens of a declaration that a change is about: the value of the
//! attribute where one was written, otherwise the type or the name.

use proc_macro2::TokenStream;
use quote::ToTokens;
use telemetry_schema::compare::{self as rule, Change};

use crate::{
    ast::{Container, Event, Field},
    attr::{Attrs, Slot, Waived},
};

/// Where to show this change of the event.
pub(super) fn of(container: &Container<'_>, event: &Event<'_>, change: &Change) -> TokenStream {
    let field = change.field.as_ref();
    match field.and_then(|key| event.fields.iter().find(|field| field.key() == *key)) {
        Some(field) => of_field(field, change).unwrap_or_else(|| field.ident.to_token_stream()),
        None => of_event(container, event, change).unwrap_or_else(|| event.ident.to_token_stream()),
    }
}

fn of_field(field: &Field<'_>, change: &Change) -> Option<TokenStream> {
    let attrs = &field.attrs;
    let rounding = || tokens(&attrs.round).or_else(|| tokens(&attrs.buckets));
    let ty = || Some(field.ty.to_token_stream());
    match change.rule {
        it if it == rule::KIND || it == rule::OPTIONAL => ty(),
        it if it == rule::CODE || it == rule::CODE_RENAMED || it == rule::CODE_REMOVED => ty(),
        it if it == rule::UNIT => tokens(&attrs.unit).or_else(ty),
        it if it == rule::GRANULARITY => rounding().or_else(|| tokens(&attrs.max)),
        it if it == rule::KEY || it == rule::KEY_REUSED => Some(field.key_tokens()),
        it if it == rule::WAIVER_ADDED => waiver(&attrs.waived, change),
        _ => tokens(&attrs.audited),
    }
}

fn of_event(container: &Container<'_>, event: &Event<'_>, change: &Change) -> Option<TokenStream> {
    let attrs = container.event_attrs(event);
    // What the event says itself, or its feature for it.
    let either = |written: fn(&Attrs) -> Option<TokenStream>| {
        written(&event.attrs).or_else(|| written(&container.attrs))
    };
    match change.rule {
        it if it == rule::VERSION => tokens(&attrs.version),
        it if it == rule::PURPOSE => either(|attrs| tokens(&attrs.purpose)),
        it if it == rule::LONGER => either(|attrs| tokens(&attrs.expires)),
        it if it == rule::SAMPLED_MORE => either(|attrs| tokens(&attrs.sample)),
        it if it == rule::STABILITY => either(|attrs| tokens(&attrs.stability)),
        it if it == rule::BILLING => tokens(&attrs.billing),
        it if it == rule::RENAMED_FROM || it == rule::EVENT_RENAMED => tokens(&attrs.renamed_from),
        it if it == rule::WAIVER_ADDED => waiver(&attrs.waived, change),
        it if it == rule::SPELLING || it == rule::EVENT_REUSED || it == rule::EVENT_REVIVED => {
            tokens(&attrs.action)
        }
        _ => None,
    }
}

fn tokens<T>(slot: &Option<Slot<T>>) -> Option<TokenStream> {
    slot.as_ref().map(|slot| slot.tokens.clone())
}

fn waiver(waived: &[Waived], change: &Change) -> Option<TokenStream> {
    let named = waived.iter().find(|waived| Some(&waived.id) == change.new.as_ref());
    named.map(|waived| waived.at_rule.clone())
}
