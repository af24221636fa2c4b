//! A template for the file that says who approves what, so that the author of
//! an event and the one who accepts it stay two people.

use std::collections::BTreeSet;

use telemetry_schema::lock::LockedFeature;

use super::{Page, Source, escape::line, files::mark};

const NAME: &str = "CODEOWNERS.telemetry";

const INTRODUCTION: &str = "\
#
# A template: append it to the CODEOWNERS of the repository and replace
# `@ORG/privacy-reviewers` and `@ORG/` by teams of yours. Then demand, for the
# branch that is released from, an approval by code owners, and none by the author.
#
# A change of what leaves changes a file of the lock, which only the privacy
# reviewers approve, and the page of its feature, which its owners approve. Nobody
# approves what they wrote themselves, so the author and the accepter are two people,
# also if the author is a privacy reviewer. The last line that matches a file counts,
# and one of several owners in a line is enough: do not add the owners of a feature to
# the lines of the lock.
";

const LOCK: &str = "
/protocol/events/                @ORG/privacy-reviewers
/protocol/reviews.toml           @ORG/privacy-reviewers
/protocol/telemetry/             @ORG/privacy-reviewers
/protocol/telemetrygateway/      @ORG/privacy-reviewers
/protocol/reference/STRINGS.md   @ORG/privacy-reviewers

# Whoever can change these lines can change who approves.
/CODEOWNERS                      @ORG/privacy-reviewers
/.github/CODEOWNERS              @ORG/privacy-reviewers
/docs/CODEOWNERS                 @ORG/privacy-reviewers

# The pages of the features.
";

pub(super) fn template(source: &Source<'_>) -> Page {
    let mut out = format!("# {}\n{INTRODUCTION}{LOCK}", mark(NAME));
    for (name, feature) in &source.lock.features {
        out.push_str(&owned(name, feature));
    }
    Page { name: NAME.to_owned(), text: out }
}

fn owned(name: &str, feature: &LockedFeature) -> String {
    let owners: BTreeSet<_> =
        feature.events.values().map(|event| handle(&event.head.owner)).collect();
    let teams: Vec<_> = owners.iter().filter_map(|owner| owner.as_deref().ok()).collect();
    let mut lines: String = owners
        .iter()
        .filter_map(|owner| owner.as_ref().err())
        .map(|owner| format!("# {name}: the owner `{owner}` is not the name of a team\n"))
        .collect();
    if !teams.is_empty() {
        lines.push_str(&format!("/protocol/reference/{name}.md {}\n", teams.join(" ")));
    }
    lines
}

/// The owner as such files know people; otherwise as a comment shows it.
fn handle(owner: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '@');
    if owner.is_empty() || !owner.chars().all(plain) {
        return Err(line(owner));
    }
    Ok(if owner.contains('@') { owner.to_owned() } else { format!("@ORG/{owner}") })
}
