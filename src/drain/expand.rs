//! Entries of the journal as events of the queue: what is kept of a batch, in
//! its two parts, with what the policy says. Asks nobody but what it is given,
//! and stores nothing.

use std::{iter, sync::Arc};

use bytes::Bytes;
use telemetry_core::{
    Declaration,
    journal::{Batch, Entry, SwitchedOff},
    wire::{self, Source},
};

use crate::{
    policy::{AcceptedEvents, Mode},
    queue::{Disposition, NewEvent},
};

/// What an event takes about on the wire; the buffer of a batch grows if it has
/// more.
const USUAL_BYTES: usize = 256;

/// What held when a batch was expanded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Policy {
    pub(super) mode: Mode,
    pub(super) off: Arc<SwitchedOff>,
}

/// What a batch gives the queue.
pub(super) struct Expanded {
    pub(super) events: Vec<NewEvent>,
    /// How many entries are not kept.
    pub(super) discarded: u64,
    pub(super) policy: Policy,
}

/// Expands a batch. The bytes of its events stand in one buffer, because a buffer
/// for each of them costs more than filling it.
pub(super) fn expand(
    batch: &Batch,
    source: &Source,
    policy: Policy,
    accepted: &AcceptedEvents,
) -> Expanded {
    let mut decisions = Decisions { policy: &policy, accepted, last: None };
    let decide = |entry| decisions.of(entry).map(|disposition| (entry, disposition));
    let kept: Vec<_> = batch.entries().iter().filter_map(decide).collect();
    let mut bytes = Vec::with_capacity(kept.len() * USUAL_BYTES);
    let mut end_of = |(entry, _): &(&Entry, Disposition)| {
        wire::put_event(&mut bytes, batch, entry, source);
        bytes.len()
    };
    let ends: Vec<usize> = kept.iter().map(&mut end_of).collect();
    let bytes = Bytes::from(bytes);
    let starts = iter::once(0).chain(ends.iter().copied());
    let parts = starts.zip(&ends).map(|(start, end)| bytes.slice(start..*end));
    let discarded = (batch.entries().len() - kept.len()) as u64;
    let events = kept.into_iter().zip(parts);
    let events = events.map(|((entry, disposition), part)| new_event(entry, part, disposition));
    let events = events.collect();
    Expanded { events, discarded, policy }
}

/// What the policy says of each event. Neighbours are mostly of one kind, and then
/// it is asked once.
struct Decisions<'a> {
    policy: &'a Policy,
    accepted: &'a AcceptedEvents,
    last: Option<(&'static Declaration, Option<Disposition>)>,
}

impl Decisions<'_> {
    /// None if the event is not kept.
    fn of(&mut self, entry: &Entry) -> Option<Disposition> {
        let declaration = entry.declaration();
        match self.last {
            Some((last, decision)) if std::ptr::eq(last, declaration) => decision,
            _ => self.last.insert((declaration, self.decide(declaration))).1,
        }
    }

    fn decide(&self, declaration: &Declaration) -> Option<Disposition> {
        let (schema, Policy { mode, off }) = (declaration.schema(), self.policy);
        let is_kept = *mode != Mode::Off && !off.contains(&schema.feature, &schema.action);
        is_kept.then(|| self.accepted.disposition(mode, &schema.feature, &schema.action))
    }
}

fn new_event(entry: &Entry, exportable: Bytes, disposition: Disposition) -> NewEvent {
    let schema = entry.declaration().schema();
    NewEvent {
        id: String::from_utf8_lossy(&entry.id().to_text()).into_owned(),
        recorded_at: i64::try_from(entry.recorded_at().as_micros()).unwrap_or(i64::MAX),
        feature: schema.feature.as_str().into(),
        action: schema.action.as_str().into(),
        exportable,
        local: wire::local_part(entry).map(Bytes::from),
        disposition,
    }
}
