//! What was lost on the way to the queue: since the program started, and ever,
//! by reason, with what each means and what to do. It shows what it is given.

use std::collections::BTreeMap;

use super::html::Html;
use super::words::{count, write_time};
use crate::console::state::Recorded;
use crate::losses::LossOnTheWay;
use crate::queue::{LostOnTheWay, Stats};

/// One reason: since the start of the program, and since it is counted.
type Rows<'a> = BTreeMap<&'a str, (Option<u64>, Option<&'a LostOnTheWay>)>;

/// `recorded` is none for a console that only reads.
pub(super) fn write(html: &mut Html, stats: &Stats, recorded: Option<&Recorded>) {
    let mut rows = Rows::new();
    for lost in &stats.lost_on_the_way {
        rows.entry(&lost.reason).or_default().1 = Some(lost);
    }
    for (reason, count) in recorded.iter().flat_map(|it| it.lost()) {
        rows.entry(reason).or_default().0 = Some(count);
    }
    if rows.is_empty() {
        write_nothing(html, stats);
        return;
    }
    html.raw("<section aria-labelledby=\"lost\" class=\"losses\">\n<h2 id=\"lost\">Lost on the ");
    html.raw("way to the queue</h2>\n<p class=\"hint\">");
    if let Some(recorded) = recorded {
        html.raw("Of ").text(&count(recorded.events)).raw(" events that this program recorded. ");
    }
    if let Some(since) = stats.lost_since {
        html.raw("Over all programs that had this queue, counted since ");
        write_time(html, since);
        html.raw(".");
    }
    html.raw("</p>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">What</th>");
    if recorded.is_some() {
        html.raw("<th scope=\"col\" class=\"right\">This program</th>");
    }
    html.raw("<th scope=\"col\" class=\"right\">Ever</th><th scope=\"col\">First</th>");
    html.raw("<th scope=\"col\">Last</th></tr></thead>\n<tbody>\n");
    for (reason, row) in rows {
        write_row(html, reason, row, recorded.is_some());
    }
    html.raw("</tbody></table></div>\n</section>\n");
}

fn write_nothing(html: &mut Html, stats: &Stats) {
    html.raw("<p class=\"notice\"><strong>Nothing was lost on the way to the queue</strong>");
    if let Some(since) = stats.lost_since {
        html.raw(" since ");
        write_time(html, since);
    }
    html.raw(".</p>\n");
}

fn write_row(
    html: &mut Html,
    reason: &str,
    (now, ever): (Option<u64>, Option<&LostOnTheWay>),
    is_running: bool,
) {
    html.raw("<tr><th scope=\"row\">").text(LossOnTheWay::what(reason)).raw(" ").code(reason);
    html.raw("<p class=\"hint\">").prose(LossOnTheWay::advice(reason)).raw("</p></th>");
    if is_running {
        html.raw("<td class=\"right\">").text(&count(now.unwrap_or(0))).raw("</td>");
    }
    // The running program notes it every few seconds.
    let most = ever.map_or(0, |it| it.count).max(now.unwrap_or(0));
    html.raw("<td class=\"right\">").text(&count(most)).raw("</td>");
    for time in [ever.map(|it| it.first_at), ever.map(|it| it.last_at)] {
        html.raw("<td>");
        match time {
            Some(time) => write_time(html, time),
            None => drop(html.raw("just now")),
        }
        html.raw("</td>");
    }
    html.raw("</tr>\n");
}
