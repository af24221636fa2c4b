//! Which audited texts of an event may leave, and with whom.
//!
//! Made once for a recorder, from the reviews in the schemas of its events.
//! What a review does not allow is left out whole, never cut, and counted.

use std::time::{Duration, SystemTime};

use telemetry_schema::{
    EventSchema, FieldSchema, Kind,
    audit::{Audit, AuditError},
};

use crate::values::Values;

const DAY: u64 = 24 * 60 * 60;

/// The reviews of one declaration, in the order of its schemas.
#[derive(Debug)]
pub(crate) struct Texts {
    events: Vec<EventTexts>,
}

/// The reviews of one event.
#[derive(Debug)]
struct EventTexts {
    /// One entry for each text, audited or private.
    texts: Vec<Option<Reviewed>>,
    may_identify: bool,
}

#[derive(Debug)]
struct Reviewed {
    audit: Audit,
    /// The first day, since the epoch, on which the review no longer holds.
    expires: i64,
}

impl Texts {
    /// The reviews of these events; `None` if none of their texts is audited.
    pub(crate) fn of(schemas: &[EventSchema]) -> Result<Option<Self>, AuditError> {
        let audited = |schema: &EventSchema| schema.fields.iter().any(|it| it.review.is_some());
        if !schemas.iter().any(audited) {
            return Ok(None);
        }
        let events = schemas.iter().map(EventTexts::of).collect::<Result<_, _>>()?;
        Ok(Some(Self { events }))
    }

    /// Leaves out the texts that no review allows. Returns whether the event
    /// may leave together with an identity.
    pub(crate) fn review(&self, values: &mut Values) -> bool {
        let Some(event) = self.events.get(values.schema()) else { return false };
        let today = today();
        values.keep_texts(|at, text| match event.texts.get(at) {
            Some(Some(review)) => review.allows(text, today),
            Some(None) => true,
            None => false,
        });
        event.may_identify
    }
}

impl EventTexts {
    fn of(schema: &EventSchema) -> Result<Self, AuditError> {
        let texts = schema.fields.iter().filter(|field| field.kind == Kind::Text);
        let texts = texts.map(Reviewed::of).collect::<Result<_, _>>()?;
        Ok(Self { texts, may_identify: schema.may_identify() })
    }
}

impl Reviewed {
    fn of(field: &FieldSchema) -> Result<Option<Self>, AuditError> {
        let Some(review) = &field.review else { return Ok(None) };
        let audit = Audit::new(&review.limits)?;
        Ok(Some(Self { audit, expires: review.expires.days_since_epoch() }))
    }

    fn allows(&self, text: &str, today: i64) -> bool {
        today < self.expires && self.audit.check(text).is_ok()
    }
}

/// Days since the epoch, UTC. A clock before it has seen no review yet.
fn today() -> i64 {
    let elapsed: Duration = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    i64::try_from(elapsed.as_secs() / DAY).unwrap_or(i64::MAX)
}
