//! The closed lists: the states of an event, why it is in them, and why
//! something was given up. Each word is stored as it stands here, so a word
//! is never changed or used again with another meaning.

use std::fmt;

/// What happened to an event, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventState {
    /// Waits for the exporter.
    Queued,
    /// An exporter holds it right now.
    Leased,
    /// The gateway acknowledged it.
    Exported,
    /// Will not be sent.
    Refused(RefusedReason),
    /// Kept back by policy; is queued again when the policy allows it.
    Withheld(WithheldReason),
}

/// Why policy keeps an event back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WithheldReason {
    /// The instance exports nothing.
    Local,
    /// The instance exports only some features, and this is none of them.
    Scope,
    /// The application has not accepted a text of the event.
    NotAccepted,
    /// The review of a text in the event holds no longer.
    ReviewExpired,
}

impl WithheldReason {
    const ALL: [Self; 4] = [Self::Local, Self::Scope, Self::NotAccepted, Self::ReviewExpired];

    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Scope => "scope",
            Self::NotAccepted => "not accepted",
            Self::ReviewExpired => "review expired",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

/// Why an event will not be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusedReason {
    /// The gateway said so.
    Gateway {
        /// The number of the reason in the protocol.
        code: i32,
        /// The gateway's words, at most 1,024 bytes.
        message: String,
    },
    /// Larger than a message may be.
    Oversized,
    /// Its bytes are no event.
    Undecodable,
}

impl RefusedReason {
    /// The stored word.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Gateway { .. } => "gateway",
            Self::Oversized => "oversized",
            Self::Undecodable => "undecodable",
        }
    }

    pub(super) fn parse(word: &str, code: Option<i32>, message: Option<String>) -> Option<Self> {
        match word {
            "gateway" => Some(Self::Gateway { code: code?, message: message.unwrap_or_default() }),
            "oversized" => Some(Self::Oversized),
            "undecodable" => Some(Self::Undecodable),
            _ => None,
        }
    }
}

/// Why events were given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LossReason {
    /// A new event did not fit: as many events as allowed are waiting.
    MaxRows,
    /// A new event did not fit: as many bytes as allowed are waiting.
    MaxBytes,
    /// Waiting events were deleted because telemetry was switched off.
    Purged,
    /// An exported event made room before its retention was over.
    ExportedEvicted,
    /// A refused event made room.
    RefusedEvicted,
}

impl LossReason {
    const ALL: [Self; 5] =
        [Self::MaxRows, Self::MaxBytes, Self::Purged, Self::ExportedEvicted, Self::RefusedEvicted];

    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MaxRows => "max_rows",
            Self::MaxBytes => "max_bytes",
            Self::Purged => "purged",
            Self::ExportedEvicted => "exported_evicted",
            Self::RefusedEvicted => "refused_evicted",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

impl fmt::Display for EventState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Queued => f.write_str("queued"),
            Self::Leased => f.write_str("leased"),
            Self::Exported => f.write_str("exported"),
            Self::Refused(RefusedReason::Gateway { code, message }) => {
                write!(f, "refused(gateway {code}: {message})")
            }
            Self::Refused(reason) => write!(f, "refused({})", reason.as_str()),
            Self::Withheld(reason) => write!(f, "withheld({})", reason.as_str()),
        }
    }
}
