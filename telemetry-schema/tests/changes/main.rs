//! The rules for changes by example: what was accepted, what is declared now,
//! and which rules speak of it, and no others. Each rule has a file of its own
//! in `cases/`; how they are written is said in [`notation`].

mod case;
mod notation;
mod pages;

use std::{collections::BTreeSet, fs, path::Path};

use case::{Case, rules};
use telemetry_schema::compare::CHANGE_RULES;

/// The cases of this rule; none if it has no file.
pub(crate) fn cases(id: &str) -> Vec<Case> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/changes/cases/{id}.txt"));
    fs::read_to_string(file).map(|text| case::read(id, &text)).unwrap_or_default()
}

#[test]
fn each_case_is_found_by_its_rules_and_no_others() {
    let all: Vec<Case> = CHANGE_RULES.iter().flat_map(|rule| cases(rule.id)).collect();
    let wrong: Vec<String> = all
        .iter()
        .map(|case| (case, case.changes()))
        .filter(|(case, found)| rules(found) != case.says)
        .map(|(case, found)| {
            let found: String = found.iter().map(|it| format!("\n    {it}")).collect();
            format!("{}, {}: not {:?}, but{found}", case.id, case.name, case.says)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.len() > 2 * CHANGE_RULES.len(), "{} cases", all.len());
}

#[test]
fn each_rule_has_a_case_in_which_it_speaks_and_one_in_which_it_is_silent() {
    for rule in CHANGE_RULES {
        let cases = cases(rule.id);
        let speaking = cases.iter().filter(|case| case.says.contains(rule.id)).count();
        assert!(speaking > 0, "{} speaks in none of its cases", rule.id);
        assert!(speaking < cases.len(), "{} is silent in none of its cases", rule.id);
    }
}

#[test]
fn no_case_is_of_no_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes/cases");
    let entries = fs::read_dir(folder).expect("the cases are here");
    let files: BTreeSet<String> = entries
        .map(|it| it.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    let rules: BTreeSet<String> =
        CHANGE_RULES.iter().map(|rule| format!("{}.txt", rule.id)).collect();
    assert_eq!(files, rules);
}
