//! The day from which an event is no longer recorded: not too far away, and
//! not reached unnoticed.

use super::Finding;
use crate::{Date, EventSchema, rules};

/// The most days from today to the expiry of an event: two years.
pub const MAX_EXPIRY_DAYS: i64 = 730;

/// So many days before its expiry, an event is spoken of.
pub const SOON_DAYS: i64 = 60;

pub(super) fn check(events: &[&EventSchema], today: Date, findings: &mut Vec<Finding>) {
    let found = events.iter().filter_map(|event| expiry(event, event.expires?, today));
    findings.extend(found);
}

fn expiry(event: &EventSchema, expires: Date, today: Date) -> Option<Finding> {
    let days = expires.days_since_epoch() - today.days_since_epoch();
    let in_days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    let (message, fix) = match days {
        ..=0 => (
            format!("it expired on {expires} and is no longer recorded"),
            "remove the event, or set a later date",
        ),
        1..=SOON_DAYS => (
            format!("it expires on {expires}, in {in_days}, and is then no longer recorded"),
            "set a later date if it is still needed, or remove the event",
        ),
        _ if days > MAX_EXPIRY_DAYS => (
            format!("it expires on {expires}, in {in_days}, when nobody will remember why"),
            "set a date within 730 days; it can be extended then",
        ),
        _ => return None,
    };
    let new = Some(expires.to_string());
    Some(Finding { new, ..Finding::new(rules::EXPIRY, event, message, fix) })
}
