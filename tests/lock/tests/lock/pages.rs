//! The examples of the pages in `docs/rules`: what they show as accepted is, and
//! what they show as declared is refused in the words that they show, or
//! compiles.

use std::{fs, path::Path};

use telemetry_schema::compare::{CHANGE_RULES, ChangeRule};

use crate::{
    case::{Case, Expected, Source, Step},
    judged,
};

/// Rules of which no example can be built: a removal is said to the command, an
/// edit of the lock shows only against another one, and what a review says is
/// not in the declaration.
const NOT_BUILT: [&str; 9] =
    ["C0016", "C0025", "C0026", "C0029", "C0030", "C0037", "C0040", "C0041", "C0042"];

#[test]
fn the_examples_of_the_pages_are_true() {
    let rules = CHANGE_RULES.iter().filter(|rule| !NOT_BUILT.contains(&rule.id));
    let cases: Vec<Case> = rules.map(|rule| case(rule)).collect();
    let problems = judged::problems("pages", &cases);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The example of a page, under a feature of its own.
fn case(rule: &ChangeRule) -> Case {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/rules/{}.md", rule.id));
    let page = fs::read_to_string(file).expect("the page is here");
    let slug = slug(rule);
    let section = |title: &str| {
        let rest = page.split(&format!("\n## {title}\n")).nth(1).expect("a section");
        rest.split("\n## ").next().unwrap_or_default()
    };
    let now = section("Declared");
    let declared = blocks(now, "rust").into_iter().next().expect("an example");
    Case {
        steps: steps(&slug, section("Accepted")),
        now: source(&slug, &declared),
        expected: Expected::Said(said(now)),
        slug,
    }
}

/// Letters for digits: names of features have no others.
fn slug(rule: &ChangeRule) -> String {
    let letter = |digit: char| char::from(b'a' + digit.to_digit(10).unwrap_or_default() as u8);
    format!("page-{}", rule.id.chars().skip(1).map(letter).collect::<String>())
}

fn steps(slug: &str, section: &str) -> Vec<Step> {
    let accepted = blocks(section, "rust").into_iter().map(|it| Step::Accepted(source(slug, &it)));
    let mut steps: Vec<Step> = accepted.collect();
    if let Some(rest) = section.split("--remove search.").nth(1) {
        let action = rest.split('`').next().unwrap_or_default();
        steps.push(Step::Removed(action.to_owned()));
    }
    steps
}

/// The pages are about `search`; everything that they use is imported already.
fn source(slug: &str, text: &str) -> Source {
    let code = text.lines().filter(|line| !line.starts_with("use telemetry_core"));
    let code: Vec<&str> = code.collect();
    let named = code.join("\n").replace("\"search", "\"_");
    Source::of(slug, &named)
}

fn said(section: &str) -> Vec<String> {
    let blocks = blocks(section, "text");
    let lines = blocks.iter().flat_map(|block| block.lines());
    lines.filter_map(|line| Some(line.strip_prefix("error: ")?.replace("search", "_"))).collect()
}

/// The code blocks of this form.
fn blocks(section: &str, form: &str) -> Vec<String> {
    let begin = format!("```{form}\n");
    let starts = section.split(&begin).skip(1);
    starts.filter_map(|block| Some(block.split("```").next()?.to_owned())).collect()
}
