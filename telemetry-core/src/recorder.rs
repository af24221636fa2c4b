//! Records the events of one declaration.

use std::{fmt, marker::PhantomData, sync::Arc};

use crate::{
    Context, Declaration, Event, context, event::Schema, journal::Journal, section, values::Values,
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
    pub fn record(&self, event: E) {
        if self.inner.journal.is_on() {
            let mut values = Values::new();
            event.hand_over(&mut values);
            self.inner.keep(&mut values);
        }
    }
}

/// The part that is the same for all events, so that it is compiled once.
#[derive(Clone)]
struct Inner {
    journal: Journal,
    /// Empty if the declaration is not one that the macro wrote.
    events: Arc<[&'static Declaration]>,
}

impl Inner {
    fn new(journal: &Journal, schemas: &'static [Schema]) -> Self {
        let records = || schemas.iter().map(Schema::record);
        section::note(records());
        let events: Option<Arc<[_]>> = records().map(Declaration::of).collect();
        Self { journal: journal.clone(), events: events.unwrap_or_default() }
    }

    fn keep(&self, values: &mut Values) {
        let declared = self.events.get(values.schema()).filter(|it| it.agrees(values));
        let Some(declaration) = declared else {
            return self.journal.count_not_declared();
        };
        if declaration.has_expired() {
            return self.journal.count_expired();
        }
        let mut context = context::current();
        if !declaration.review(values) {
            context = context.as_ref().map(Context::without_identity);
        }
        self.journal.append(declaration, values, context);
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
