//! What is said of an event beside its fields.

use super::{
    ChangeLevel, fields,
    report::{EVENT, Place, Report, both, or_none},
    review,
    rules::{self as rule},
};
use crate::{
    Billing, Date, EventSchema, SampleRate, Stability, Waiver,
    lock::{Declared, LockedEvent, State},
};

/// How often something was accepted between the two that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Steps {
    /// Once, or it is about to be: the lock and a build.
    One,
    /// As often as it took: two revisions of the lock.
    Many,
}

pub(super) fn compare(locked: &LockedEvent, new: Declared<'_>, steps: Steps) -> Vec<super::Change> {
    let mut report = Report::of(new.event.display_name());
    version(&mut report, locked, new, steps);
    standing(&mut report, &locked.head, new.event);
    let old = &locked.head.waivers;
    waivers(&mut report, EVENT, (old, old), &new.event.waivers);
    fields::compare(&mut report, locked, new);
    identity(&mut report, locked, new);
    review::definitions(&mut report, locked, new);
    state(&mut report, locked, new.event);
    report.changes
}

fn version(report: &mut Report, locked: &LockedEvent, new: Declared<'_>, steps: Steps) {
    let (old_version, new_version) = (locked.head.version, new.event.version);
    let changed = set_changed(locked, new);
    let rise = i64::from(new_version) - i64::from(old_version);
    // Whoever accepted more than once did not skip anything.
    let message = match if steps == Steps::Many { rise.min(1) } else { rise } {
        0 if !changed => return,
        1 if changed => return,
        1 => {
            let message = "the version rises though the fields are the same".to_owned();
            return report.note(
                rule::VERSION_RAISED,
                EVENT,
                both(old_version, new_version),
                message,
            );
        }
        0 => "the set of fields changes and the version does not",
        ..=-1 => "the version goes down",
        _ => "the version skips one",
    };
    let next = i64::from(old_version) + i64::from(changed);
    let fix = format!("write `version = {next}`");
    report.add(rule::VERSION, EVENT, both(old_version, new_version), (message.to_owned(), &fix));
}

/// Whether other keys are declared than were accepted, in this build or not.
fn set_changed(locked: &LockedEvent, new: Declared<'_>) -> bool {
    let known = |key: &str| {
        locked.conditional_keys.iter().any(|known| known == key)
            || locked.live_fields().any(|field| field.schema.key == key)
    };
    let declared = new
        .event
        .fields
        .iter()
        .map(|field| field.key.as_str())
        .chain(new.absent.iter().map(String::as_str));
    let accepted = locked.live_fields().map(|field| field.schema.key.as_str());
    let mut accepted = accepted.chain(locked.conditional_keys.iter().map(String::as_str));
    !declared.into_iter().all(known) || !accepted.all(|key| new.declares(key))
}

fn standing(report: &mut Report, old: &EventSchema, new: &EventSchema) {
    if old.purpose != new.purpose {
        let message = "the event is collected for another purpose".to_owned();
        report.note(rule::PURPOSE, EVENT, both(old.purpose, new.purpose), message);
    }
    term(report, EVENT, "the event", old.expires, new.expires);
    sampling(report, old.sample_rate, new.sample_rate);
    stability(report, old.stability, new.stability);
    if old.billing != new.billing {
        let values = both(
            or_none(old.billing.as_ref().map(charge)),
            or_none(new.billing.as_ref().map(charge)),
        );
        report.note(rule::BILLING, EVENT, values, "something else is charged for".to_owned());
    }
    words(report, EVENT, "the owner", &old.owner, &new.owner);
    words(report, EVENT, "the description", &old.description, &new.description);
}

/// How many of the events are recorded.
fn sampling(report: &mut Report, old: Option<SampleRate>, new: Option<SampleRate>) {
    let share = |rate: Option<SampleRate>| rate.map_or(1.0, SampleRate::get);
    let (rule, word) = match (share(old), share(new)) {
        (before, now) if now > before => (rule::SAMPLED_MORE, "more"),
        (before, now) if now < before => (rule::SAMPLED_LESS, "fewer"),
        _ => return,
    };
    let words = |rate: Option<SampleRate>| {
        rate.map_or_else(|| "every one".to_owned(), |rate| rate.to_string())
    };
    let message = format!("{word} of the events are recorded than was accepted");
    report.note(rule, EVENT, both(words(old), words(new)), message);
}

fn charge(billing: &Billing) -> String {
    format!("{}/{}", billing.product, billing.category)
}

