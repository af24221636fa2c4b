//! Numbers, times and spans as people read them. Pure functions from values to
//! text; nothing here knows a page or an event.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::html::Html;

/// The last moment that a time of four-digit years can name.
const LAST: i64 = 253_402_300_799_999_999;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Microseconds since 1970 as a moment; what lies outside the years 1970 to
/// 9999 becomes the nearest moment inside.
fn moment(micros: i64) -> SystemTime {
    let micros = u64::try_from(micros.clamp(0, LAST)).unwrap_or(0);
    UNIX_EPOCH + Duration::from_micros(micros)
}

/// The time in RFC 3339, UTC, with microseconds.
pub(super) fn rfc3339(micros: i64) -> String {
    humantime::format_rfc3339_micros(moment(micros)).to_string()
}

/// A time as a form's field of date and time writes it: UTC, whole seconds.
pub(super) fn form_time(micros: i64) -> String {
    let mut text = humantime::format_rfc3339_seconds(moment(micros)).to_string();
    text.truncate(19);
    text
}

/// Reads a time as a form's field writes it, with or without seconds, or in
/// RFC 3339; always UTC.
pub(super) fn parse_time(text: &str) -> Option<i64> {
    let whole = if text.len() == 16 { format!("{text}:00") } else { text.to_owned() };
    let time = humantime::parse_rfc3339_weak(&whole).ok()?;
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_micros()).ok()
}

/// A time for people, exact for machines.
pub(super) fn write_time(html: &mut Html, micros: i64) {
    let exact = rfc3339(micros);
    html.raw("<time datetime=\"").text(&exact).raw("\" title=\"").text(&exact).raw("\">");
    html.text(&exact[..10]).raw(" <span class=\"clock\">").text(&exact[11..23]);
    html.raw("</span></time>");
}

/// A span of microseconds in its two largest parts.
pub(super) fn span(micros: i64) -> String {
    let parts = |big: i64, small: i64, names: (&str, &str)| {
        let rest = micros % big / small;
        let head = format!("{} {}", micros / big, names.0);
        if rest == 0 { head } else { format!("{head} {rest} {}", names.1) }
    };
    match micros {
        ..SECOND => "less than a second".to_owned(),
        SECOND..MINUTE => format!("{} s", micros / SECOND),
        MINUTE..HOUR => parts(MINUTE, SECOND, ("min", "s")),
        HOUR..DAY => parts(HOUR, MINUTE, ("h", "min")),
        _ => parts(DAY, HOUR, ("d", "h")),
    }
}

/// A number with its thousands apart.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A size; above 10,000 bytes in the next larger unit.
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    let larger = UNITS.into_iter().find(|(_, unit)| bytes >= *unit && bytes >= 10_000);
    match larger {
        Some((name, unit)) => {
            format!("{}.{} {name}", count(bytes / unit), bytes % unit * 10 / unit)
        }
        None => format!("{} B", count(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_time_in_a_form_is_read_as_it_was_written(seconds in 0_i64..253_402_300_799) {
            let micros = seconds * SECOND;
            prop_assert_eq!(parse_time(&form_time(micros)), Some(micros));
        }

        #[test]
        fn every_number_can_be_written(number: i64, unsigned: u64) {
            prop_assert!(!rfc3339(number).is_empty() && !span(number).is_empty());
            prop_assert_eq!(count(unsigned).replace(',', ""), unsigned.to_string());
            prop_assert!(!size(unsigned).is_empty());
        }
    }

    #[test]
    fn a_form_may_leave_out_the_seconds() {
        assert_eq!(parse_time("1970-01-01T00:01"), Some(MINUTE));
        assert_eq!(parse_time("1970-01-01T00:00:01Z"), Some(SECOND));
        assert_eq!(parse_time("yesterday"), None);
    }

    #[test]
    fn spans_and_sizes_have_units() {
        assert_eq!(span(3 * HOUR + 5 * MINUTE), "3 h 5 min");
        assert_eq!(span(42 * SECOND), "42 s");
        assert_eq!(span(2 * DAY), "2 d");
        assert_eq!(size(312), "312 B");
        assert_eq!(size(1_234_567), "1.2 MB");
        assert_eq!(count(1_234_567), "1,234,567");
    }
}
