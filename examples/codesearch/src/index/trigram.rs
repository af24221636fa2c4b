//! Trigrams: the three-byte pieces of a text by which the index finds it.
//!
//! ASCII letters are folded to lower case, so that one index serves searches
//! with and without regard to case; pieces that cross a line break are left
//! out, because no query does. Nothing here knows about files.

/// Three bytes, folded, in the low 24 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Trigram(u32);

const VALUES: usize = 1 << 24;
const MASK: u32 = 0xff_ffff;
const WORD_BITS: usize = u64::BITS as usize;

/// Collects the distinct trigrams of one text after another. A bit per
/// possible trigram (2 MiB) makes this linear; sorting them is the slower way.
pub(super) struct TrigramSet {
    seen: Vec<u64>,
    found: Vec<Trigram>,
}

impl TrigramSet {
    pub(super) fn new() -> Self {
        Self { seen: vec![0; VALUES / WORD_BITS], found: Vec::new() }
    }

    /// The distinct trigrams of `text`, in the order of their first place.
    pub(super) fn collect(&mut self, text: &[u8]) -> &[Trigram] {
        self.clear();
        for trigram in trigrams(text) {
            self.insert(trigram);
        }
        &self.found
    }

    fn insert(&mut self, trigram: Trigram) {
        let (word, bit) = trigram.place();
        if self.seen[word] & bit == 0 {
            self.seen[word] |= bit;
            self.found.push(trigram);
        }
    }

    /// Touches only what the last text set.
    fn clear(&mut self) {
        for trigram in self.found.drain(..) {
            self.seen[trigram.place().0] = 0;
        }
    }
}

impl Trigram {
    fn place(self) -> (usize, u64) {
        let value = self.0 as usize;
        (value / WORD_BITS, 1 << (value % WORD_BITS))
    }
}

/// The trigrams of `text`, repeated ones included, in one pass: each byte pushes
/// the one three places before it out.
pub(super) fn trigrams(text: &[u8]) -> impl Iterator<Item = Trigram> {
    let (mut value, mut in_line) = (0, 0_usize);
    text.iter().filter_map(move |&byte| {
        value = (value << 8 | u32::from(byte.to_ascii_lowercase())) & MASK;
        in_line = if byte == b'\n' { 0 } else { in_line + 1 };
        (in_line >= 3).then_some(Trigram(value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_and_stays_within_a_line() {
        let expected = [Trigram(0x61_62_63), Trigram(0x78_79_7a)];
        let mut set = TrigramSet::new();
        assert_eq!(set.collect(b"aBc\nXYZ\nabC"), expected);
    }

    #[test]
    fn a_set_forgets_the_text_before() {
        let mut set = TrigramSet::new();
        assert_eq!(set.collect(b"abcd").len(), 2);
        assert_eq!(set.collect(b"abc").len(), 1);
        assert_eq!(set.collect(b"ab").len(), 0);
    }
}
