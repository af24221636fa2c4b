//! One event by what one source knows of it: its version, its texts, its
//! numbers. Knows no other source and nothing of what surrounds the event.

use telemetry_schema::lock::LockedField;

use super::{Refusal, texts, values};
use crate::{
    declarations::{KnownEvent, Standing},
    proto::telemetrygateway::v1::{Event, RefusalCode},
    texts::EventTexts,
};

/// What one source knows of an event, made ready.
#[derive(Debug)]
pub(crate) struct EventRules {
    pub(super) known: KnownEvent,
    /// Its fields by their keys, as the numbers of an event come; those of one
    /// key as they are declared.
    by_key: Vec<LockedField>,
    /// The reviews of every text, of removed ones too.
    pub(super) texts: EventTexts,
}

impl EventRules {
    pub(crate) fn new(known: KnownEvent) -> Self {
        let texts = EventTexts::of(known.head(), known.every_field().map(|field| &field.schema));
        let mut by_key: Vec<_> = known.every_field().cloned().collect();
        by_key.sort_by(|a, b| a.schema.key.cmp(&b.schema.key));
        Self { known, by_key, texts }
    }

    /// Its fields in the order of their keys.
    pub(super) fn by_key(&self) -> &[LockedField] {
        &self.by_key
    }

    /// How well this source knows the version; see [`Standing`].
    pub(super) fn standing(&self, version: i32) -> Standing {
        self.known.standing(version)
    }

    /// Checks version, texts and numbers.
    pub(crate) fn check(&self, event: &Event) -> Result<(), Refusal> {
        let version = version_of(event);
        if self.standing(version) == Standing::Newer {
            return Err(newer_than(self.known.version()));
        }
        texts::check(self, event, version)?;
        values::check(self, event.parameters.as_ref(), version)
    }
}

/// The version that an event says that it is of.
pub(super) fn version_of(event: &Event) -> i32 {
    event.parameters.as_ref().map_or(0, |parameters| parameters.version)
}

fn newer_than(known: i32) -> Refusal {
    let message = format!(
        "the event is of a newer version than the catalog knows, which is {known}; \
         give the receiver the lock or the program that the sender was built from"
    );
    Refusal { code: RefusalCode::NewerVersion, message: message.into() }
}
