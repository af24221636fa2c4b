//! What the application has accepted, as a policy: which events stay whole,
//! and which single events stay because of a text in them.

use std::{collections::BTreeSet, sync::Arc};

use telemetry_schema::{Catalog, reviews::ReviewsError};

use super::Mode;
use crate::{
    accepted::{self, Accepted, NotAccepted},
    proto::telemetrygateway::v1::Event,
    queue::{Disposition, WithheldReason},
    texts::{Texts, today},
};

/// What the application has accepted of the declarations that are linked into
/// it. Cheap to clone. The default knows no declaration, so that no text
/// leaves.
#[derive(Debug, Clone, Default)]
pub struct AcceptedTexts(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    texts: Texts,
    not_accepted: Vec<NotAccepted>,
    /// Feature and action of the events that stay whole.
    withheld: BTreeSet<(String, String)>,
}

impl AcceptedTexts {
    /// Compares the review of every audited text with those that the
    /// application embeds.
    ///
    /// # Errors
    /// When these have a fault.
    pub fn new(catalog: &Catalog, accepted: Accepted) -> Result<Self, ReviewsError> {
        let not_accepted = accepted::not_accepted(catalog, &accepted.reviews()?);
        let name = |it: &NotAccepted| (it.feature.clone(), it.action.clone());
        let withheld: BTreeSet<_> = not_accepted.iter().map(name).collect();
        let is_accepted = |feature: &str, action: &str| {
            !withheld.iter().any(|(f, a)| f == feature && a == action)
        };
        let events = catalog.events().iter();
        let texts = Texts::of(events.filter(|it| is_accepted(&it.feature, &it.action)));
        Ok(Self(Arc::new(Inner { texts, not_accepted, withheld })))
    }

    /// The texts that are not accepted, and why. Their events stay whole.
    #[must_use]
    pub fn not_accepted(&self) -> &[NotAccepted] {
        &self.0.not_accepted
    }

    /// What happens to events of this feature and action in this mode.
    #[must_use]
    pub fn disposition(&self, mode: &Mode, feature: &str, action: &str) -> Disposition {
        match mode.disposition(feature) {
            Disposition::Queue if self.is_withheld(feature, action) => {
                Disposition::Withhold(WithheldReason::NotAccepted)
            }
            disposition => disposition,
        }
    }

    /// What happens to this event today because of its texts: one that was
    /// stored by another build, or long ago, may hold what is not accepted any
    /// more.
    #[must_use]
    pub fn disposition_of_texts(&self, event: &Event) -> Disposition {
        if self.0.texts.check(event).is_err() {
            Disposition::Withhold(WithheldReason::NotAccepted)
        } else if self.0.texts.is_expired(event, today()) {
            Disposition::Withhold(WithheldReason::ReviewExpired)
        } else {
            Disposition::Queue
        }
    }

    fn is_withheld(&self, feature: &str, action: &str) -> bool {
        // A handful at most, and none in a program that is in order.
        self.0.withheld.iter().any(|(f, a)| f == feature && a == action)
    }
}
