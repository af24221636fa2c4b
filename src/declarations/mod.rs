//! The declarations by which events are checked and shown: of the version that
//! is recorded now, and, where a lock is known, of those before.
//!
//! Here lives what is known of each event, whoever says it: the running
//! program, a lock, a compiled program, a catalog. Each source is kept by
//! itself, so that two which differ never become a declaration that nobody
//! wrote. It depends on the model of events and of the lock; `read` alone opens
//! files, and only when a program starts. What follows for an event is not
//! decided here: the receiver refuses, the console shows.

#[cfg(any(feature = "console", feature = "gateway"))]
mod error;
mod event;
#[cfg(any(feature = "console", feature = "gateway"))]
mod read;

use std::collections::BTreeMap;

use telemetry_schema::{Catalog, EventSchema, lock::Lock};

#[cfg(any(feature = "console", feature = "gateway"))]
pub use self::error::DeclarationsError;
pub use self::event::{KnownEvent, Standing};
pub(crate) use self::event::{codes, was_there};

/// What is known of events, by its sources in the order in which they were
/// given. The default knows nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Declarations {
    sources: Vec<Source>,
}

/// Feature to action to event.
type Source = BTreeMap<String, BTreeMap<String, KnownEvent>>;

impl Declarations {
    /// These and more. What is known already keeps its place before the new.
    #[must_use]
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.sources.extend(more.into().sources);
        self
    }

    /// Whether nothing is known of any event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sources.iter().all(BTreeMap::is_empty)
    }

    /// What each source knows of the event of exactly these names.
    pub fn of<'a, 'n>(
        &'a self,
        feature: &'n str,
        action: &'n str,
    ) -> impl Iterator<Item = &'a KnownEvent> + use<'a, 'n> {
        self.sources.iter().filter_map(move |source| source.get(feature)?.get(action))
    }

    /// What is known best of this version of the event: by a source that has
    /// exactly this version, or else one that remembers it.
    #[must_use]
    pub fn nearest(&self, feature: &str, action: &str, version: i32) -> Option<&KnownEvent> {
        self.of(feature, action).min_by_key(|known| known.standing(version))
    }

    /// The event that says that it continues the one of these names.
    #[must_use]
    pub fn continuation(&self, feature: &str, action: &str) -> Option<&KnownEvent> {
        let name = format!("{feature}.{action}");
        let mut events = self.sources.iter().flat_map(|it| it.values().flat_map(BTreeMap::values));
        events.find(|event| event.head().renamed_from.as_ref() == Some(&name))
    }

    /// Every event once, as its newest version, in the order of feature and
    /// action. Removed events are among them.
    #[must_use]
    pub fn events(&self) -> Vec<&KnownEvent> {
        let mut newest: BTreeMap<(&str, &str), &KnownEvent> = BTreeMap::new();
        for event in self.sources.iter().flat_map(|it| it.values().flat_map(BTreeMap::values)) {
            let known = newest.entry((event.feature(), event.action())).or_insert(event);
            if known.version() < event.version() {
                *known = event;
            }
        }
        newest.into_values().collect()
    }

    /// Every event of every source.
    pub(crate) fn into_events(self) -> impl Iterator<Item = KnownEvent> {
        let actions = self.sources.into_iter().flat_map(BTreeMap::into_values);
        actions.flat_map(BTreeMap::into_values)
    }

    fn of_events(events: impl Iterator<Item = KnownEvent>) -> Self {
        let mut source = Source::new();
        for event in events {
            let actions = source.entry(event.feature().to_owned()).or_default();
            actions.insert(event.action().to_owned(), event);
        }
        Self { sources: vec![source] }
    }
}

/// What one program declares: its own versions, and nothing of those before.
impl From<Catalog> for Declarations {
    fn from(catalog: Catalog) -> Self {
        Self::from(&catalog)
    }
}

impl From<&Catalog> for Declarations {
    fn from(catalog: &Catalog) -> Self {
        let declared = |event: &EventSchema| KnownEvent::declared(event);
        Self::of_events(catalog.events().iter().map(declared))
    }
}

/// What was accepted, with what was accepted before and removed since.
impl From<Lock> for Declarations {
    fn from(lock: Lock) -> Self {
        let features = lock.features.into_values();
        let events = features.flat_map(|feature| feature.events.into_values());
        Self::of_events(events.map(KnownEvent::locked))
    }
}
