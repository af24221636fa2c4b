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
    reviewed::ReviewedTexts,
    section,
    values::{Kinds, Plain, Values},
};

/// One declared event.
#[derive(Debug)]
pub struct Declaration {
    schema: EventSchema,
    pub(crate) template: Template,
    /// How many numbers there are, and their kinds.
    numbers: usize,
    kinds: Kinds,
    /// The numbers that leave coarser than they are, by position.
    coarser: Vec<(usize, Granularity)>,
    /// How many texts there are, and which of them are audited.
    texts: (usize, u64),
    reviewed: Option<ReviewedTexts>,
    /// The first day, since the epoch, on which it is no longer recorded.
    expires: Option<i64>,
    /// Whether it has numbers only, none of them coarser than it is, and no end.
    plain: bool,
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

    /// The declaration of a record that another build of the program kept in
    /// its journal, or none if these bytes are no record. Each is read once and
    /// kept as long as the program runs: there are as many as there were
    /// declarations in the builds whose journals it finds.
    pub(crate) fn of_another_build(record: &[u8]) -> Option<&'static Self> {
        static KNOWN: Mutex<BTreeMap<Vec<u8>, Option<&'static Declaration>>> =
            Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(declaration) = known.get(record) {
            return *declaration;
        }
        let read = Self::read(record).map(|it| &*Box::leak(Box::new(it)));
        known.insert(record.to_vec(), read);
        read
    }

    fn read(record: &[u8]) -> Option<Self> {
        let catalog = Catalog::decode(record).ok()?;
        let [schema] = catalog.events() else { return None };
        let numbers = || schema.fields.iter().filter(|it| it.privacy == Privacy::Metadata);
        let coarser = numbers().map(|field| field.granularity.clone()).enumerate();
        let coarser: Vec<_> = coarser.filter(|(_, granularity)| !granularity.is_exact()).collect();
        let plain = coarser.is_empty() && texts(schema).0 == 0 && schema.expires.is_none();
        Some(Self {
            plain,
            coarser,
            template: Template::of(schema),
            numbers: numbers().count(),
            kinds: Kinds::of(numbers().map(|field| field.kind.code())),
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

    /// What the numbers of most events are: those with at most eight, no text, no
    /// rounding, and no day on which they end.
    pub(crate) const fn plain(&self) -> Plain {
        if self.plain { Plain::of(self.numbers, &self.kinds) } else { Plain::NEVER }
    }

    /// Whether these are values that the macro would hand over for this event:
    /// each of its declared kind, rounded as declared, and none too many.
    pub(crate) fn agrees(&self, values: &Values) -> bool {
        values.are(self.numbers, &self.kinds)
            && values.texts() == self.texts
            && (self.coarser.is_empty() || self.can_give(values.numbers()))
    }

    /// Whether the numbers are as coarse as declared.
    fn can_give(&self, numbers: &[f64]) -> bool {
        self.coarser.iter().all(|(at, granularity)| {
            !numbers[*at].is_finite() || granularity.can_give(numbers[*at])
        })
    }

    /// The first day, since the epoch, on which it is no longer recorded.
    #[inline]
    pub(crate) const fn expires(&self) -> Option<i64> {
        self.expires
    }

    /// How many numbers and texts an event of this declaration has.
    pub(crate) const fn sizes(&self) -> (usize, usize) {
        (self.numbers, self.texts.0)
    }

    /// Whether an event of this declaration may have texts.
    #[inline]
    pub(crate) const fn has_texts(&self) -> bool {
        self.texts.0 != 0
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
