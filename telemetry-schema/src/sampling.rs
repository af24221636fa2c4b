//! How many of the times that an event happens are recorded.
//!
//! A rate is declared with the event, decides on the thread that records, and
//! goes with each event that is kept, so that who counts them can weigh them.
//! Here lives the number alone, with its bounds and its words; where chance
//! comes from is the recorder's business.

use std::fmt;

/// The share of events that is recorded, from [`SampleRate::LEAST`] to below 1.
/// An event of which every one is recorded has none.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct SampleRate(f64);

/// Why a number is not a sample rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleRateError {
    /// Not above 0, above 1, or not finite.
    OutOfRange,
    /// Below [`SampleRate::LEAST`].
    TooRare,
    /// Exactly 1: then there is no rate.
    Every,
}

impl SampleRate {
    /// One event of a thousand million. With less, nobody would see one.
    pub const LEAST: f64 = 1e-9;

    /// The rate with this number.
    ///
    /// # Errors
    /// When it is no rate, or 1, which is said by leaving it out.
    pub fn new(rate: f64) -> Result<Self, SampleRateError> {
        match rate {
            1.0 => Err(SampleRateError::Every),
            _ if !(rate > 0.0 && rate < 1.0) => Err(SampleRateError::OutOfRange),
            _ if rate < Self::LEAST => Err(SampleRateError::TooRare),
            _ => Ok(Self(rate)),
        }
    }

    /// The share, above 0 and below 1.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The number below which a random number of 64 bits lies as often as an
    /// event is recorded: exact to one part in 2^34.
    #[must_use]
    pub fn threshold(self) -> u64 {
        (self.0 * 2.0_f64.powi(64)) as u64
    }

    /// The sentence for people: `1 of 10 is recorded`.
    #[must_use]
    pub fn sentence(self) -> String {
        let verb = if matches!(self.fraction(), Some((1, _))) { "is" } else { "are" };
        format!("{self} {verb} recorded")
    }

    /// So many of so many, if that is a number that people can read.
    fn fraction(self) -> Option<(u128, u128)> {
        // The shortest decimal form, at most 26 digits after the point.
        let decimal = self.0.to_string();
        let digits = decimal.strip_prefix("0.")?;
        let part: u128 = digits.parse().ok()?;
        let whole = 10_u128.checked_pow(u32::try_from(digits.len()).ok()?)?;
        let common = greatest_common_divisor(part, whole);
        let (part, whole) = (part / common, whole / common);
        (part == 1 || whole <= 1_000_000).then_some((part, whole))
    }
}

/// Both are above 0.
const fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl fmt::Display for SampleRate {
    /// `1 of 10`, `3 of 8`; `0.3333333333333333 of all` where no short
    /// fraction says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fraction() {
            Some((part, whole)) => write!(f, "{part} of {whole}"),
            None => write!(f, "{} of all", self.0),
        }
    }
}

impl fmt::Display for SampleRateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfRange => {
                "a sample rate is above 0 and at most 1; write 0.1 for one event of ten"
            }
            Self::TooRare => {
                "a sample rate is at least 0.000000001, one event of a thousand million; write a larger one, or remove the event"
            }
            Self::Every => "a sample rate of 1 is every event; leave it out",
        })
    }
}

impl std::error::Error for SampleRateError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(rate: f64) -> SampleRate {
        SampleRate::new(rate).expect("a rate")
    }

    #[test]
    fn a_rate_is_said_as_a_fraction() {
        for (number, words) in [
            (0.1, "1 of 10 is recorded"),
            (0.25, "1 of 4 is recorded"),
            (0.3, "3 of 10 are recorded"),
            (0.015, "3 of 200 are recorded"),
            (0.999_999, "999999 of 1000000 are recorded"),
            (1e-9, "1 of 1000000000 is recorded"),
            (1.0 / 3.0, "0.3333333333333333 of all are recorded"),
        ] {
            assert_eq!(rate(number).sentence(), words);
        }
    }

    #[test]
    fn what_is_no_share_is_no_rate() {
        use SampleRateError::{Every, OutOfRange, TooRare};
        for number in [0.0, -0.0, -0.1, 1.1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(SampleRate::new(number), Err(OutOfRange), "{number}");
        }
        assert_eq!(SampleRate::new(1.0), Err(Every));
        for number in [f64::MIN_POSITIVE, 9.9e-10] {
            assert_eq!(SampleRate::new(number), Err(TooRare), "{number}");
        }
        assert!(SampleRate::new(SampleRate::LEAST).is_ok());
    }

    #[test]
    fn the_threshold_is_the_share_of_all_numbers() {
        assert_eq!(rate(0.5).threshold(), 1 << 63);
        assert_eq!(rate(0.25).threshold(), 1 << 62);
        assert_eq!(rate(1.0_f64.next_down()).threshold(), u64::MAX - 2047);
        assert!(rate(SampleRate::LEAST).threshold() > 1 << 34);
    }

    proptest! {
        #[test]
        fn every_rate_has_words_and_a_threshold(number in SampleRate::LEAST..1.0) {
            let rate = rate(number);
            prop_assert!(rate.to_string().contains(" of "));
            let share = rate.threshold() as f64 / 2.0_f64.powi(64);
            prop_assert!((share / number - 1.0).abs() < 1e-10);
        }
    }
}
