//! The texts of an event against their reviews, and what a fault is called on
//! the wire. Messages name declared keys and never repeat a text, nor a key
//! that is not declared.

use prost_types::Struct;
use telemetry_schema::Privacy;

use super::{Refusal, event::EventRules};
use crate::{
    declarations::Standing,
    proto::telemetrygateway::v1::{Event, RefusalCode},
    texts::{TextFault, texts_of},
};

/// Checks the texts of an event of a version that is known.
pub(super) fn check(rules: &EventRules, event: &Event, version: i32) -> Result<(), Refusal> {
    let Some(Struct { fields }) = texts_of(event) else { return Ok(()) };
    let known = &rules.known;
    let is_audited = |key: &str| {
        known.field(key, version).is_some_and(|it| it.schema.privacy == Privacy::Audited)
    };
    if !known.fields(version).any(|field| field.schema.privacy == Privacy::Audited) {
        return Err(TextFault::NoTexts.into());
    }
    if rules.standing(version) == Standing::OlderUnlocked {
        return Err(TextFault::OtherVersion.into());
    }
    for (key, value) in fields {
        if !is_audited(key) {
            return Err(TextFault::UnknownKey.into());
        }
        rules.texts.check(key, value)?;
    }
    let identified = event.user.is_some() || event.interaction.is_some();
    if identified && !known.may_identify(version) {
        return Err(TextFault::Identity.into());
    }
    Ok(())
}

impl From<TextFault<'_>> for Refusal {
    fn from(fault: TextFault<'_>) -> Self {
        match fault {
            TextFault::NoTexts => Self::new(
                RefusalCode::ForbiddenPart,
                "private metadata must not leave an instance, and the event declares no audited text; remove it before sending",
            ),
            TextFault::UnknownKey => Self::new(
                RefusalCode::ForbiddenPart,
                "private metadata holds a key that the event does not declare as an audited text; remove it before sending",
            ),
            TextFault::OtherVersion => Self::new(
                RefusalCode::ForbiddenPart,
                "a text of an older version is accepted only where a lock knows its review; give the receiver the lock, or the sender's program",
            ),
            TextFault::Identity => Self::new(
                RefusalCode::ForbiddenPart,
                "a text stands beside a user or an interaction, which its review does not allow; remove one of them before sending",
            ),
            TextFault::NotText(key) => Self::of_text(key, "the value is not a text; send a string"),
            TextFault::NotAllowed(key, refusal) => Self::of_text(key, refusal),
        }
    }
}

impl Refusal {
    fn of_text(key: &str, problem: impl std::fmt::Display) -> Self {
        let message = format!("private metadata `{key}`: {problem}").into();
        Self { code: RefusalCode::InvalidValue, message }
    }
}

#[cfg(test)]
mod tests;
