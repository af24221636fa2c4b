//! Calendar dates, for reviews and for events that expire.
//!
//! Only what is written in files and declarations lives here. Nothing here
//! asks a clock: a build has to give the same answer tomorrow.

use std::{fmt, str::FromStr, time::Duration};

/// A day of the Gregorian calendar, in the years 1 to 9999; it exists by
/// construction. Earlier days are less than later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // The order of the fields is the order of days.
    year: u16,
    month: u8,
    day: u8,
}

/// Why something is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Not of the form `YYYY-MM-DD`.
    Form,
    /// Of the right form, but the calendar has no such day.
    NoSuchDay,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "not a date; write the day as `YYYY-MM-DD`, as in `2026-11-22`",
            Self::NoSuchDay => {
                "the calendar has no such day; months go from 01 to 12 and days to the end of the month"
            }
        })
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// The day of this year (1 to 9999), month (1 to 12) and day of the month.
    ///
    /// # Errors
    /// [`DateError::NoSuchDay`] when the calendar does not have it.
    pub const fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let in_calendar = year >= 1 && year <= 9999 && month >= 1 && month <= 12;
        if in_calendar && day >= 1 && day <= days_of_month(year, month) {
            Ok(Self { year, month, day })
        } else {
            Err(DateError::NoSuchDay)
        }
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, which is 0; earlier days are negative.
    #[must_use]
    pub const fn days_since_epoch(self) -> i64 {
        const EPOCH: i64 = days_before_year(1970);
        let mut days = days_before_year(self.year as i64) - EPOCH;
        let mut month = 1;
        while month < self.month {
            days += days_of_month(self.year, month) as i64;
            month += 1;
        }
        days + self.day as i64 - 1
    }

    /// The day that is so many days after 1970-01-01, for who has a clock;
    /// none outside the years 1 to 9999.
    #[must_use]
    pub fn from_days_since_epoch(days: i64) -> Option<Self> {
        const FIRST: i64 = Date { year: 1, month: 1, day: 1 }.days_since_epoch();
        const LAST: i64 = Date { year: 9999, month: 12, day: 31 }.days_since_epoch();
        if !(FIRST..=LAST).contains(&days) {
            return None;
        }
        // No year is longer than 366 days, so this is the right one or before.
        let since = days - FIRST;
        let mut year = 1 + since / 366;
        while days_before_year(year + 1) <= since {
            year += 1;
        }
        let year = u16::try_from(year).ok()?;
        let mut day = since - days_before_year(i64::from(year)) + 1;
        let mut month = 1;
        while day > i64::from(days_of_month(year, month)) {
            day -= i64::from(days_of_month(year, month));
            month += 1;
        }
        Self::new(year, month, u8::try_from(day).ok()?).ok()
    }
}

/// The day on which a clock shows that so much time has passed since
/// 1970-01-01, in UTC; see [`Date::days_since_epoch`].
#[must_use]
pub const fn days_of_clock(since_epoch: Duration) -> i64 {
    const SECONDS_OF_A_DAY: u64 = 24 * 60 * 60;
    // 64 bits of seconds are fewer days than 63 bits hold.
    (since_epoch.as_secs() / SECONDS_OF_A_DAY) as i64
}

/// Days between the first day of the year 1 and the first day of `year`.
const fn days_before_year(year: i64) -> i64 {
    let before = year - 1;
    before * 365 + before / 4 - before / 100 + before / 400
}

const fn days_of_month(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(DateError::Form);
        }
        let year = number(&bytes[..4])?;
        // Two digits are at most 99.
        let (month, day) = (number(&bytes[5..7])? as u8, number(&bytes[8..])? as u8);
        Self::new(year, month, day)
    }
}

/// At most four decimal digits; `str::parse` would let a sign through.
fn number(digits: &[u8]) -> Result<u16, DateError> {
    digits.iter().try_fold(0, |value, byte| match byte {
        b'0'..=b'9' => Ok(value * 10 + u16::from(byte - b'0')),
        _ => Err(DateError::Form),
    })
}

#[cfg(test)]
mod tests {
    use super::{Date, DateError};
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn days_are_counted_from_the_epoch() {
        assert_eq!(date("1970-01-01").days_since_epoch(), 0);
        assert_eq!(date("1969-12-31").days_since_epoch(), -1);
        assert_eq!(date("2000-03-01").days_since_epoch(), 11_017);
        assert_eq!(date("2026-11-22").days_since_epoch(), 20_779);
        assert_eq!(date("0001-01-01").days_since_epoch(), -719_162);
        assert_eq!(date("9999-12-31").days_since_epoch(), 2_932_896);
    }

    #[test]
    fn days_outside_the_calendar_have_no_date() {
        for days in [i64::MIN, -719_163, 2_932_897, i64::MAX] {
            assert_eq!(Date::from_days_since_epoch(days), None, "{days}");
        }
    }

    #[test]
    fn only_days_of_the_calendar_exist() {
        for no in ["2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-13-01"] {
            assert_eq!(no.parse::<Date>(), Err(DateError::NoSuchDay), "{no}");
        }
        for no in ["0000-01-01", "2026-01-00", "2026-01-32"] {
            assert_eq!(no.parse::<Date>(), Err(DateError::NoSuchDay), "{no}");
        }
        assert_eq!(date("2000-02-29").to_string(), "2000-02-29");
    }

    #[test]
    fn only_one_form_is_a_date() {
        for no in ["", "2026-1-01", "26-01-01", "+026-01-01", "2026/01/01", "2026-01-01T00:00:00"] {
            assert_eq!(no.parse::<Date>(), Err(DateError::Form), "{no}");
        }
        assert_eq!("２026-01-0".parse::<Date>(), Err(DateError::Form));
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(year in 1u16..=9999, month in 1u8..=12, day in 1u8..=31) {
            if let Ok(date) = Date::new(year, month, day) {
                prop_assert_eq!(date.to_string().parse(), Ok(date));
            }
        }

        #[test]
        fn the_order_of_dates_is_that_of_their_days(
            a in (1u16..=9999, 1u8..=12, 1u8..=28),
            b in (1u16..=9999, 1u8..=12, 1u8..=28),
        ) {
            let a = Date::new(a.0, a.1, a.2).expect("every month has 28 days");
            let b = Date::new(b.0, b.1, b.2).expect("every month has 28 days");
            prop_assert_eq!(a.cmp(&b), a.days_since_epoch().cmp(&b.days_since_epoch()));
        }

        #[test]
        fn a_day_is_found_by_its_number(days in -719_162_i64..=2_932_896) {
            let date = Date::from_days_since_epoch(days).expect("in the calendar");
            prop_assert_eq!(date.days_since_epoch(), days);
        }

        #[test]
        fn no_text_panics(text in ".{0,12}") {
            let _ = text.parse::<Date>();
        }
    }
}
