//! Every rule has its page, its row in the list, a case in which it speaks and
//! one in which it is silent; and the pages show what really happens.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

// As a file: a dependency on its crate would be one of the cases, too, which
// compile against the core crate alone.
#[allow(dead_code, unreachable_pub)]
#[path = "../../../telemetry-schema/src/rules.rs"]
mod rules;

use rules::{RULES, Rule, Speaks};

/// The root of the workspace; tests run in the folder of their package.
const ROOT: &str = "../..";

/// Where ids are given out and used.
const SOURCES: [&str; 3] = ["telemetry-schema/src", "telemetry-macros/src", "telemetry-core/src"];

/// A test by its file and its name.
type Test = (&'static str, &'static str);

const LINT: &str = "telemetry-schema/tests/lint.rs";
const LINKING: &str = "tests/linking/tests/linking.rs";
const REVIEWS: &str = "telemetry-macros/src/tests/reviews.rs";
const COMMAND: &str = "cargo-telemetry/tests/cli/reference.rs";
const LOCKED: &str = "telemetry-macros/src/tests/locked.rs";

/// Tests of what no case can show: rules that speak where more than one
/// declaration, a date or a review is known. Each has one in which it speaks
/// and one in which it is silent.
const TESTS: [(&str, Test, Test); 9] = [
    (
        "T0004",
        (LINKING, "an_event_of_two_crates_is_refused_whatever_the_profile"),
        (LINKING, "events_that_nothing_uses_are_in_the_catalog_whatever_the_profile"),
    ),
    (
        "T0004",
        (LINT, "t0004_fires_for_two_declarations_of_an_event"),
        (LINT, "t0004_is_silent_for_two_events"),
    ),
    (
        "T0010",
        (LINT, "t0010_fires_for_one_enum_with_two_tables"),
        (LINT, "t0010_is_silent_for_one_enum_in_two_events"),
    ),
    (
        "T0012",
        (REVIEWS, "t0012_fires_for_a_text_beside_an_identity"),
        (REVIEWS, "t0012_is_silent_where_the_review_says_so"),
    ),
    (
        "T0014",
        (LINT, "t0014_fires_for_a_date_that_is_past_near_or_far"),
        (LINT, "t0014_is_silent_for_a_date_within_two_years"),
    ),
    (
        "T0015",
        (LINT, "t0015_fires_for_wide_integers"),
        (LINT, "t0015_is_silent_for_bounded_and_narrow_ones"),
    ),
    (
        "T0016",
        (LINT, "t0016_fires_for_generic_names"),
        (LINT, "t0016_is_silent_for_names_that_tell_apart"),
    ),
    (
        "T0023",
        (LOCKED, "t0023_fires_for_a_lock_that_was_edited"),
        (LOCKED, "t0023_is_silent_without_a_lock"),
    ),
    (
        "T0024",
        (COMMAND, "t0024_fires_for_a_reference_of_another_lock"),
        (COMMAND, "t0024_is_silent_without_a_reference"),
    ),
];

/// Rules whose message needs a review or a lock, which the cases here have none
/// of.
const WITH_A_WORKSPACE: [&str; 3] = ["T0012", "T0023", "T0024"];

/// Pages that have to hold every word of a list in the code: the page, the
/// file, and what the list begins and ends with.
const LISTS: [(&str, &str, &str, &str); 9] = [
    ("T0007", "telemetry-schema/src/words.rs", "fn meaning(", "\n}"),
    ("T0007", "telemetry-schema/src/words.rs", "fn symbol_of(", "\n}"),
    ("T0007", "telemetry-schema/src/unit.rs", "const ROWS:", "];"),
    ("T0008", "telemetry-schema/src/names.rs", "const ENVELOPE_NAMES:", "];"),
    ("T0009", "telemetry-schema/src/words.rs", "const IDENTIFYING:", "];"),
    ("T0009", "telemetry-schema/src/words.rs", "const IDENTIFYING_TOO:", "];"),
    ("T0009", "telemetry-schema/src/words.rs", "const PERSON_LIKE:", "];"),
    ("T0016", "telemetry-schema/src/lint/names.rs", "const GENERIC:", "];"),
    ("T0016", "telemetry-schema/src/lint/names.rs", "const PLATFORMS:", "];"),
];

#[test]
fn every_id_in_the_sources_is_a_rule() {
    let mut found = BTreeSet::new();
    for file in SOURCES.iter().flat_map(|folder| rust_files(&Path::new(ROOT).join(folder))) {
        found.extend(ids(&read(&file), "telemetry::T"));
    }
    found.extend(ids(&read("../../telemetry-schema/src/rules.rs"), "deny(\"T"));
    assert!(found.len() > 20, "{found:?}");
    for id in found {
        assert!(Rule::find(&id).is_some(), "{id} is in a message and not among the rules");
    }
}

#[test]
fn every_rule_has_its_page_and_its_row() {
    let list = read("../../docs/rules/README.md");
    for rule in RULES {
        let title = format!("# {}: {}\n", rule.id, rule.title);
        assert!(page(rule).starts_with(&title), "the page of {} has another title", rule.id);
        let waivable = if rule.waivable { "yes" } else { "no" };
        let row = format!(
            "| [{id}]({id}.md) | {} | {} | {} | {waivable} |\n",
            rule.title,
            rule.level,
            places(rule),
            id = rule.id
        );
        assert!(list.contains(&row), "docs/rules/README.md needs the row\n{row}");
        let standing = format!("Level: {}. Speaks: {}. ", rule.level, places(rule));
        assert!(page(rule).contains(&standing), "the page of {} needs\n{standing}", rule.id);
    }
    let pages = fs::read_dir("../../docs/rules").expect("the pages are here");
    let names = pages.map(|page| page.expect("readable").file_name());
    let own = names.filter(|name| name.to_string_lossy().starts_with('T')).count();
    assert_eq!(own, RULES.len(), "a page of no rule is left over");
}

