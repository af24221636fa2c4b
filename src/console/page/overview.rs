//! The first page: how many events are in each state, why events wait, what
//! was lost, and the list of events. It shows what it is given and looks
//! nothing up.

use super::events;
use super::filter::{Filter, Page};
use super::html::Html;
use super::layout::{Place, page};
use super::lost;
use super::standing;
use super::verdict::{is_loss_of_unsent, meaning, why_lost, word};
use super::words::{count, size, span, write_time};
use crate::console::{PAGE_PATH, state::Standing};
use crate::declarations::Declarations;
use crate::queue::{ClientRefusal, StateName, Stats, Tally};

/// What the first page shows.
pub(super) struct Overview<'a> {
    /// The figures of the queue.
    pub(super) stats: &'a Stats,
    /// What client applications sent and the instance refused.
    pub(super) clients: &'a [ClientRefusal],
    /// Left out by the running program since its start because they are sampled.
    pub(super) sampled_out: Option<u64>,
    /// How the instance stands, and what it recorded.
    pub(super) standing: &'a Standing,
    /// What the administrator asked for.
    pub(super) filter: &'a Filter,
    /// The events that answer it.
    pub(super) page: &'a Page,
    /// The declarations, for the form's suggestions.
    pub(super) declarations: &'a Declarations,
    /// The time of the request, in microseconds.
    pub(super) now: i64,
    /// Whether the page fetches itself anew.
    pub(super) refresh: bool,
    /// Whether there is a login of the console's own to leave.
    pub(super) can_leave: bool,
}

/// The page.
pub(super) fn overview_page(overview: &Overview<'_>) -> Html {
    page("Events", Place::Events, overview.refresh, |html| {
        html.raw(
            "<h1>Every event of this instance</h1>\n<p class=\"lead\">What left, what waits, ",
        );
        html.raw("and what stays, exactly as it is stored. Open an event to see every byte that ");
        html.raw("leaves and every value that does not.</p>\n");
        write_cards(html, overview);
        standing::write(html, overview.standing);
        write_waiting(html, overview);
        lost::write(html, overview.stats, overview.standing.recorded.as_ref());
        write_sampled_out(html, overview.sampled_out);
        write_losses(html, overview.stats);
        write_clients(html, overview.clients);
        events::write_section(html, overview);
        if overview.can_leave {
            html.raw("<form class=\"leave\" method=\"post\" action=\"").text(PAGE_PATH);
            html.raw("/logout\"><button class=\"quiet\">Log out</button></form>\n");
        }
    })
}

/// The figure of one state.
pub(super) const fn tally(stats: &Stats, state: StateName) -> Tally {
    match state {
        StateName::Queued => stats.queued,
        StateName::Leased => stats.leased,
        StateName::Exported => stats.exported,
        StateName::Refused => stats.refused,
        StateName::Withheld => stats.withheld,
    }
}

fn write_cards(html: &mut Html, overview: &Overview<'_>) {
    html.raw("<nav aria-label=\"Events by state\"><ul class=\"cards\">\n");
    for state in StateName::ALL {
        let tally = tally(overview.stats, state);
        let selected = overview.filter.state == Some(state);
        // The card of the shown state leads back to all states.
        let target = overview.filter.with_state((!selected).then_some(state));
        html.raw("<li class=\"card ").text(word(state)).raw("\"><a href=\"");
        html.text(&events::address(&target)).raw("\"");
        html.raw_if(selected, " aria-current=\"true\"").raw("><span class=\"name\">");
        html.text(word(state)).raw("</span> <span class=\"figure\" data-count=\"");
        html.text(word(state)).raw("\">").text(&count(tally.events));
        html.raw("</span> <span class=\"meaning\">").text(meaning(state));
        html.raw("</span> <span class=\"size\" data-size=\"").text(word(state)).raw("\">");
        html.text(&size(tally.bytes)).raw("</span></a></li>\n");
    }
    html.raw("</ul></nav>\n");
}

fn write_waiting(html: &mut Html, overview: &Overview<'_>) {
    let stats = overview.stats;
    let Some(oldest) = stats.oldest_waiting else {
        html.raw("<p class=\"notice\" id=\"waiting\"><strong>No event waits.</strong></p>\n");
        return;
    };
    html.raw("<p class=\"notice");
    html.raw_if(stats.waiting.is_some(), " warn").raw("\" id=\"waiting\"><strong>The oldest ");
    html.raw("waiting event is ").text(&span(overview.now.saturating_sub(oldest)));
    html.raw(" old.</strong> ");
    match &stats.waiting {
        Some(waiting) => {
            html.raw("Events wait: ").prose(waiting.text.trim_end_matches('.')).raw(". Since ");
            write_time(html, waiting.since);
            html.raw(".");
        }
        None => {
            html.raw("Nothing holds it up; it leaves with the exporter’s next round.");
        }
    }
    html.raw("</p>\n");
}

/// What was never recorded, as declared.
fn write_sampled_out(html: &mut Html, sampled_out: Option<u64>) {
    let Some(events) = sampled_out.filter(|events| *events > 0) else { return };
    html.raw("<p class=\"notice\" id=\"sampled\"><strong>").text(&count(events));
    html.raw(" events were sampled out</strong> since the program started: their declarations ");
    html.raw("say to record a share of them. Nothing of them was kept; the recorded ones carry ");
    html.raw("their rate.</p>\n");
}

fn write_losses(html: &mut Html, stats: &Stats) {
    if stats.losses.is_empty() {
        html.raw("<p class=\"notice\"><strong>The queue has lost no event</strong> since it was ");
        html.raw("made.</p>\n");
        return;
    }
    let unsent = stats.losses.iter().any(|loss| is_loss_of_unsent(loss.reason));
    html.raw("<section aria-labelledby=\"losses\" class=\"losses\">\n<h2 id=\"losses\">");
    html.raw(if unsent { "Lost since the queue was made" } else { "Deleted to make room" });
    html.raw("</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Why</th>");
    html.raw("<th scope=\"col\" class=\"right\">Events</th><th scope=\"col\" class=\"right\">Size");
    html.raw("</th><th scope=\"col\">Last</th></tr></thead>\n<tbody>\n");
    for loss in &stats.losses {
        html.raw("<tr><th scope=\"row\">").text(why_lost(loss.reason)).raw(" ");
        html.code(loss.reason.as_str()).raw("</th><td class=\"right\">");
        html.text(&count(loss.lost.events)).raw("</td><td class=\"right\">");
        html.text(&size(loss.lost.bytes)).raw("</td><td>");
        write_time(html, loss.last_at);
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n</section>\n");
}

fn write_clients(html: &mut Html, refusals: &[ClientRefusal]) {
    if refusals.is_empty() {
        return;
    }
    html.raw("<section aria-labelledby=\"clients\">\n<h2 id=\"clients\">Refused from client ");
    html.raw("applications</h2>\n<p class=\"hint\">Counted only: what they sent was not kept, so ");
    html.raw("it is in no list below.</p>\n<table>\n<thead><tr><th scope=\"col\">Why</th>");
    html.raw("<th scope=\"col\" class=\"right\">Events</th><th scope=\"col\">Last</th></tr>");
    html.raw("</thead>\n<tbody>\n");
    for refusal in refusals {
        html.raw("<tr><th scope=\"row\">").code(&refusal.reason).raw("</th><td class=\"right\">");
        html.text(&count(refusal.events)).raw("</td><td>");
        write_time(html, refusal.last_at);
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n</section>\n");
}
