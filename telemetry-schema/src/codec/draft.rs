//! Schemas while they are read, and what has to hold when they are complete.

use super::DecodeError;
use crate::{
    Billing, DefinitionHash, EnumSchema, EventSchema, FieldSchema, Granularity, Kind, MAX_FIELDS,
    Privacy, Purpose, SampleRate, SampleRateError, Stability, TextReview, Unit, Waiver,
    audit::{Allowed, Limits},
    names,
};

/// An event while it is read: what is required may still be missing.
pub(super) struct Draft {
    pub(super) feature: String,
    pub(super) action: String,
    pub(super) version: i32,
    pub(super) description: String,
    pub(super) owner: String,
    pub(super) purpose: Option<Purpose>,
    pub(super) declared_by: String,
    pub(super) fields: Vec<FieldDraft>,
    pub(super) enums: Vec<EnumSchema>,
    /// None if it is not one of the closed list.
    pub(super) stability: Option<Stability>,
    pub(super) expires: Option<String>,
    pub(super) sample_rate: Option<f64>,
    pub(super) billing: Option<Billing>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) renamed_from: Option<String>,
    pub(super) absent_keys: Vec<String>,
    pub(super) unaccepted: Option<DefinitionHash>,
}

#[derive(Default)]
pub(super) struct FieldDraft {
    pub(super) key: String,
    pub(super) description: String,
    pub(super) privacy: Option<Privacy>,
    pub(super) kind: Option<Kind>,
    pub(super) optional: bool,
    pub(super) unit: String,
    pub(super) granularity: Granularity,
    pub(super) review: Option<ReviewDraft>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) name: Option<String>,
}

#[derive(Default)]
pub(super) struct ReviewDraft {
    pub(super) max_bytes: u32,
    pub(super) allowed: Option<Allowed>,
    pub(super) with_user: bool,
    pub(super) definition: Option<DefinitionHash>,
    pub(super) reason: String,
    pub(super) reviewer: String,
    pub(super) link: String,
    pub(super) date: String,
    pub(super) expires: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            feature: String::new(),
            action: String::new(),
            version: 0,
            description: String::new(),
            owner: String::new(),
            purpose: None,
            declared_by: String::new(),
            fields: Vec::new(),
            enums: Vec::new(),
            stability: Some(Stability::default()),
            expires: None,
            sample_rate: None,
            billing: None,
            waivers: Vec::new(),
            renamed_from: None,
            absent_keys: Vec::new(),
            unaccepted: None,
        }
    }
}

impl Draft {
    pub(super) fn finish(self) -> Result<EventSchema, DecodeError> {
        let event = format!("({}, {})", self.feature, self.action);
        let invalid = |problem: String| DecodeError::Invalid { event: event.clone(), problem };
        names::check_event(&self.feature, &self.action)
            .map_err(|error| invalid(error.to_string()))?;
        if self.version < 0 {
            return Err(invalid("the version is negative".to_owned()));
        }
        if self.fields.len() > MAX_FIELDS {
            return Err(invalid(format!("more than {MAX_FIELDS} fields")));
        }
        let purpose =
            self.purpose.ok_or_else(|| invalid("the purpose is missing or unknown".to_owned()))?;
        let mut fields = Vec::with_capacity(self.fields.len());
        for draft in self.fields {
            let field = draft.finish(self.unaccepted.is_some()).map_err(&invalid)?;
            if fields.iter().any(|other: &FieldSchema| other.key == field.key) {
                return Err(invalid(format!("the key `{}` occurs twice", field.key)));
            }
            fields.push(field);
        }
        check_enums(&fields, &self.enums).map_err(&invalid)?;
        let stability =
            self.stability.ok_or_else(|| invalid("the stability is unknown".to_owned()))?;
        let expires = self.expires.map(|date| date.parse()).transpose();
        let expires = expires.map_err(|error: crate::DateError| invalid(error.to_string()))?;
        let sample_rate = self.sample_rate.map(SampleRate::new).transpose();
        let sample_rate =
            sample_rate.map_err(|error: SampleRateError| invalid(error.to_string()))?;
        if let Some(billing) = &self.billing {
            names::check_billing(&billing.product)
                .and(names::check_billing(&billing.category))
                .map_err(|error| invalid(error.to_string()))?;
        }
        Ok(EventSchema {
            feature: self.feature,
            action: self.action,
            version: self.version,
            description: self.description,
            owner: self.owner,
            purpose,
            declared_by: self.declared_by,
            fields,
            enums: self.enums,
            stability,
            expires,
            sample_rate,
            billing: self.billing,
            renamed_from: self.renamed_from,
            waivers: self.waivers,
            absent_keys: self.absent_keys,
            unaccepted: self.unaccepted,
        })
    }
}

