//! Why an event of a client is refused. The reasons are counted under their
//! words, which therefore never change; a message names rules and declared
//! names and never repeats anything that came with the event.

use std::borrow::Cow;

use crate::{proto::telemetrygateway::v1::RefusalCode, validate::Refusal};

/// The rule that an event of a client breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::console) struct Refused {
    /// For programs and for counting.
    pub(in crate::console) reason: Reason,
    /// The same for people, with what to do about it.
    pub(in crate::console) message: Cow<'static, str>,
}

impl Refused {
    pub(super) const fn new(reason: Reason, message: &'static str) -> Self {
        Self { reason, message: Cow::Borrowed(message) }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { reason: Reason::of(refusal.code), message: refusal.message }
    }
}

/// The closed list of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::console) enum Reason {
    /// Feature or action is no name.
    InvalidName,
    /// No event of this feature and action is declared.
    UnknownEvent,
    /// The event is not recorded: the administrator switched it off.
    SwitchedOff,
    /// The client is not in the list, or not in this version.
    UnknownClient,
    /// The declaration has another version.
    OtherVersion,
    /// A key that is not declared as a number that can leave.
    UnknownKey,
    /// The same key twice.
    RepeatedKey,
    /// A value that is not a number.
    NotNumber,
    /// A number that is not finite.
    NotFinite,
    /// A number that the declared type cannot hold.
    InvalidValue,
    /// A key that the declaration requires is absent.
    MissingKey,
    /// The time is far from the instance's own.
    InvalidTimestamp,
    /// Something around the event is of the wrong form.
    InvalidContext,
    /// The product is not in the list.
    UnknownBilling,
    /// The event or its private metadata is too large.
    TooLarge,
}

impl Reason {
    /// The word under which it is counted.
    pub(in crate::console) const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidName => "invalid_name",
            Self::UnknownEvent => "unknown_event",
            Self::SwitchedOff => "switched_off",
            Self::UnknownClient => "unknown_client",
            Self::OtherVersion => "other_version",
            Self::UnknownKey => "unknown_key",
            Self::RepeatedKey => "repeated_key",
            Self::NotNumber => "not_number",
            Self::NotFinite => "not_finite",
            Self::InvalidValue => "invalid_value",
            Self::MissingKey => "missing_key",
            Self::InvalidTimestamp => "invalid_timestamp",
            Self::InvalidContext => "invalid_context",
            Self::UnknownBilling => "unknown_billing",
            Self::TooLarge => "too_large",
        }
    }

    const fn of(code: RefusalCode) -> Self {
        match code {
            RefusalCode::InvalidName => Self::InvalidName,
            RefusalCode::UnknownEvent => Self::UnknownEvent,
            RefusalCode::UnknownKey => Self::UnknownKey,
            RefusalCode::NotFinite => Self::NotFinite,
            RefusalCode::InvalidValue => Self::InvalidValue,
            RefusalCode::MissingKey => Self::MissingKey,
            RefusalCode::InvalidTimestamp => Self::InvalidTimestamp,
            RefusalCode::TooLarge => Self::TooLarge,
            _ => Self::InvalidContext,
        }
    }
}