fn stability(report: &mut Report, old: Stability, new: Stability) {
    let values = both(old.as_str(), new.as_str());
    match (old, new) {
        (Stability::Stable, Stability::Experimental) => {
            let message = "others rely on this event, and it becomes experimental".to_owned();
            let fix = "leave it stable and declare an experimental event beside it";
            report.add(rule::STABILITY, EVENT, values, (message, fix));
        }
        (Stability::Experimental, Stability::Stable) => {
            report.note(
                rule::STABILITY_RAISED,
                EVENT,
                values,
                "the event becomes stable".to_owned(),
            );
        }
        _ => {}
    }
}

/// How long something leaves: until a day, or for ever.
pub(super) fn term(
    report: &mut Report,
    place: Place<'_>,
    what: &str,
    old: Option<Date>,
    new: Option<Date>,
) {
    if old == new {
        return;
    }
    let longer = new.is_none_or(|new| old.is_some_and(|old| new > old));
    let (rule, word) = if longer { (rule::LONGER, "longer") } else { (rule::SHORTER, "shorter") };
    let values = both(or_none(old), or_none(new));
    report.note(rule, place, values, format!("{what} leaves for {word} than was accepted"));
}

/// Texts for people, of which a change damages nothing.
pub(super) fn words(report: &mut Report, place: Place<'_>, what: &str, old: &str, new: &str) {
    if old != new {
        report.note(rule::WORDS, place, both(old, new), format!("{what} changes"));
    }
}

/// `old` stood at the same place; `known` held there, from wherever it stood.
pub(super) fn waivers(
    report: &mut Report,
    place: Place<'_>,
    (old, known): (&[Waiver], &[Waiver]),
    new: &[Waiver],
) {
    for waiver in new {
        let id = &waiver.rule;
        match known.iter().find(|known| known.rule == *id) {
            Some(old) => {
                words(report, place, "the reason of a waiver", &old.reason, &waiver.reason)
            }
            None => report.note(
                rule::WAIVER_ADDED,
                place,
                (None, Some(id.clone())),
                format!("the rule `{id}` is switched off"),
            ),
        }
    }
    for Waiver { rule: id, .. } in
        old.iter().filter(|old| !new.iter().any(|new| new.rule == old.rule))
    {
        let message = format!("the rule `{id}` is no longer switched off");
        report.note(rule::WAIVER_REMOVED, place, (Some(id.clone()), None), message);
    }
}

/// Whether the event leaves with its user or interaction, unless the review of
/// a text has spoken of that already.
fn identity(report: &mut Report, locked: &LockedEvent, new: Declared<'_>) {
    if new.event.fields.iter().any(review::is_unreviewed) {
        return;
    }
    let built = |key: &str| new.event.field(key).is_some();
    let mut absent = locked
        .live_fields()
        .map(|field| &field.schema)
        .filter(|field| !built(&field.key) && new.declares(&field.key));
    // A text that this build leaves out is still one that was accepted.
    let as_before = absent.all(|field| field.review.as_ref().is_none_or(|it| it.with_user));
    let (before, now) = (locked.may_identify(), new.event.may_identify() && as_before);
    let spoken = [rule::IDENTITY, rule::NO_IDENTITY];
    if before == now || report.changes.iter().any(|change| spoken.contains(&change.rule)) {
        return;
    }
    let words = |may| if may { "with an identity" } else { "without an identity" };
    let rule = if now { rule::IDENTITY } else { rule::NO_IDENTITY };
    let message = format!("the event now leaves {}", words(now));
    report.note(rule, EVENT, both(words(before), words(now)), message);
}

/// What an event says that the lock knows as gone.
fn state(report: &mut Report, locked: &LockedEvent, new: &EventSchema) {
    let fix = "declare it under another name";
    match &locked.state {
        State::Live => {}
        State::RenamedTo(name) => {
            let message =
                format!("the event goes on as `{name}` and is declared under its old name again");
            report.add(rule::EVENT_REUSED, EVENT, (Some(name.clone()), None), (message, fix));
        }
        State::Removed if same_meaning(report, locked, new) => {
            let message = "the event was removed and is declared again".to_owned();
            report.note(rule::EVENT_REVIVED, EVENT, (None, None), message);
        }
        State::Removed => {
            let message =
                "the event was removed and is declared again with another meaning".to_owned();
            let values = both(&locked.head.description, &new.description);
            report.add(rule::EVENT_REUSED, EVENT, values, (message, fix));
        }
    }
}

fn same_meaning(report: &Report, locked: &LockedEvent, new: &EventSchema) -> bool {
    locked.head.description == new.description
        && report.changes.iter().all(|change| change.level() != ChangeLevel::Deny)
}
