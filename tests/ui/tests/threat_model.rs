//! `docs/threat-model.md` lists every attempt that is tried here. The list is
//! written by this test from the cases and the compiler's words; after a change
//! it is written anew, and the test fails once, so that somebody reads it.

use std::{fs, path::Path};

const PAGE: &str = "../../docs/threat-model.md";
const BEGIN: &str = "<!-- the list begins -->\n";
const END: &str = "<!-- the list ends -->";

/// The topics whose cases try to get something through.
const TOPICS: [&str; 7] = ["doors", "smuggling", "context", "types", "private", "generics", "keys"];

#[test]
fn the_threat_model_lists_every_attempt() {
    let page = fs::read_to_string(PAGE).expect("the page exists");
    let (before, rest) = page.split_once(BEGIN).expect("the list has a beginning");
    let (listed, after) = rest.split_once(END).expect("the list has an end");
    let list = list();
    if listed != list {
        fs::write(PAGE, format!("{before}{BEGIN}{list}{END}{after}")).expect("writable");
        panic!("{PAGE} was out of date and is written anew; read the difference and keep it");
    }
}

fn list() -> String {
    let mut list = String::from("\n| attempt | stopped by | test |\n|---|---|---|\n");
    for topic in TOPICS {
        let directory = Path::new("cases").join(topic);
        let entries = fs::read_dir(&directory).expect("a topic is a directory");
        let mut cases: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
        cases.retain(|path| path.extension().is_some_and(|it| it == "rs"));
        cases.sort();
        cases.iter().for_each(|case| list.push_str(&row(topic, case)));
    }
    list.push('\n');
    list
}

fn row(topic: &str, case: &Path) -> String {
    let source = fs::read_to_string(case).expect("readable");
    let words = fs::read_to_string(case.with_extension("stderr")).expect("every case is refused");
    let heading = source.lines().take_while(|line| line.starts_with("//!"));
    let attempt: Vec<&str> = heading.map(|line| line.trim_start_matches("//!").trim()).collect();
    let name = case.file_stem().and_then(|stem| stem.to_str()).expect("a file name");
    format!(
        "| {} | {} | `{topic}/{name}` |\n",
        attempt.join(" ").replace('|', "\\|"),
        stopped_by(&words)
    )
}

/// The rule, or the compiler's own error, that is named first.
fn stopped_by(words: &str) -> String {
    if let Some((_, rest)) = words.split_once("[telemetry::T") {
        let id = format!("T{}", rest.get(..4).expect("four digits"));
        return format!("[{id}](rules/{id}.md)");
    }
    let code = words.lines().find_map(|line| line.strip_prefix("error[")?.split(']').next());
    match code {
        Some(code) => format!("the compiler, {code}"),
        None => "the compiler".to_owned(),
    }
}
