//! Records the events of one declaration.

use std::{fmt, marker::PhantomData, sync::Arc};

use crate::{
    Declaration, Event,
    event::Schema,
    journal::{
        Journal,
        clock::Counter,
        local::{self, Entrance, Held, Local},
        raw::processor_counter,
        switch::{Answer, Gate, variant},
    },
    sampling::Chance,
    section,
    values::{Handed, Kinds},
    words::Checksum,
};

/// Records events of the type `E`. Kept by the feature that declares them;
/// cheap to clone, and may be used from any thread.
pub struct Recorder<E> {
    inner: Inner,
    event: PhantomData<fn(E)>,
}

impl<E: Event> Recorder<E> {
    /// A recorder into this journal. Applications get theirs from the
    /// pipeline's `telemetry.recorder()`, tests from
    /// [`Capture::recorder`](crate::testing::Capture::recorder).
    #[must_use]
    pub fn new(journal: &Journal) -> Self {
        Self { inner: Inner::new(journal, E::SCHEMAS), event: PhantomData }
    }

    /// Records an event that happened now.
    ///
    /// Never waits for a disk or a network, never panics and never fails the
    /// caller. What cannot be kept is counted by reason and can be seen in
    /// [`Losses`](crate::journal::Losses). Of an event that is declared with a
    /// sample rate, so many are recorded, chosen at random; the others are
    /// counted in [`Journal::sampled_out`].
    #[inline]
    pub fn record(&self, event: E) {
        let answer = self.inner.gate.ask(&event);
        match answer {
            Answer::On => {}
            Answer::Off => return,
            Answer::Unclear if self.inner.refuses() => return,
            Answer::Unclear => {}
        }
        let mut local = local::take();
        let mut values = local.values(self.inner.entrance);
        event.hand_over(&mut values);
        let handed @ Handed { schema, kinds, sum } = values.end();
        if answer == Answer::On {
            self.inner.keep(local, schema, kinds, sum);
        } else {
            self.inner.keep_unless_off(local, handed, variant(&event));
        }
    }
}

/// The part that is the same for all events, so that it is compiled once.
#[derive(Clone)]
struct Inner {
    /// Whether to record.
    gate: Gate,
    journal: Journal,
    /// As is this.
    entrance: Entrance,
    /// Empty if the declaration is not one that the macro wrote.
    events: Arc<[Known]>,
}

/// One event of a recorder.
struct Known {
    /// The kinds of its numbers, if they are all that there is to it.
    plain: Kinds,
    /// How many numbers it has.
    count: u32,
    chance: Option<Chance>,
    /// By which the journal refers to it.
    number: u32,
    declaration: &'static Declaration,
}

impl Inner {
    fn new(journal: &Journal, schemas: &'static [Schema]) -> Self {
        let records = || schemas.iter().map(Schema::record);
        section::note(records());
        let known = |record| {
            let declaration = Declaration::of(record)?;
            let number = journal.number_of(record, declaration);
            let chance = declaration.chance().filter(|_| journal.samples());
            let plain = if chance.is_some() { Kinds::NEVER } else { declaration.plain() };
            let count = declaration.sizes().0 as u32;
            Some(Known { plain, count, chance, number, declaration })
        };
        let events: Option<Arc<[_]>> = records().map(known).collect();
        let events = events.unwrap_or_default();
        let key = records().next().map_or(0, |record| record.as_ptr().addr());
        let gate = journal.gate(key, events.iter().map(|it| it.declaration).collect());
        let straight = events.iter().any(|known| known.declaration.plain() != Kinds::NEVER);
        let entrance = journal.entrance();
        let entrance = if straight { entrance } else { entrance.closed() };
        Self { gate, journal: journal.clone(), entrance, events }
    }

    /// Whether nothing is recorded, although nothing was switched off; counts it.
    #[cold]
    #[inline(never)]
    fn refuses(&self) -> bool {
        let refusal = self.gate.refusal();
        refusal.into_iter().for_each(|refusal| self.journal.count_refused(refusal));
        refusal.is_some()
    }

