//! What a fault of an event's texts is called on the wire. Messages name
//! declared keys and never repeat a text, nor a key that is not declared.

use super::Refusal;
use crate::{proto::telemetrygateway::v1::RefusalCode, texts::TextFault};

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
                "a text is accepted in the version of the catalog only, the one that was reviewed; give the receiver the sender's catalog",
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
