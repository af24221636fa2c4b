//! How the instance stands: what is switched off, what would not survive, and
//! what is wrong. Nothing where all is well. It shows what it is given.

use super::html::Html;
use crate::console::state::Standing;
use crate::policy::Mode;

pub(super) fn write(html: &mut Html, standing: &Standing) {
    if standing.in_memory {
        write_notice(html, "warn", "Nothing of this survives the program.");
        html.raw("It keeps its events in memory, by the choice of `in_memory`: what has not left ");
        html.raw("when it ends is lost.</p>\n");
    }
    if standing.mode == Some(Mode::Off) {
        write_notice(html, "warn", "Nothing is recorded: the mode is off.");
        html.raw("What waited was purged. It stays off, also for programs that start, until ");
        html.raw("another mode is set, for example with ").code("telemetry mode").raw(".</p>\n");
    } else if let Some(mode) = &standing.mode {
        html.raw("<p class=\"notice\" id=\"mode\"><strong>The mode is ").code(&mode.to_string());
        html.raw(".</strong></p>\n");
    }
    write_switched_off(html, standing);
    if let Some(problem) = &standing.problem {
        write_notice(html, "bad", "Events are not being stored.");
        html.prose(problem).raw(".</p>\n");
    }
    if let Some(problem) = &standing.journal_problem {
        write_notice(html, "bad", "Recorded events would not survive a kill of the program.");
        html.prose(problem).raw(".</p>\n");
    }
}

fn write_notice(html: &mut Html, class: &'static str, what: &'static str) {
    html.raw("<p class=\"notice ").raw(class).raw("\" role=\"status\"><strong>");
    html.raw(what).raw("</strong> ");
}

fn write_switched_off(html: &mut Html, standing: &Standing) {
    if standing.not_recorded.is_empty() {
        return;
    }
    write_notice(html, "warn", "Switched off, whatever the mode:");
    for (position, (feature, action)) in standing.not_recorded.iter().enumerate() {
        html.raw_if(position > 0, ", ").code(&format!("{feature}.{}", action.unwrap_or("*")));
    }
    html.raw(". They are not recorded, and what waited of them was purged.</p>\n");
}