    /// Keeps the event unless it is switched off, as some of its declaration are.
    #[cold]
    #[inline(never)]
    fn keep_unless_off(&self, mut local: Held, handed: Handed, variant: usize) {
        if self.gate.is_off(variant, handed.schema) {
            local.set_aside();
            local::give_back(local);
        } else {
            self.keep(local, handed.schema, handed.kinds, handed.sum);
        }
    }

    /// Keeps the event whose values the thread has. What is known of it comes one
    /// by one, so that it stays in registers.
    #[inline(never)]
    fn keep(&self, local: Held, schema: usize, kinds: Kinds, sum: Checksum) {
        match self.entrance.counter() {
            Counter::Processor => {
                self.keep_at(local, Handed { schema, kinds, sum }, processor_counter)
            }
            Counter::System(_) => self.keep_by_clock(local, Handed { schema, kinds, sum }),
        }
    }

    /// The same where the time is a question to the system. By itself, so that
    /// the other way need not keep anything over a call.
    #[inline(never)]
    fn keep_by_clock(&self, local: Held, handed: Handed) {
        let counter = self.entrance.counter();
        self.keep_at(local, handed, || counter.now());
    }

    #[inline]
    fn keep_at(&self, mut local: Held, handed: Handed, raw: impl FnOnce() -> u64) {
        if let Some(known) = self.events.get(handed.schema)
            && known.plain == handed.kinds
            && local.publish(known.number, (known.count, handed.sum), raw)
        {
            local::put(local);
        } else {
            self.keep_any(local, handed);
        }
    }

    /// The same for any event.
    #[cold]
    #[inline(never)]
    fn keep_any(&self, mut local: Held, handed: Handed) {
        let declared = self.events.get(handed.schema);
        let sampled = declared.filter(|it| it.declaration.plain() == handed.kinds);
        match sampled.and_then(|known| Some((known, known.chance?))) {
            Some((known, chance)) if local.texts.are_none() => {
                self.keep_sampled(&mut local, known, chance, handed.sum);
            }
            _ => {
                local.set_aside();
                self.check_and_append(&mut local, handed);
            }
        }
        local::give_back(local);
    }

    /// Plain numbers of a sampled event, which need one look more.
    fn keep_sampled(&self, local: &mut Local, known: &Known, chance: Chance, sum: Checksum) {
        let raw = || self.entrance.counter().now();
        if !chance.takes_next() {
            local.forget(known.count);
            self.journal.count_sampled_out();
        } else if !local.publish(known.number, (known.count, sum), raw) {
            local.set_aside();
            self.journal.append((known.declaration, known.number), local, true);
        }
    }

    /// With everything that there may be to look at.
    fn check_and_append(&self, local: &mut Local, handed: Handed) {
        let declared = self.events.get(handed.schema);
        let Some(known) = declared.filter(|it| it.declaration.agrees(handed, &local.texts)) else {
            return self.journal.count_not_declared();
        };
        let declaration = known.declaration;
        if declaration.expires().is_some_and(|expires| self.journal.today() >= expires) {
            return self.journal.count_expired();
        }
        if known.chance.is_some_and(|chance| !chance.takes_next()) {
            return self.journal.count_sampled_out();
        }
        let identity = !declaration.has_texts() || declaration.review(&mut local.texts);
        self.journal.append((declaration, known.number), local, identity);
    }
}

/// Whatever makes recorders: the pipeline's `Telemetry` in an application,
/// [`Capture`](crate::testing::Capture) in a test. For feature code that sets
/// up its recorders without knowing which of the two it runs in.
pub trait MakeRecorder {
    /// A recorder for the events of this declaration.
    fn recorder<E: Event>(&self) -> Recorder<E>;
}

impl<E> Clone for Recorder<E> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), event: PhantomData }
    }
}

impl<E> fmt::Debug for Recorder<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recorder<{}>", std::any::type_name::<E>())
    }
}
