//! What the application has accepted, as a policy: which events stay whole,
//! and which single events stay because of what is in them.
//!
//! A queue outlives programs. What was stored by another build, of another
//! version or of an event that is gone, is judged when it is to be sent, by
//! what this program's application has accepted.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use telemetry_schema::{Catalog, reviews::Reviews};

use super::Mode;
use crate::{
    accepted::{self, Accepted, AcceptedError, AcceptedLock, NotAccepted},
    declarations::KnownEvent,
    proto::telemetrygateway::v1::Event,
    queue::{Disposition, WithheldReason},
    texts::{EventTexts, today},
    validate::EventRules,
};

/// What the application has accepted, ready to be asked for every event. Cheap
/// to clone. The default has accepted nothing.
#[derive(Debug, Clone, Default)]
pub struct AcceptedEvents(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    lock: AcceptedLock,
    reviews: Reviews,
    not_accepted: Vec<NotAccepted>,
    /// Whether each linked event may leave.
    linked: Names<bool>,
    /// What was accepted of the events that were asked for so far.
    known: Mutex<Names<Option<Arc<AcceptedEvent>>>>,
}

/// Something for each event, by feature and action.
type Names<T> = BTreeMap<String, BTreeMap<String, T>>;

/// What may leave of one event, whichever version it is.
#[derive(Debug)]
struct AcceptedEvent {
    rules: EventRules,
    reviewed: EventTexts,
}

impl AcceptedEvents {
    /// Compares the declarations that are linked into the program with what
    /// the application embeds.
    ///
    /// # Errors
    /// When what is embedded has a fault.
    pub fn new(catalog: &Catalog, accepted: Accepted) -> Result<Self, AcceptedError> {
        let (lock, reviews) = (accepted.lock()?, accepted.reviews()?);
        let not_accepted = accepted::not_accepted(catalog, &lock, &reviews)?;
        let mut linked: Names<bool> = BTreeMap::new();
        for event in catalog.events() {
            let problem =
                |it: &NotAccepted| (&it.feature, &it.action) == (&event.feature, &event.action);
            let accepted = !not_accepted.iter().any(problem);
            linked.entry(event.feature.clone()).or_default().insert(event.action.clone(), accepted);
        }
        let known = Mutex::default();
        Ok(Self(Arc::new(Inner { lock, reviews, not_accepted, linked, known })))
    }

    /// The linked events that are not accepted, and why.
    #[must_use]
    pub fn not_accepted(&self) -> &[NotAccepted] {
        &self.0.not_accepted
    }

    /// The lock that the application embeds.
    #[cfg(feature = "console")]
    pub(crate) fn lock(&self) -> telemetry_schema::lock::Lock {
        self.0.lock.read()
    }

    /// What happens to events of this feature and action in this mode.
    #[must_use]
    pub fn disposition(&self, mode: &Mode, feature: &str, action: &str) -> Disposition {
        match mode.disposition(feature) {
            Disposition::Queue if !self.has_accepted(feature, action) => {
                Disposition::Withhold(WithheldReason::NotAccepted)
            }
            disposition => disposition,
        }
    }

    /// What happens to this event today because of what is in it: one that was
    /// stored by another build, or long ago, may hold what is not accepted, or
    /// not any more.
    #[must_use]
    pub fn disposition_of(&self, event: &Event) -> Disposition {
        let known = self.find(&event.feature, &event.action);
        match known.filter(|it| it.rules.check(event).is_ok() && it.reviewed.allow(event)) {
            None => Disposition::Withhold(WithheldReason::NotAccepted),
            Some(known) if known.reviewed.have_expired(event, today()) => {
                Disposition::Withhold(WithheldReason::ReviewExpired)
            }
            Some(_) => Disposition::Queue,
        }
    }

    fn has_accepted(&self, feature: &str, action: &str) -> bool {
        let linked = self.0.linked.get(feature).and_then(|actions| actions.get(action));
        match linked {
            Some(accepted) => *accepted,
            None => self.find(feature, action).is_some(),
        }
    }

    fn find(&self, feature: &str, action: &str) -> Option<Arc<AcceptedEvent>> {
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(event) = known.get(feature).and_then(|actions| actions.get(action)) {
            return event.clone();
        }
        let event = self.0.read(feature, action).map(Arc::new);
        known.entry(feature.to_owned()).or_default().insert(action.to_owned(), event.clone());
        event
    }
}

impl Inner {
    /// What was accepted of this event; nothing if that cannot be read.
    fn read(&self, feature: &str, action: &str) -> Option<AcceptedEvent> {
        let locked = self.lock.find(feature, action).unwrap_or_else(|error| {
            tracing::error!(%error, "the embedded lock cannot be read; the event is withheld");
            None
        });
        let known = KnownEvent::locked(locked?);
        let reviewed = EventTexts::of_reviews(&self.reviews, feature, action);
        Some(AcceptedEvent { rules: EventRules::new(known), reviewed })
    }
}
