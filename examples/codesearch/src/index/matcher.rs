//! Finding a query in the text of one file, line by line, and cutting out what
//! is shown of a line. Works on bytes: a file need not be valid UTF-8.

use std::ops::Range;

use memchr::memmem::Finder;
use serde::Serialize;

use super::query::Query;

/// How much of a line is shown around the match, in characters.
const SHOWN_BEFORE: usize = 60;
const SHOWN_AFTER: usize = 100;

/// The part of a line that is shown, cut into three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// What stands before the match, without leading white space.
    pub before: String,
    /// The match as the file has it.
    pub matched: String,
    /// What stands after the match.
    pub after: String,
}

/// The first match of a line.
pub(super) struct LineMatch {
    /// From 1.
    pub(super) line: u32,
    /// In characters, from 1.
    pub(super) column: u32,
    pub(super) snippet: Snippet,
}

/// A query made ready to be looked for in many texts.
pub(super) struct Matcher {
    finder: Finder<'static>,
    ignore_case: bool,
}

impl Matcher {
    pub(super) fn new(query: &Query) -> Self {
        let mut needle = query.text().as_bytes().to_vec();
        if query.ignore_case {
            needle.make_ascii_lowercase();
        }
        Self { finder: Finder::new(&needle).into_owned(), ignore_case: query.ignore_case }
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.finder.find(&self.folded(text.as_bytes())).is_some()
    }

    /// The lines of `text` with a match, at most `limit`.
    pub(super) fn lines(&self, text: &[u8], limit: usize) -> Vec<LineMatch> {
        let folded = self.folded(text);
        let mut matches = Vec::new();
        let (mut counted, mut line) = (0, 1);
        while matches.len() < limit {
            let Some(offset) = self.finder.find(&folded[counted..]) else { break };
            let at = counted + offset;
            let around = line_around(text, at);
            line += breaks(&text[counted..around.start]);
            matches.push(self.line_match(&text[around.clone()], at - around.start, line));
            counted = around.end;
        }
        matches
    }

    fn line_match(&self, line: &[u8], at: usize, number: u32) -> LineMatch {
        let (before, rest) = line.split_at(at);
        let (matched, after) = rest.split_at(self.finder.needle().len());
        let before = String::from_utf8_lossy(before);
        LineMatch {
            line: number,
            column: u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX),
            snippet: Snippet {
                before: last_characters(&before),
                matched: String::from_utf8_lossy(matched).into_owned(),
                after: first_characters(String::from_utf8_lossy(after).trim_end()),
            },
        }
    }

    /// Folding keeps every byte in its place, so offsets hold in the original.
    fn folded<'a>(&self, text: &'a [u8]) -> std::borrow::Cow<'a, [u8]> {
        if self.ignore_case { text.to_ascii_lowercase().into() } else { text.into() }
    }
}

/// The line that holds `at`, without its line break.
fn line_around(text: &[u8], at: usize) -> Range<usize> {
    let start = memchr::memrchr(b'\n', &text[..at]).map_or(0, |found| found + 1);
    let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |found| at + found);
    start..end
}

/// How many line breaks `text` holds.
fn breaks(text: &[u8]) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text).count()).unwrap_or(u32::MAX)
}

fn last_characters(text: &str) -> String {
    let text = text.trim_start();
    match text.char_indices().nth_back(SHOWN_BEFORE) {
        Some((cut, left_out)) => format!("…{}", &text[cut + left_out.len_utf8()..]),
        None => text.to_owned(),
    }
}

fn first_characters(text: &str) -> String {
    match text.char_indices().nth(SHOWN_AFTER) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(query: &str, text: &str) -> Vec<(u32, u32, String)> {
        let mut query = Query::new(query).expect("the test asks for one line");
        query.ignore_case = true;
        let show = |found: LineMatch| {
            let Snippet { before, matched, after } = found.snippet;
            (found.line, found.column, format!("{before}[{matched}]{after}"))
        };
        Matcher::new(&query).lines(text.as_bytes(), 10).into_iter().map(show).collect()
    }

    #[test]
    fn reports_the_first_match_of_each_line() {
        let found = matches("ab", "ab ab\r\n\n  é AB.\nx");
        assert_eq!(found, [(1, 1, "[ab] ab".into()), (3, 5, "é [AB].".into())]);
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = format!("{}needle{}", "é".repeat(500), "ü".repeat(500));
        let (_, column, shown) = matches("needle", &text).remove(0);
        assert_eq!(column, 501);
        assert_eq!(shown, format!("…{}[needle]{}…", "é".repeat(60), "ü".repeat(100)));
    }
}