/// Every enum field has a table, every table belongs to an enum field, and
/// codes are positive.
fn check_enums(fields: &[FieldSchema], enums: &[EnumSchema]) -> Result<(), String> {
    for (at, field) in fields.iter().enumerate() {
        let tables = enums.iter().filter(|table| table.field as usize == at).count();
        let wanted = usize::from(field.kind == Kind::Enum);
        if tables != wanted {
            return Err(format!("field `{}`: {tables} code tables instead of {wanted}", field.key));
        }
    }
    for table in enums {
        if table.field as usize >= fields.len() {
            return Err(format!("the code table `{}` belongs to no field", table.name));
        }
        if table.codes.iter().any(|code| code.code < 1) {
            return Err(format!("the code table `{}` has a code below 1", table.name));
        }
    }
    Ok(())
}

impl FieldDraft {
    /// What is not accepted may lack its reviews.
    fn finish(self, unaccepted: bool) -> Result<FieldSchema, String> {
        let key = self.key;
        names::check_key(&key).map_err(|error| format!("field `{key}`: {error}"))?;
        let privacy =
            self.privacy.ok_or_else(|| format!("field `{key}`: privacy missing or unknown"))?;
        let kind = self.kind.ok_or_else(|| format!("field `{key}`: kind missing or unknown"))?;
        if (kind == Kind::Text) == (privacy == Privacy::Metadata) {
            return Err(format!("field `{key}`: {kind} cannot be {privacy}"));
        }
        let unit = match self.unit.as_str() {
            "" => None,
            symbol => Some(
                Unit::from_symbol(symbol)
                    .ok_or_else(|| format!("field `{key}`: unknown unit `{symbol}`"))?,
            ),
        };
        let review = self.review.map(ReviewDraft::finish).transpose();
        let review = review.map_err(|problem| format!("the review of field `{key}`: {problem}"))?;
        let lacks = unaccepted && review.is_none();
        if review.is_some() != (privacy == Privacy::Audited) && !lacks {
            return Err(format!("field `{key}`: a text has a review exactly if it is audited"));
        }
        if let Some(problem) = self.granularity.problem() {
            return Err(format!("field `{key}`: {problem}"));
        }
        Ok(FieldSchema {
            key,
            description: self.description,
            privacy,
            kind,
            optional: self.optional,
            unit,
            granularity: self.granularity,
            review,
            waivers: self.waivers,
            name: self.name,
        })
    }
}

impl ReviewDraft {
    fn finish(self) -> Result<TextReview, String> {
        let allowed = self.allowed.ok_or("it does not say which texts may leave")?;
        let limits = Limits::new(self.max_bytes, allowed).map_err(|error| error.to_string())?;
        let day = |date: &str| date.parse().map_err(|error: crate::DateError| error.to_string());
        Ok(TextReview {
            limits,
            with_user: self.with_user,
            definition: self.definition.ok_or("the hash of its definition is missing")?,
            date: day(&self.date)?,
            expires: day(&self.expires)?,
            reason: self.reason,
            reviewer: self.reviewer,
            link: self.link,
        })
    }
}
