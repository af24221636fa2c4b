//! Records the events of one declaration.

use std::{fmt, marker::PhantomData, sync::Arc};

use crate::{
    Declaration, Event,
    event::Schema,
    journal::{
        Journal,
        local::{self, Entrance, Local},
        switch::{Refusal, Switch},
    },
    section,
    values::Plain,
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
    /// [`Losses`](crate::journal::Losses).
    #[inline]
    pub fn record(&self, event: E) {
        if self.inner.is_on() {
            local::with(|local| {
                local.values.clear();
                event.hand_over(&mut local.values);
                self.inner.keep(local);
            });
        }
    }
}

/// The part that is the same for all events, so that it is compiled once.
#[derive(Clone)]
struct Inner {
    /// The journal's own, one step nearer.
    switch: Arc<Switch>,
    journal: Journal,
    /// As is this.
    entrance: Entrance,
    /// Empty if the declaration is not one that the macro wrote.
    events: Arc<[Known]>,
}

/// One event of a recorder.
struct Known {
    plain: Plain,
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
            Some(Known { plain: declaration.plain(), number, declaration })
        };
        let events: Option<Arc<[_]>> = records().map(known).collect();
        let events = events.unwrap_or_default();
        let (switch, entrance) = (journal.switch(), journal.entrance());
        Self { switch, journal: journal.clone(), entrance, events }
    }

    #[inline]
    fn is_on(&self) -> bool {
        match self.switch.refusal() {
            None => true,
            Some(Refusal::Off) => false,
            Some(refusal) => {
                self.refuse(refusal);
                false
            }
        }
    }

    #[cold]
    fn refuse(&self, refusal: Refusal) {
        self.journal.count_refused(refusal);
    }

    fn keep(&self, local: &mut Local) {
        let declared = self.events.get(local.values.schema());
        let kept = declared.is_some_and(|it| {
            local.values.are_plain(it.plain) && local.record_numbers(self.entrance, it.number)
        });
        if !kept {
            self.keep_checked(local);
        }
    }

    /// The same for any event, with everything that there may be to look at.
    #[cold]
    #[inline(never)]
    fn keep_checked(&self, local: &mut Local) {
        let values = &mut local.values;
        values.leave_out_not_finite();
        let declared = self.events.get(values.schema());
        let Some(known) = declared.filter(|it| it.declaration.agrees(values)) else {
            return self.journal.count_not_declared();
        };
        let declaration = known.declaration;
        if declaration.expires().is_some_and(|expires| self.journal.today() >= expires) {
            return self.journal.count_expired();
        }
        let identity = !declaration.has_texts() || declaration.review(values);
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
