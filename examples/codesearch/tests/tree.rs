//! What belongs to a tree, what is left out, and what can be opened.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod common;

use std::fs;
use std::path::Path;
use std::time::Duration;

use codesearch::index::{
    BuildError, Index, Limits, OpenError, Query, ReadError, SearchError, Skipped,
};
use common::{tree, write};

fn build(root: &Path) -> Index {
    Index::build(root, Limits::default()).unwrap()
}

fn finds(index: &Index, text: &str) -> usize {
    index.search(&Query::new(text).unwrap()).unwrap().hits.len()
}

#[test]
fn ignored_hidden_binary_and_huge_files_are_left_out() {
    let huge = "needle ".repeat(200_000);
    let root = tree(&[
        (".gitignore", "*.log\n/out\n"),
        (".hidden/key", "needle"),
        ("a.log", "needle"),
        ("binary", "needle\0"),
        ("huge.txt", &huge),
        ("kept.rs", "needle"),
        ("out/b.rs", "needle"),
        ("sub/.gitignore", "c.rs"),
        ("sub/c.rs", "needle"),
        ("sub/d.rs", "needle"),
    ]);
    let index = build(root.path());
    assert_eq!(index.paths().collect::<Vec<_>>(), ["kept.rs", "sub/d.rs"]);
    let report = index.report();
    assert_eq!((report.files, report.bytes), (2, 12));
    assert_eq!(report.skipped, Skipped { binary: 1, too_large: 1, ..Skipped::default() });
    assert_eq!(finds(&index, "needle"), 2);
}

#[test]
fn the_number_of_files_is_bounded() {
    let root = tree(&[("a", "needle"), ("b", "needle"), ("c", "needle")]);
    let limits = Limits { max_files: 2, ..Limits::default() };
    let index = Index::build(root.path(), limits).unwrap();
    assert_eq!(index.report().files, 2);
    assert_eq!(index.report().skipped.too_many, 1);
    assert_eq!(finds(&index, "needle"), 2);
}

#[test]
fn the_memory_for_trigrams_is_bounded_and_nothing_is_lost() {
    let names: Vec<String> = (0..50).map(|n| format!("{n:02}.txt")).collect();
    let texts: Vec<String> = (0..50).map(|n| format!("needle {}", n * 7_919_997)).collect();
    let files: Vec<_> = names.iter().map(String::as_str).zip(&texts).collect();
    let root = tree(&files);
    let limits = Limits { max_trigram_bytes: 4_000, ..Limits::default() };
    let index = Index::build(root.path(), limits).unwrap();
    let report = index.report();
    // One file may exceed the budget, by what a text of 20 bytes needs.
    assert!(report.trigram_bytes < 6_000, "{report:?}");
    assert!((1..50).contains(&report.files_without_trigrams), "{report:?}");
    assert_eq!(finds(&index, "needle"), 50);
}

#[test]
fn a_search_that_takes_too_long_fails() {
    let root = tree(&[("a", "needle")]);
    let limits = Limits { max_search_time: Duration::ZERO, ..Limits::default() };
    let index = Index::build(root.path(), limits).unwrap();
    let failed = index.search(&Query::new("needle").unwrap()).unwrap_err();
    assert_eq!(failed, SearchError::TimedOut { limit: Duration::ZERO });
}

#[test]
fn a_changed_file_is_searched_as_it_is_now() {
    let root = tree(&[("a", "needle one\n"), ("b", "needle two\n"), ("c", "needle three\n")]);
    let index = build(root.path());
    write(root.path(), "a", b"moved\nneedle\n");
    write(root.path(), "b", b"gone\n");
    fs::remove_file(root.path().join("c")).unwrap();
    let answer = index.search(&Query::new("needle").unwrap()).unwrap();
    let places: Vec<_> = answer.hits.iter().map(|hit| (hit.path.as_str(), hit.line)).collect();
    assert_eq!(places, [("a", 2)]);
    assert_eq!((answer.files_read, answer.files_lost), (2, 1));
}

#[test]
fn names_are_found_too() {
    let root = tree(&[("src/needle.rs", ""), ("src/other.rs", "")]);
    let answer = build(root.path()).search(&Query::new("needle").unwrap()).unwrap();
    assert_eq!(answer.names, ["src/needle.rs"]);
    assert!(answer.hits.is_empty());
}

#[test]
fn every_listed_file_opens_and_nothing_else_does() {
    let root = tree(&[("b.rs", "1\n2\r\n3"), ("b/a.rs", ""), ("b/é ü.rs", "x"), ("bin", "\0")]);
    let index = build(root.path());
    for path in index.paths() {
        assert_eq!(index.open(path).unwrap().path, path);
    }
    let file = index.open("b.rs").unwrap();
    assert_eq!(file.lines().collect::<Vec<_>>(), ["1", "2", "3"]);
    assert_eq!(file.size, 6);
    for path in ["bin", "b", "c.rs", "b.rs/x", "a\0b"] {
        assert!(matches!(index.open(path), Err(OpenError::NotFound)), "{path}");
    }
    for path in ["", "/", "/etc/passwd", "..", "../b.rs", "b/../b.rs", "b/../../x", "./b.rs"] {
        assert!(matches!(index.open(path), Err(OpenError::BadPath)), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_tree_are_not_followed() {
    use std::os::unix::fs::symlink;

    let outside = tree(&[("secret.txt", "needle"), ("dir/secret.txt", "needle")]);
    let root = tree(&[("plain.txt", "hay"), ("later.txt", "needle"), ("dir/secret.txt", "needle")]);
    symlink(outside.path().join("secret.txt"), root.path().join("link.txt")).unwrap();
    let index = build(root.path());
    assert!(matches!(index.open("link.txt"), Err(OpenError::NotFound)));

    // Links that replace a file or a directory after the tree was indexed.
    fs::remove_file(root.path().join("later.txt")).unwrap();
    symlink(outside.path().join("secret.txt"), root.path().join("later.txt")).unwrap();
    fs::remove_dir_all(root.path().join("dir")).unwrap();
    symlink(outside.path().join("dir"), root.path().join("dir")).unwrap();
    for path in ["later.txt", "dir/secret.txt"] {
        assert!(matches!(index.open(path), Err(OpenError::Changed(ReadError::Outside))), "{path}");
    }
    assert_eq!(finds(&index, "needle"), 0);
}

#[test]
fn a_root_that_cannot_be_read_is_named() {
    let root = tree(&[("file", "")]);
    for path in ["missing", "file"] {
        let Err(error) = Index::build(&root.path().join(path), Limits::default()) else {
            panic!("{path} was indexed");
        };
        let BuildError::UnreadableRoot { root, .. } = &error;
        assert!(root.ends_with(path));
        assert!(error.to_string().contains("name a directory"), "{error}");
    }
}
