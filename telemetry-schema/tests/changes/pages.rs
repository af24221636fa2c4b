//! Every rule for changes has its page and its row, and the pages show what is
//! really said.

use std::{collections::BTreeSet, fs, path::Path};

use telemetry_schema::compare::{CHANGE_RULES, Change, ChangeRule};

use crate::cases;

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules").join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn page(rule: &ChangeRule) -> String {
    read(&format!("{}.md", rule.id))
}

fn class(rule: &ChangeRule) -> String {
    rule.class.map_or_else(|| "none".to_owned(), |class| class.to_string())
}

/// The lines of the messages that a page shows.
fn shown(page: &str) -> Vec<String> {
    let blocks = page.split("```text\n").skip(1).filter_map(|block| block.split("```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn every_rule_has_its_page() {
    for rule in CHANGE_RULES {
        let page = page(rule);
        let title = format!("# {}: {}\n", rule.id, rule.title);
        let standing = format!("\nClass: {}. Level: {}.\n", class(rule), rule.level);
        assert!(page.starts_with(&title), "the page of {} begins with\n{title}", rule.id);
        assert!(page.contains(&standing), "the page of {} needs\n{standing}", rule.id);
    }
}

#[test]
fn every_rule_has_its_row() {
    let list = read("README.md");
    for rule in CHANGE_RULES {
        let ChangeRule { id, title, level, .. } = rule;
        let row = format!("| [{id}]({id}.md) | {title} | {} | {level} |\n", class(rule));
        assert!(list.contains(&row), "docs/rules/README.md needs the row\n{row}");
    }
}

#[test]
fn no_page_is_of_no_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules");
    let entries = fs::read_dir(folder).expect("the pages are here");
    let names = entries.map(|it| it.expect("readable").file_name().to_string_lossy().into_owned());
    let pages: BTreeSet<String> = names.filter(|name| name.starts_with('C')).collect();
    let rules: BTreeSet<String> =
        CHANGE_RULES.iter().map(|rule| format!("{}.md", rule.id)).collect();
    assert_eq!(pages, rules);
}

#[test]
fn the_messages_of_the_pages_are_those_of_the_comparison() {
    for rule in CHANGE_RULES {
        let lines = shown(&page(rule));
        let changes = cases(rule.id).into_iter().flat_map(|case| case.changes());
        let both = |change: Change| {
            let built = format!("error: {}", change.build_message());
            [change.to_string(), built]
        };
        let said: BTreeSet<String> = changes.flat_map(both).collect();
        let own = format!("[telemetry::{}", rule.id);
        assert!(lines.iter().any(|line| line.contains(&own)), "{} shows no message", rule.id);
        for line in lines {
            assert!(said.contains(&line), "{}: no case says `{line}`", rule.id);
        }
    }
}
