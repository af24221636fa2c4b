//! The closed list of purposes.

use std::fmt;

/// Why an event is collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// To learn how the product is used and to make it better.
    ProductImprovement = 1,
    /// To find and mend faults and slowness.
    Reliability = 2,
    /// To detect and to answer attacks and abuse.
    Security = 3,
    /// To compute what a customer owes.
    Billing = 4,
    /// To help a customer who asked for it.
    Support = 5,
    /// To compare variants of a feature for a stated time.
    Experiment = 6,
}

impl Purpose {
    /// Every purpose, in the order of its code.
    pub const ALL: [Self; 6] = [
        Self::ProductImprovement,
        Self::Reliability,
        Self::Security,
        Self::Billing,
        Self::Support,
        Self::Experiment,
    ];

    /// The word that a declaration uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProductImprovement => "product-improvement",
            Self::Reliability => "reliability",
            Self::Security => "security",
            Self::Billing => "billing",
            Self::Support => "support",
            Self::Experiment => "experiment",
        }
    }

    /// The purpose of this word, if there is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }

    /// The code in a schema record.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The purpose of this code, if there is one.
    #[must_use]
    pub fn from_code(code: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| u64::from(purpose.code()) == code)
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
