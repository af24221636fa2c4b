//! All events of a program.

use std::{collections::BTreeMap, fmt};

use crate::{DecodeError, EventSchema, codec, names};

/// All events of a program, each (feature, action) once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalog {
    events: Vec<EventSchema>,
    /// Feature to action to position in `events`.
    by_name: BTreeMap<String, BTreeMap<String, usize>>,
}

/// Why a set of schemas is not a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogError {
    /// The bytes are not a catalog.
    Decode(DecodeError),
    /// Two declarations of the same event, up to case, dashes and dots.
    Duplicate {
        /// The event as the first declaration names it.
        event: String,
        /// Who declared it first.
        first: String,
        /// Who declared it again.
        second: String,
    },
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => write!(
                f,
                "this is not a catalog: {error}; write it anew from the program that declares the events"
            ),
            Self::Duplicate { event, first, second } => write!(
                f,
                "the event {event} is declared twice, by `{first}` and by `{second}`; \
                 rename the action of one of them, names that differ only by case, dashes or dots are the same"
            ),
        }
    }
}

impl std::error::Error for CatalogError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            Self::Duplicate { .. } => None,
        }
    }
}

impl From<DecodeError> for CatalogError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl Catalog {
    /// Collects schemas, ordered by feature and action so that the same
    /// program always writes the same catalog.
    ///
    /// # Errors
    /// [`CatalogError::Duplicate`] when an event is declared twice.
    pub fn new(mut events: Vec<EventSchema>) -> Result<Self, CatalogError> {
        events.sort_by(|a, b| (&a.feature, &a.action).cmp(&(&b.feature, &b.action)));
        let mut seen: BTreeMap<(String, String), &EventSchema> = BTreeMap::new();
        for event in &events {
            let name = (names::canonical(&event.feature), names::canonical(&event.action));
            if let Some(first) = seen.insert(name, event) {
                return Err(CatalogError::Duplicate {
                    event: first.display_name(),
                    first: first.declared_by.clone(),
                    second: event.declared_by.clone(),
                });
            }
        }
        let mut by_name: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for (at, event) in events.iter().enumerate() {
            by_name.entry(event.feature.clone()).or_default().insert(event.action.clone(), at);
        }
        Ok(Self { events, by_name })
    }

    /// Reads the protobuf form (`telemetry.v1.Catalog`). Unknown fields are
    /// skipped; anything that is not understood is an error, never a gap.
    ///
    /// # Errors
    /// When the bytes are damaged, a schema breaks a rule of declarations, or
    /// an event is declared twice.
    pub fn decode(bytes: &[u8]) -> Result<Self, CatalogError> {
        Self::new(codec::decode_catalog(bytes)?)
    }

    /// Writes the protobuf form (`telemetry.v1.Catalog`); the same catalog
    /// always gives the same bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        codec::encode_catalog(&self.events)
    }

    /// The events in the order of feature and action.
    #[must_use]
    pub fn events(&self) -> &[EventSchema] {
        &self.events
    }

    /// The schema of this event, by its exact names.
    #[must_use]
    pub fn find(&self, feature: &str, action: &str) -> Option<&EventSchema> {
        let at = self.by_name.get(feature)?.get(action)?;
        Some(&self.events[*at])
    }
}
