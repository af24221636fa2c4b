//! What rustdoc, and an editor with it, shows of a declaration: what leaves.

use std::{fs, path::Path, process::Command, sync::OnceLock};

/// The pages of the library, built without a warning.
fn pages() -> &'static Path {
    static PAGES: OnceLock<&'static Path> = OnceLock::new();
    PAGES.get_or_init(|| {
        let target = Path::new(concat!(env!("CARGO_TARGET_TMPDIR"), "/documented"));
        let output = Command::new(env!("CARGO"))
            .args(["doc", "--package", env!("CARGO_PKG_NAME"), "--no-deps", "--offline"])
            .arg("--target-dir")
            .arg(target)
            .env("RUSTDOCFLAGS", "--deny warnings --document-private-items")
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Box::leak(target.join("doc/telemetry_lint_tests").into_boxed_path())
    })
}

/// The text of a page in words, with a bar for each end of a cell.
fn words(page: &str) -> String {
    let page = fs::read_to_string(pages().join(page)).expect("the page was written");
    let text: String = page
        .replace("</td>", " | ")
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_of_a_struct_says_what_leaves() {
    let page = words("struct.Opened.html");
    for said in [
        "A file was opened. Telemetry event lints · opened, version 0. \
         Purpose: reliability. Owner: search-team.",
        "line_count | | leaves as a number |",
        "elapsedMicros | us | leaves as a number |",
        "size | B, at most 1048576, rounded toward zero to powers of two | leaves as a number |",
    ] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
    assert!(!page.contains("absent"), "a field that is not in this build is in {page}");
}

#[test]
fn the_page_of_an_enum_says_what_leaves_with_each_action() {
    let page = words("enum.Search.html");
    for said in [
        "Search in code. Telemetry feature lints. Purpose: product-improvement.",
        "The results of a search were shown. Telemetry event lints · resultsShown, version 1.",
        "latency | ms | leaves as a number |",
        "query | | stays on the instance |",
        "Telemetry event lints · failed, version 0. Purpose: product-improvement. \
         Owner: search-team. It has no fields.",
    ] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
}
