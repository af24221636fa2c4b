//! Days of receipt, UTC, as numbers and as the names of files.

use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS: u64 = 86_400;

/// Days since 1970-01-01; 0 when the clock is before that.
pub(super) fn of(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs() / SECONDS).unwrap_or(i64::MAX)
}

/// The name of a day's part: `2026-02-28.ndjson`, then `2026-02-28.2.ndjson`.
pub(super) fn file_name(day: i64, part: i64) -> String {
    let (year, month, day) = civil(day);
    match part {
        1 => format!("{year:04}-{month:02}-{day:02}.ndjson"),
        _ => format!("{year:04}-{month:02}-{day:02}.{part}.ndjson"),
    }
}

/// Year, month and day of the proleptic Gregorian calendar. Counts from the
/// first of March, so that the leap day is the last day of a year.
fn civil(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, in_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year_of_era = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * in_year + 2) / 153;
    let day = in_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn days_have_their_calendar_names() {
        let known = [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_454, "2026-01-01"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ];
        for (day, name) in known {
            assert_eq!(file_name(day, 1), format!("{name}.ndjson"));
        }
        assert_eq!(file_name(0, 3), "1970-01-01.3.ndjson");
    }

    #[test]
    fn every_day_agrees_with_the_time_crate() {
        for day in (0..60_000).step_by(7) {
            let date = time::OffsetDateTime::UNIX_EPOCH + time::Duration::days(day);
            let expected = (i64::from(date.year()), date.month() as i64, i64::from(date.day()));
            assert_eq!(civil(day), expected);
        }
    }

    #[test]
    fn a_day_begins_at_midnight() {
        assert_eq!(of(UNIX_EPOCH + Duration::from_secs(86_399)), 0);
        assert_eq!(of(UNIX_EPOCH + Duration::from_secs(86_400)), 1);
        assert_eq!(of(UNIX_EPOCH - Duration::from_secs(1)), 0);
    }
}
