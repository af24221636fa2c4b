//! Both engines find what the simplest reading of every file finds.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod common;

use std::collections::BTreeMap;
use std::path::PathBuf;

use codesearch::features::Engine;
use codesearch::index::{Index, Language, Limits, Query};
use proptest::prelude::*;
use proptest::sample::select;

type Files = BTreeMap<PathBuf, Vec<u8>>;
/// Path, line, column.
type Found = (String, u32, u32);

/// `b.rs` and `b/` sort differently as text and as paths; that must not show.
const PATHS: [&str; 8] = ["a.rs", "b.rs", "b/c.rs", "b/d/e.md", "b/é.py", "c d.toml", "m", "z.rs"];
const PIECES: [&[u8]; 9] =
    [b"a", b"A", b"b", "é".as_bytes(), "É".as_bytes(), b" ", b"\n", b"\r\n", b"\xff"];
const ASKED: [&str; 7] = ["a", "A", "b", "B", "é", " ", "\t"];

fn files() -> impl Strategy<Value = Files> {
    let text = proptest::collection::vec(select(&PIECES[..]), 0..60).prop_map(|text| text.concat());
    let path = select(&PATHS[..]).prop_map(PathBuf::from);
    proptest::collection::btree_map(path, text, 0..PATHS.len())
}

fn query() -> impl Strategy<Value = Query> {
    let text = proptest::collection::vec(select(&ASKED[..]), 1..6);
    let language = select(vec![None, Some(Language::Rust), Some(Language::Python)]);
    let asked = (text, any::<bool>(), language);
    asked.prop_filter_map("only white space", |(text, ignore_case, language)| {
        let mut query = Query::new(text.concat()).ok()?.with_limit(1_000);
        query.ignore_case = ignore_case;
        query.language = language;
        Some(query)
    })
}

/// Without an index, without anything clever.
fn naive(files: &Files, query: &Query) -> Vec<Found> {
    let mut found = Vec::new();
    for (path, text) in files {
        let path = path.to_str().unwrap();
        if query.language.is_some() && Language::of(path) != query.language {
            continue;
        }
        for (number, line) in (1..).zip(text.split(|&byte| byte == b'\n')) {
            if let Some(column) = column(line, query) {
                found.push((path.to_owned(), number, column));
            }
        }
    }
    found
}

fn column(line: &[u8], query: &Query) -> Option<u32> {
    let fold = |bytes: &[u8]| match query.ignore_case {
        true => bytes.to_ascii_lowercase(),
        false => bytes.to_vec(),
    };
    let (line, text) = (fold(line), fold(query.text().as_bytes()));
    let at = line.windows(text.len()).position(|window| window == text)?;
    Some(String::from_utf8_lossy(&line[..at]).chars().count() as u32 + 1)
}

fn found(index: &Index, query: &Query) -> Vec<Found> {
    let answer = index.search(query).unwrap();
    answer.hits.into_iter().map(|hit| (hit.path, hit.line, hit.column)).collect()
}

fn index(files: &Files, max_trigram_bytes: usize) -> (tempfile::TempDir, Index) {
    let listed: Vec<_> = files.iter().map(|(path, text)| (path.to_str().unwrap(), text)).collect();
    let root = common::tree(&listed);
    let limits = Limits { max_trigram_bytes, ..Limits::default() };
    let index = Index::build(root.path(), limits).unwrap();
    (root, index)
}

proptest! {
    #[test]
    fn both_engines_find_what_a_naive_scan_finds(
        files in files(),
        queries in proptest::collection::vec(query(), 1..8),
        // None, some and all of the files fit into the index.
        max_trigram_bytes in select(vec![0, 500, usize::MAX]),
    ) {
        let (_root, index) = index(&files, max_trigram_bytes);
        for mut query in queries {
            let expected = naive(&files, &query);
            prop_assert_eq!(&found(&index, &query), &expected, "{:?}", query);
            query.unindexed = true;
            prop_assert_eq!(query.engine(), Engine::Unindexed);
            prop_assert_eq!(&found(&index, &query), &expected, "{:?}", query);
        }
    }

    #[test]
    fn a_limit_cuts_the_end_off_and_says_so(
        files in files(),
        query in query(),
        limit in 1..20_usize,
    ) {
        let (_root, index) = index(&files, usize::MAX);
        let all = found(&index, &query);
        let answer = index.search(&query.clone().with_limit(limit)).unwrap();
        prop_assert_eq!(answer.truncated, all.len() > limit);
        let shown: Vec<_> = answer.hits.into_iter().map(|hit| (hit.path, hit.line, hit.column)).collect();
        prop_assert_eq!(&shown[..], &all[..limit.min(all.len())]);
    }
}

#[test]
fn the_index_reads_only_files_that_may_match() {
    let root = common::tree(&[("a", "needle in hay"), ("b", "only hay"), ("c", "nee edl dle")]);
    let index = Index::build(root.path(), Limits::default()).unwrap();
    let mut query = Query::new("needle").unwrap();
    let indexed = index.search(&query).unwrap();
    query.unindexed = true;
    let scanned = index.search(&query).unwrap();
    assert_eq!((indexed.engine, indexed.files_read), (Engine::Indexed, 1));
    assert_eq!((scanned.engine, scanned.files_read), (Engine::Unindexed, 3));
    assert_eq!(indexed.hits, scanned.hits);
}
