//! Which audited texts of an event may leave, and with whom.
//!
//! Made once for an event, from the reviews in its schema. What a review does
//! not allow is left out whole, never cut, and counted.

use std::time::SystemTime;

use telemetry_schema::{
    EventSchema, FieldSchema, Kind,
    audit::{Audit, AuditError},
    days_of_clock,
};

use crate::values::Texts;

/// The reviews of one event.
#[derive(Debug)]
pub(crate) struct ReviewedTexts {
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

impl ReviewedTexts {
    /// The reviews of this event; `None` if none of its texts is audited.
    pub(crate) fn of(schema: &EventSchema) -> Result<Option<Self>, AuditError> {
        let texts = schema.fields.iter().filter(|field| field.kind == Kind::Text);
        let texts: Vec<_> = texts.map(Reviewed::of).collect::<Result<_, _>>()?;
        let reviewed = Self { texts, may_identify: schema.may_identify() };
        Ok(Some(reviewed).filter(|it| it.texts.iter().any(Option::is_some)))
    }

    /// Leaves out the texts that no review allows. Returns whether the event
    /// may leave together with an identity.
    pub(crate) fn review(&self, texts: &mut Texts) -> bool {
        let today = today();
        texts.keep(|at, text| match self.texts.get(at) {
            Some(Some(review)) => review.allows(text, today),
            Some(None) => true,
            None => false,
        });
        self.may_identify
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

/// Days since the epoch, UTC. A clock before it is as good as one at it.
pub(crate) fn today() -> i64 {
    days_of_clock(SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default())
}
