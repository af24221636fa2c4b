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
    sampling::Chance,
    section,
    values::{Kinds, Texts},
    wire::Stencil,
};

/// One declared event.
#[derive(Debug)]
pub struct Declaration {
    schema: EventSchema,
    pub(crate) stencil: Stencil,
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
    /// None if every event is recorded.
    chance: Option<Chance>,
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
        Self::of_schema(schema)
    }

    /// The declaration of this event, or none if one of its reviews is none.
    pub(crate) fn of_schema(schema: &EventSchema) -> Option<Self> {
        let numbers = || schema.fields.iter().filter(|it| it.privacy == Privacy::Metadata);
        let coarser = numbers().map(|field| field.granularity.clone()).enumerate();
        let coarser: Vec<_> = coarser.filter(|(_, granularity)| !granularity.is_exact()).collect();
        Some(Self {
            coarser,
            stencil: Stencil::of(Template::of(schema)),
            numbers: numbers().count(),
            kinds: Kinds::of(numbers().map(|field| field.kind.code())),
            texts: texts(schema),
            reviewed: ReviewedTexts::of(schema).ok()?,
            expires: schema.expires.map(Date::days_since_epoch),
            chance: schema.sample_rate.map(Chance::of),
            schema: schema.clone(),
        })
    }

    /// What was declared.
    #[must_use]
    pub const fn schema(&self) -> &EventSchema {
        &self.schema
    }

    /// The kinds of its numbers.
    pub(crate) const fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Whether an event of it needs nothing but its numbers to be recorded: no
    /// text to review, and no day on which it ends.
    pub(crate) fn is_plain(&self) -> bool {
        !self.has_texts() && self.expires.is_none()
    }

    /// Whether these are values that the macro would hand over for this event:
    /// each of its declared kind, and none too many. That the numbers are as
    /// coarse as declared is looked at when they are [read](Self::can_give).
    pub(crate) fn agrees(&self, kinds: Kinds, texts: &Texts) -> bool {
        kinds == self.kinds && texts.sizes() == Some(self.texts)
    }

    /// Whether the numbers are as coarse as declared.
    pub(crate) fn can_give(&self, numbers: &[f64]) -> bool {
        self.coarser.iter().all(|(at, granularity)| {
            !numbers[*at].is_finite() || granularity.can_give(numbers[*at])
        })
    }

    /// The first day, since the epoch, on which it is no longer recorded.
    #[inline]
    pub(crate) const fn expires(&self) -> Option<i64> {
        self.expires
    }

    /// What decides whether an event is recorded; none if every one is.
    pub(crate) const fn chance(&self) -> Option<Chance> {
        self.chance
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
    pub(crate) fn review(&self, texts: &mut Texts) -> bool {
        self.reviewed.as_ref().is_none_or(|reviewed| reviewed.review(texts))
    }
}

/// How many texts an event has, and a bit for each that is audited.
fn texts(schema: &EventSchema) -> (usize, u64) {
    let texts = schema.fields.iter().filter(|field| field.privacy != Privacy::Metadata);
    texts.enumerate().fold((0, 0), |(_, audited), (at, field)| {
        (at + 1, audited | u64::from(field.privacy == Privacy::Audited) << at)
    })
}
