//! What one source knows of one event, version by version.

use telemetry_schema::{
    EventSchema, Privacy,
    lock::{Declared, LockedCode, LockedEvent, LockedField, State},
};

/// What one source knows of one event.
///
/// A lock knows since when a field or code is gone, but not since when it is
/// there. So an older version is taken to have had everything that was not
/// removed before it, and nothing of it is taken to have been required.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownEvent {
    event: LockedEvent,
    /// Whether what was removed is known, too.
    has_history: bool,
}

/// How a version of an event stands to what a source knows, the best known
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The version that the source declares.
    Current,
    /// An older one; the source remembers what was removed since.
    Older,
    /// An older one; the source knows only what it declares itself.
    OlderUnlocked,
    /// A newer one.
    Newer,
}

impl KnownEvent {
    /// An event of which one version is known.
    pub(super) fn declared(schema: &EventSchema) -> Self {
        let mut event = LockedEvent::accepted(Declared::from(schema));
        event.head.declared_by.clone_from(&schema.declared_by);
        Self { event, has_history: false }
    }

    /// An event with its history.
    pub(crate) const fn locked(event: LockedEvent) -> Self {
        Self { event, has_history: true }
    }

    /// The event's feature.
    #[must_use]
    pub fn feature(&self) -> &str {
        &self.event.head.feature
    }

    /// The event's action.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.event.head.action
    }

    /// The newest version that is known.
    #[must_use]
    pub const fn version(&self) -> i32 {
        self.event.head.version
    }

    /// What holds for the event as a whole, without fields.
    #[must_use]
    pub const fn head(&self) -> &EventSchema {
        &self.event.head
    }

    /// Whether the event is still recorded under this name.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.event.state
    }

    /// The newest version in full. Of a removed event it is what was accepted
    /// last.
    #[must_use]
    pub fn schema(&self) -> EventSchema {
        self.event.schema()
    }

    /// How this version stands to what is known.
    #[must_use]
    pub fn standing(&self, version: i32) -> Standing {
        match version.cmp(&self.version()) {
            std::cmp::Ordering::Equal => Standing::Current,
            std::cmp::Ordering::Less if self.has_history => Standing::Older,
            std::cmp::Ordering::Less => Standing::OlderUnlocked,
            std::cmp::Ordering::Greater => Standing::Newer,
        }
    }

    /// The fields that this version can have had: those that were not removed
    /// before it.
    pub fn fields(&self, version: i32) -> impl Iterator<Item = &LockedField> {
        self.every_field().filter(move |field| was_there(field.last_version, version))
    }

    /// Every field that the event is known to have or to have had.
    pub fn every_field(&self) -> impl Iterator<Item = &LockedField> {
        self.event.fields.iter()
    }

    /// The field of this key, if this version can have had it.
    #[must_use]
    pub fn field(&self, key: &str, version: i32) -> Option<&LockedField> {
        self.fields(version).find(|field| field.schema.key == key)
    }

    /// Whether events of this version may leave with an identity: their user or
    /// their interaction. Not if a review of a text of it does not say so.
    #[must_use]
    pub fn may_identify(&self, version: i32) -> bool {
        let audited = self.fields(version).filter(|it| it.schema.privacy == Privacy::Audited);
        audited.filter_map(|field| field.schema.review.as_ref()).all(|review| review.with_user)
    }
}

/// The codes that a field can have carried in this version: those that were not
/// removed before it. Empty if it is no enum.
pub(crate) fn codes(field: &LockedField, version: i32) -> impl Iterator<Item = &LockedCode> {
    let codes = field.table.iter().flat_map(|table| &table.codes);
    codes.filter(move |code| was_there(code.last_version, version))
}

/// Whether what was there last in one version was there in another.
pub(crate) fn was_there(last: Option<i32>, version: i32) -> bool {
    last.is_none_or(|last| version <= last)
}
