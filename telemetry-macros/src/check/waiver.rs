//! Waivers: each names a rule that can be waived, gives a reason, and silences
//! something.

use telemetry_schema::{
    names, nearest,
    rules::{self, RULES, Rule},
};

use crate::{
    ast::{Container, Event},
    attr::{Waived, backticked, did_you_mean},
    report::Report,
    waivers,
};

pub(super) fn check_waivers(container: &Container<'_>, event: &Event<'_>, report: &Report) {
    let own = &container.event_attrs(event).waived;
    for waived in own {
        let useful = |rule: &Rule| event.fields.iter().any(|field| waivers::fires(field, rule));
        check_waiver(waived, useful, report);
    }
    check_given_once(own, report);
    for field in &event.fields {
        for waived in &field.attrs.waived {
            check_waiver(waived, |rule: &Rule| waivers::fires(field, rule), report);
        }
        check_given_once(&field.attrs.waived, report);
    }
}

fn check_waiver(waived: &Waived, useful: impl Fn(&Rule) -> bool, report: &Report) {
    match Rule::find(&waived.id) {
        None => report.error(rules::WAIVER, &waived.at_rule, unknown(&waived.id)),
        Some(rule) if !rule.waivable => report.error(
            rules::WAIVER,
            &waived.at_rule,
            format!(
                "{} cannot be waived: {}; remove this, and mend what the rule finds",
                rule.id, rule.title
            ),
        ),
        Some(rule) if !useful(rule) => report.error(
            rules::WAIVER,
            &waived.at_rule,
            format!("{} finds nothing here, so this waiver silences nothing; remove it", rule.id),
        ),
        Some(_) => {}
    }
    if names::is_blank_description(&waived.reason) {
        report.error(
            rules::WAIVER,
            &waived.at_reason,
            "a waiver has a reason for those who review it; say why the rule is wrong here",
        );
    }
}

fn unknown(id: &str) -> String {
    let waivable: Vec<&str> =
        RULES.iter().filter(|rule| rule.waivable).map(|rule| rule.id).collect();
    format!(
        "unknown rule `{id}`; {}what can be waived is {}",
        did_you_mean(nearest(id, waivable.iter().copied())),
        backticked(waivable)
    )
}

fn check_given_once(waived: &[Waived], report: &Report) {
    for (at, again) in waived.iter().enumerate() {
        if waived[..at].iter().any(|first| first.id == again.id) {
            report.error(
                rules::WAIVER,
                &again.at_rule,
                format!("{} is waived twice; keep one of the waivers", again.id),
            );
        }
    }
}