#[test]
fn every_rule_has_a_case_in_which_it_speaks() {
    for rule in RULES {
        let cases = cases("cases/rules", rule, "stderr");
        let said = cases.iter().all(|case| read(case).contains(&format!("[{rule}]")));
        assert!(said, "a case of {} is refused by another rule", rule.id);
        let tested = TESTS.iter().any(|(id, firing, _)| *id == rule.id && exists(firing));
        let built = rule.speaks.contains(&Speaks::Build) && !WITH_A_WORKSPACE.contains(&rule.id);
        let enough = if built { !cases.is_empty() } else { tested };
        assert!(enough, "{} needs a case in cases/rules, or a test", rule.id);
    }
}

#[test]
fn every_rule_has_a_case_in_which_it_is_silent() {
    for rule in RULES {
        let compiles = !cases("cases/pass/rules", rule, "rs").is_empty();
        let tested = TESTS.iter().any(|(id, _, silent)| *id == rule.id && exists(silent));
        let enough = if WITH_A_WORKSPACE.contains(&rule.id) { tested } else { compiles };
        assert!(enough, "{} needs a case in cases/pass/rules, or a test", rule.id);
    }
}

#[test]
fn every_test_in_the_table_exists() {
    for (id, firing, silent) in TESTS {
        for test in [firing, silent] {
            assert!(exists(&test), "{id}: there is no test `{}` in {}", test.1, test.0);
        }
    }
}

/// What a page shows as compiling or not is the text of a case.
#[test]
fn the_examples_of_the_pages_are_cases() {
    for rule in RULES {
        let mut all = cases("cases/rules", rule, "rs");
        all.extend(cases("cases/pass/rules", rule, "rs"));
        let all: Vec<String> = all.iter().map(read).collect();
        for form in ["rust", "rust,compile_fail"] {
            for block in blocks(&page(rule), form) {
                let shown = all.iter().any(|case| case.contains(&block));
                assert!(shown, "an example of {} is none of its cases:\n{block}", rule.id);
            }
        }
    }
}

/// The messages of findings are compared where findings are made.
#[test]
fn the_messages_of_the_pages_are_those_of_the_compiler() {
    for rule in RULES {
        let cases = cases("cases/rules", rule, "stderr");
        if cases.is_empty() {
            continue;
        }
        let said: String = cases.iter().map(read).collect();
        let shown = blocks(&page(rule), "text");
        assert!(!shown.is_empty(), "the page of {} shows no message", rule.id);
        for line in shown.iter().flat_map(|block| block.lines()) {
            let there = said.contains(line.trim());
            assert!(there, "{}: the compiler does not say `{line}`\n{said}", rule.id);
        }
    }
}

#[test]
fn the_pages_hold_every_word_that_decides() {
    for (id, file, begin, end) in LISTS {
        let page = page(Rule::find(id).expect("a rule"));
        let source = read(Path::new(ROOT).join(file));
        let list = source.split(begin).nth(1).and_then(|rest| rest.split(end).next());
        let words = list.expect("the list is there").lines().flat_map(quoted);
        let words: Vec<&str> = words.collect();
        assert!(!words.is_empty(), "{begin}");
        for word in words {
            assert!(page.contains(&format!("`{word}`")), "the page of {id} does not say `{word}`");
        }
    }
}

fn places(rule: &Rule) -> String {
    let word = |place: &Speaks| match place {
        Speaks::Build => "build",
        Speaks::Check => "check",
        Speaks::Start => "start",
        Speaks::Reference => "reference",
    };
    rule.speaks.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn page(rule: &Rule) -> String {
    read(format!("../../docs/rules/{}.md", rule.id))
}

/// The files of this rule in a folder, `T0001_….extension`.
fn cases(folder: &str, rule: &Rule, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the cases are here");
    let files = entries.map(|entry| entry.expect("readable").path());
    let mine = |file: &PathBuf| {
        let name = file.file_name().expect("a file").to_string_lossy().into_owned();
        name.starts_with(&format!("{}_", rule.id)) && name.ends_with(&format!(".{extension}"))
    };
    let mut files: Vec<_> = files.filter(mine).collect();
    files.sort();
    files
}

fn exists((file, name): &Test) -> bool {
    read(Path::new(ROOT).join(file)).contains(&format!("#[test]\nfn {name}() {{"))
}

/// The code blocks of exactly this form.
fn blocks(page: &str, form: &str) -> Vec<String> {
    let begin = format!("```{form}\n");
    let starts = page.split(&begin).skip(1);
    starts.filter_map(|block| Some(block.split("```").next()?.to_owned())).collect()
}

/// The ids `T` and four digits after each of these prefixes, which end in `T`.
fn ids(text: &str, prefix: &str) -> Vec<String> {
    let after = text.split(prefix).skip(1);
    let digits = after.filter_map(|rest| rest.get(..4));
    let numbers = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    numbers.map(|digits| format!("T{digits}")).collect()
}

/// What stands in quotes on a line that is no comment.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    let code = if line.trim_start().starts_with("//") { "" } else { line };
    code.split('"').skip(1).step_by(2)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the sources are here");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let below = |path: PathBuf| match path.is_dir() {
        true => rust_files(&path),
        false => vec![path],
    };
    paths.flat_map(below).filter(|file| file.extension().is_some_and(|it| it == "rs")).collect()
}

fn read(file: impl AsRef<Path>) -> String {
    let file = file.as_ref();
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
