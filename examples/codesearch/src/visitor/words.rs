//! What to look for: words that stand in the tree, so that searches find
//! something. The same tree gives the same words.

use std::collections::BTreeSet;

use crate::index::Index;

/// Words shorter than this find everything.
const MIN_LETTERS: usize = 4;
const WORDS_PER_FILE: usize = 8;

/// Up to `count` different words of ASCII letters, digits and underscores from
/// files all over the tree. Reads files; not for an async task.
pub fn words_from(index: &Index, count: usize) -> Vec<String> {
    let mut words = BTreeSet::new();
    for path in spread(index, count.div_ceil(WORDS_PER_FILE).saturating_mul(2)) {
        let Ok(file) = index.open(path) else { continue };
        let of_file: BTreeSet<&str> = file.lines().flat_map(words_of_line).collect();
        words.extend(of_file.into_iter().take(WORDS_PER_FILE).map(str::to_owned));
    }
    words.into_iter().take(count).collect()
}

/// Paths at even distances, about `count` of them.
fn spread(index: &Index, count: usize) -> impl Iterator<Item = &str> {
    let files = index.paths().count();
    index.paths().step_by((files / count.max(1)).max(1))
}

fn words_of_line(line: &str) -> impl Iterator<Item = &str> {
    line.split(|character: char| !character.is_ascii_alphanumeric() && character != '_').filter(
        |word| word.len() >= MIN_LETTERS && word.starts_with(|c: char| c.is_ascii_alphabetic()),
    )
}
