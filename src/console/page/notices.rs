//! The pages of requests that get no other page: who is no administrator, and
//! what cannot be shown.

use super::html::Html;
use super::layout::{Place, page};
use crate::console::PAGE_PATH;

/// The page of whoever is no administrator; `login` shows the form for the
/// token, `problem` says what was wrong with the last one.
pub(super) fn not_admin_page(login: bool, problem: Option<&str>) -> Html {
    page("Log in", Place::Outside, false, |html| {
        html.raw("<div class=\"login\">\n<h1>Log in</h1>\n");
        if let Some(problem) = problem {
            html.raw("<p class=\"notice bad\" role=\"alert\" id=\"problem\">").prose(problem);
            html.raw("</p>\n");
        }
        if login {
            write_login_form(html, problem.is_some());
        } else {
            html.raw("<p>You must be site admin to see the events of this instance. Log in to ");
            html.raw("the application as one, then load this page again.</p>\n");
        }
        html.raw("</div>\n");
    })
}

fn write_login_form(html: &mut Html, failed: bool) {
    html.raw(
        "<p>You must be site admin to see the events of this instance. The program printed a ",
    );
    html.raw("token when it started: give it here.</p>\n");
    html.raw("<form class=\"token\" method=\"post\" action=\"").text(PAGE_PATH).raw("/login\">\n");
    html.raw("<label for=\"token\">Token</label>\n<input id=\"token\" name=\"token\" ");
    html.raw("type=\"password\" autocomplete=\"current-password\" required autofocus ");
    html.raw("spellcheck=\"false\"");
    html.raw_if(failed, " aria-invalid=\"true\" aria-describedby=\"problem\"").raw(">\n");
    html.raw("<button>Open the console</button>\n</form>\n");
}

/// The page for what went wrong, with what to do next in `reason`.
pub(super) fn problem_page(title: &'static str, reason: &str) -> Html {
    page(title, Place::Event, false, |html| {
        html.raw("<h1>").raw(title).raw("</h1>\n<p class=\"notice bad\" role=\"alert\">");
        html.prose(reason)
            .raw("</p>\n<p><a href=\"")
            .text(PAGE_PATH)
            .raw("\">All events</a></p>\n");
    })
}
