//! Bytes of a text as lines and columns.

/// Finds the line and the column of a byte.
pub(super) struct Positions<'a> {
    text: &'a str,
    /// The first byte of each line.
    lines: Vec<usize>,
}

impl<'a> Positions<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { text, lines }
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    /// A byte within a character is taken for the character's first.
    pub(super) fn find(&self, at: usize) -> (usize, usize) {
        let at = self.text.floor_char_boundary(at);
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines[line - 1];
        (line, self.text[start..at].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Positions;

    #[test]
    fn lines_and_columns_count_from_one() {
        let positions = Positions::of("ab\nöc\n");
        assert_eq!(positions.find(0), (1, 1));
        assert_eq!(positions.find(2), (1, 3));
        assert_eq!(positions.find(3), (2, 1));
        assert_eq!(positions.find(4), (2, 1));
        assert_eq!(positions.find(5), (2, 2));
        assert_eq!(positions.find(7), (3, 1));
        assert_eq!(positions.find(99), (3, 1));
        assert_eq!(Positions::of("").find(0), (1, 1));
    }
}
