//! Near misses, for "did you mean".

/// The candidate that `word` most likely meant: the nearest one, if it is
/// within a third of the word's length (at least one edit) and keeps a letter
/// of it.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let budget = (length / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= budget && *distance < length)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether two names differ by a third of the first one's bytes at most (at
/// least one edit), and keep one. Constant, blind to the case of ASCII; names
/// longer than 64 bytes are near to nothing.
#[must_use]
pub(crate) const fn is_near(a: &str, b: &str) -> bool {
    const LONGEST: usize = 64;
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() > LONGEST || b.len() > LONGEST {
        return false;
    }
    let mut row = [0; LONGEST + 1];
    let mut j = 0;
    while j <= b.len() {
        row[j] = j;
        j += 1;
    }
    let mut i = 0;
    while i < a.len() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut j = 0;
        while j < b.len() {
            let differs = !a[i].eq_ignore_ascii_case(&b[j]);
            let substitute = diagonal + differs as usize;
            diagonal = row[j + 1];
            row[j + 1] = least(substitute, least(diagonal + 1, row[j] + 1));
            j += 1;
        }
        i += 1;
    }
    let distance = row[b.len()];
    let third = a.len() / 3;
    let budget = if third > 1 { third } else { 1 };
    distance <= budget && distance < a.len()
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

/// Levenshtein distance, blind to case.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substitute = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{is_near, nearest};

    #[test]
    fn names_are_near_as_words_are() {
        for (a, b) in [
            ("TimedOut", "TimeOut"),
            ("Indexed", "Unindexed"),
            ("HTTP", "Http"),
            ("A", "B"),
            ("", ""),
            ("LongQuery", "Long"),
        ] {
            assert_eq!(is_near(a, b), nearest(a, [b]).is_some(), "{a} {b}");
        }
        assert!(!is_near(&"a".repeat(65), &"a".repeat(65)));
    }

    #[test]
    fn suggests_only_what_is_near() {
        let words = ["feature", "action", "owner"];
        assert_eq!(nearest("featrue", words), Some("feature"));
        assert_eq!(nearest("Owner", words), Some("owner"));
        assert_eq!(nearest("zebra", words), None);
        assert_eq!(nearest("", words), None);
        assert_eq!(nearest("", ["s", "ms"]), None);
        assert_eq!(nearest("€", ["s", "ms"]), None);
        assert_eq!(nearest("S", ["s", "ms"]), Some("s"));
    }
}
