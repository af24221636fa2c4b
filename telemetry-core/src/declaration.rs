//! A declared event as the recorder works with it: its schema, read once from
//! the record in the program, and everything that follows from it.
//!
//! What an event may send is decided by this and by nothing that the caller
//! brings along. A record counts only if it stands in the program's section of
//! records, where the macros put it; there is no declaration for bytes that
//! were made while the program runs.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use telemetry_schema::{Catalog, Date, EventSchema, Granularity, Privacy, Template};

use crate::{
    reviewed::{ReviewedTexts, today},
    section,
    values::Values,
};

/// One declared event.
#[derive(Debug)]
pub struct Declaration {
    schema: EventSchema,
    pub(crate) template: Template,
    /// The kinds of the numbers.
    kinds: Vec<u8>,
    /// The numbers that leave coarser than they are, by position.
    coarser: Vec<(usize, Granularity)>,
    /// How many texts there are, and which of them are audited.
    texts: (usize, u64),
    reviewed: Option<ReviewedTexts>,
    /// The first day, since the epoch, on which it is no longer recorded.
    expires: Option<i64>,
}

impl Declaration {
    /// The declaration of this record, or none if the record is not the
    /// program's own. Each is read once and kept as long as the program runs.
    pub(crate) fn of(record: &'static [u8]) -> Option<&'static Self> {
        static KNOWN: Mutex<BTreeMap<usize, Option<&'static Declaration>>> =
            Mutex::new(BTreeMap::new());
        if !section::holds(record) {
            return None;
        }
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || Self::read(record).map(|it| &*Box::leak(Box::new(it)));
        *known.entry(record.as_ptr().addr()).or_insert_with(read)
    }

    fn read(record: &[u8]) -> Option<Self> {
        let catalog = Catalog::decode(record).ok()?;
        let [schema] = catalog.events() else { return None };
        let numbers = || schema.fields.iter().filter(|it| it.privacy == Privacy::Metadata);
        let coarser = numbers().map(|field| field.granularity.clone()).enumerate();
        Some(Self {
            template: Template::of(schema),
            kinds: numbers().map(|field| field.kind.code()).collect(),
            coarser: coarser.filter(|(_, granularity)| !granularity.is_exact()).collect(),
            texts: texts(schema),
            reviewed: ReviewedTexts::of(schema).ok()?,
            expires: schema.expires.map(Date::days_since_epoch),
            schema: schema.clone(),
        })
    }

    /// What was declared.
    #[must_use]
    pub const fn schema(&self) -> &EventSchema {
        &self.schema
    }

    /// Whether these are values that the macro would hand over for this event:
    /// each of its declared kind, rounded as declared, and none too many.
    pub(crate) fn agrees(&self, values: &Values) -> bool {
        let numbers = values.numbers();
        values.kinds() == self.kinds
            && values.texts() == self.texts
            && self.coarser.iter().all(|(at, granularity)| {
                !numbers[*at].is_finite() || granularity.can_give(numbers[*at])
            })
    }

    /// Whether the day has come on which it is no longer recorded.
    pub(crate) fn has_expired(&self) -> bool {
        self.expires.is_some_and(|expires| today() >= expires)
    }

    /// Leaves out the audited texts that their reviews do not allow. Returns
    /// whether the event may leave together with an identity.
    pub(crate) fn review(&self, values: &mut Values) -> bool {
        self.reviewed.as_ref().is_none_or(|reviewed| reviewed.review(values))
    }
}

/// How many texts an event has, and a bit for each that is audited.
fn texts(schema: &EventSchema) -> (usize, u64) {
    let texts = schema.fields.iter().filter(|field| field.privacy != Privacy::Metadata);
    texts.enumerate().fold((0, 0), |(_, audited), (at, field)| {
        (at + 1, audited | u64::from(field.privacy == Privacy::Audited) << at)
    })
}
