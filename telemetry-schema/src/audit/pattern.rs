//! Which patterns a review may use.
//!
//! This is a small part of the usual syntax of regular expressions, read here
//! by its own reader, so that a pattern can be judged without an engine and
//! means the same in every engine. What it leaves out would let a pattern take
//! nearly any text, or mean more than it seems to: `.`, repetition without an
//! end, negated classes, flags, shorthand such as `\d` and `\w` (Unicode in
//! some engines, ASCII in others), and every character but those below.
//!
//! ```text
//! pattern  = branch ( "|" branch )*
//! branch   = ( atom repeat? )+
//! atom     = letter | digit | "_" | "#" | "-" | escape | class | group
//! escape   = "\." | "\-" | "\+" | "\#"
//! class    = "[" ( range | letter | digit | "_" | "#" | "." | "+" | escape )+ "-"? "]"
//! range    = "a-z" | "A-Z" | "0-9", or a part of one of them
//! group    = "(" pattern ")" | "(?:" pattern ")"
//! repeat   = "?" | "{n}" | "{n,m}"
//! ```
//!
//! A space, `/`, `@`, `:` and their like cannot be written at all: without
//! them no pattern takes a sentence, a path, an address or a URL. A text that
//! needs one of them belongs into a closed list.

use super::pattern_error::{PatternError, PatternFault};

/// The longest pattern, in bytes.
pub const MAX_PATTERN_BYTES: usize = 256;

/// How deep groups may be nested.
const MAX_DEPTH: u32 = 8;

/// How many characters and classes a pattern may consist of when each
/// repetition is written out. Together with the length of a text this bounds
/// what one check costs.
pub(super) const MAX_POSITIONS: u32 = 512;

/// What a pattern, or a part of one, can match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// The length of its shortest match in bytes.
    pub(super) shortest: u32,
    /// The length of its longest match in bytes.
    pub(super) longest: u32,
    /// Characters and classes, repetitions written out.
    positions: u32,
}

impl Extent {
    const NOTHING: Self = Self { shortest: 0, longest: 0, positions: 0 };
    const CHARACTER: Self = Self { shortest: 1, longest: 1, positions: 1 };

    // All sums stop at the largest number: such a pattern is refused anyway.
    fn then(self, next: Self) -> Self {
        Self {
            shortest: self.shortest.saturating_add(next.shortest),
            longest: self.longest.saturating_add(next.longest),
            positions: self.positions.saturating_add(next.positions),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            shortest: self.shortest.min(other.shortest),
            longest: self.longest.max(other.longest),
            positions: self.positions.saturating_add(other.positions),
        }
    }

    fn repeated(self, (least, most): (u32, u32)) -> Self {
        Self {
            shortest: self.shortest.saturating_mul(least),
            longest: self.longest.saturating_mul(most),
            positions: self.positions.saturating_mul(most),
        }
    }
}

/// Reads a pattern and measures what it can match.
pub(super) fn measure(pattern: &str) -> Result<Extent, PatternError> {
    if pattern.len() > MAX_PATTERN_BYTES {
        return Err(PatternError { at: MAX_PATTERN_BYTES, fault: PatternFault::TooLong });
    }
    let mut reader = Reader { pattern, at: 0 };
    let extent = reader.pattern(0)?;
    if reader.peek().is_some() {
        return Err(reader.fault(PatternFault::NotOpened));
    }
    let whole = |fault| Err(PatternError { at: 0, fault });
    if extent.positions > MAX_POSITIONS {
        return whole(PatternFault::TooComplex);
    }
    if extent.shortest == 0 {
        return whole(PatternFault::MatchesEmpty);
    }
    Ok(extent)
}

struct Reader<'a> {
    pattern: &'a str,
    /// The next byte; always at the start of a character.
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.pattern[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    fn fault(&self, fault: PatternFault) -> PatternError {
        PatternError { at: self.at, fault }
    }

    fn pattern(&mut self, depth: u32) -> Result<Extent, PatternError> {
        let mut extent = self.branch(depth)?;
        while self.take("|") {
            extent = extent.or(self.branch(depth)?);
        }
        Ok(extent)
    }

    fn branch(&mut self, depth: u32) -> Result<Extent, PatternError> {
        let start = self.at;
        let mut extent = Extent::NOTHING;
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let atom = self.atom(depth)?;
            extent = extent.then(self.repetition(atom)?);
        }
        if self.at == start {
            return Err(self.fault(PatternFault::Empty));
        }
        Ok(extent)
    }

    fn atom(&mut self, depth: u32) -> Result<Extent, PatternError> {
        match self.peek() {
            Some('(') => self.group(depth),
            Some('[') => self.class(),
            Some('\\') => self.escape(),
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '_' | '#' | '-') => {
                self.at += 1;
                Ok(Extent::CHARACTER)
            }
            other => Err(self.fault(not_an_atom(other))),
        }
    }

    fn group(&mut self, depth: u32) -> Result<Extent, PatternError> {
        if depth == MAX_DEPTH {
            return Err(self.fault(PatternFault::TooDeep));
        }
        let open = self.at;
        self.at += 1;
        if !self.take("?:") && self.peek() == Some('?') {
            return Err(self.fault(PatternFault::Flags));
        }
        let extent = self.pattern(depth + 1)?;
        if !self.take(")") {
            return Err(PatternError { at: open, fault: PatternFault::NotClosed });
        }
        Ok(extent)
    }

    fn escape(&mut self) -> Result<Extent, PatternError> {
        let escaped = self.rest().chars().nth(1);
        let fault = match escaped {
            Some('.' | '-' | '+' | '#') => {
                self.at += 2;
                return Ok(Extent::CHARACTER);
            }
            Some('d' | 'D' | 'w' | 'W' | 's' | 'S' | 'p' | 'P') => PatternFault::Shorthand,
            Some('A' | 'z' | 'b' | 'B') => PatternFault::Anchor,
            _ => PatternFault::Escape,
        };
        Err(self.fault(fault))
    }

    fn class(&mut self) -> Result<Extent, PatternError> {
        let open = self.at;
        self.at += 1;
        if self.peek() == Some('^') {
            return Err(self.fault(PatternFault::Negated));
        }
        if self.peek() == Some(']') {
            return Err(self.fault(PatternFault::Empty));
        }
        while !self.take("]") {
            if self.peek().is_none() {
                return Err(PatternError { at: open, fault: PatternFault::NotClosed });
            }
            self.class_item()?;
        }
        Ok(Extent::CHARACTER)
    }

    fn class_item(&mut self) -> Result<(), PatternError> {
        let mut next = self.rest().chars();
        match (next.next(), next.next(), next.next()) {
            (Some('\\'), ..) => self.escape().map(drop),
            // A dash that stands for itself is the last or escaped: anywhere
            // else a reader has to think about what it means.
            (Some('-'), Some(']'), _) => {
                self.at += 1;
                Ok(())
            }
            (Some(from), Some('-'), Some(to)) if to != ']' => self.range(from, to),
            (Some(c), ..) if c.is_ascii_alphanumeric() || matches!(c, '_' | '#' | '.' | '+') => {
                self.at += 1;
                Ok(())
            }
            (Some('-'), ..) => Err(self.fault(PatternFault::Range)),
            _ => Err(self.fault(PatternFault::Character)),
        }
    }

    fn range(&mut self, from: char, to: char) -> Result<(), PatternError> {
        let blocks = ['a'..='z', 'A'..='Z', '0'..='9'];
        if from > to || !blocks.iter().any(|block| block.contains(&from) && block.contains(&to)) {
            return Err(self.fault(PatternFault::Range));
        }
        self.at += 3;
        Ok(())
    }

    fn repetition(&mut self, atom: Extent) -> Result<Extent, PatternError> {
        let times = match self.peek() {
            Some('?') => {
                self.at += 1;
                (0, 1)
            }
            Some('*' | '+') => return Err(self.fault(PatternFault::Unbounded)),
            Some('{') => self.counts()?,
            _ => return Ok(atom),
        };
        if matches!(self.peek(), Some('?' | '*' | '+' | '{')) {
            return Err(self.fault(PatternFault::RepeatedTwice));
        }
        // What is repeated without a character of its own can be divided in so
        // many ways that each character of a text costs as much as the pattern.
        if atom.shortest == 0 {
            return Err(self.fault(PatternFault::RepeatsEmpty));
        }
        Ok(atom.repeated(times))
    }

    /// The `{n}` or `{n,m}` of a repetition.
    fn counts(&mut self) -> Result<(u32, u32), PatternError> {
        let open = self.at;
        let fault = |fault| PatternError { at: open, fault };
        let (inside, _) = self.rest()[1..].split_once('}').ok_or(fault(PatternFault::NotClosed))?;
        let (least, most) = match inside.split_once(',') {
            Some((_, "")) => return Err(fault(PatternFault::Unbounded)),
            Some((least, most)) => (count(least), count(most)),
            None => (count(inside), count(inside)),
        };
        let end = open + inside.len() + 2;
        let times = least.zip(most).ok_or(fault(PatternFault::Counts))?;
        if times.0 > times.1 || times.1 == 0 {
            return Err(fault(PatternFault::Counts));
        }
        self.at = end;
        Ok(times)
    }
}

/// One to three decimal digits; `str::parse` would let a sign through.
fn count(digits: &str) -> Option<u32> {
    let decimal = digits.bytes().all(|byte| byte.is_ascii_digit());
    (decimal && digits.len() <= 3).then(|| digits.parse().ok()).flatten()
}

/// What to say where a character, a class or a group should be.
fn not_an_atom(found: Option<char>) -> PatternFault {
    match found {
        Some('.') => PatternFault::AnyCharacter,
        Some('^' | '$') => PatternFault::Anchor,
        Some('*' | '+' | '?' | '{') => PatternFault::NothingToRepeat,
        Some(']' | '}') => PatternFault::NotOpened,
        Some(_) => PatternFault::Character,
        None => PatternFault::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, PatternFault, measure};

    fn fault(pattern: &str) -> (usize, PatternFault) {
        let error = measure(pattern).expect_err(pattern);
        (error.at, error.fault)
    }

    #[test]
    fn what_a_pattern_can_match_is_measured() {
        for (pattern, shortest, longest, positions) in [
            ("a", 1, 1, 1),
            ("[a-z]{1,32}", 1, 32, 32),
            ("go|rust", 2, 4, 6),
            ("(?:[a-z]{2}(-[A-Z]{2})?)", 2, 5, 5),
            (r"v[0-9]{1,3}(\.[0-9]{1,3}){0,2}", 2, 12, 12),
            (r"[a-zA-Z0-9_.+#-]", 1, 1, 1),
            (r"a\+\-\#", 4, 4, 4),
        ] {
            assert_eq!(measure(pattern), Ok(Extent { shortest, longest, positions }), "{pattern}");
        }
    }

    #[test]
    fn what_could_take_any_text_is_refused_where_it_stands() {
        for (pattern, at, expected) in [
            ("ab.", 2, PatternFault::AnyCharacter),
            ("[a-z]*", 5, PatternFault::Unbounded),
            ("[a-z]+", 5, PatternFault::Unbounded),
            ("[a-z]{2,}", 5, PatternFault::Unbounded),
            ("[^a]", 1, PatternFault::Negated),
            (r"\d{3}", 0, PatternFault::Shorthand),
            (r"a\W", 1, PatternFault::Shorthand),
            (r"[\S]", 1, PatternFault::Shorthand),
            (r"\pL", 0, PatternFault::Shorthand),
            ("(?i)a", 1, PatternFault::Flags),
            ("(?i:a)", 1, PatternFault::Flags),
            ("(?P<n>a)", 1, PatternFault::Flags),
            ("^a", 0, PatternFault::Anchor),
            ("a$", 1, PatternFault::Anchor),
            (r"\Aa", 0, PatternFault::Anchor),
            ("[ -~]", 1, PatternFault::Range),
            ("[A-z]", 1, PatternFault::Range),
            ("[z-a]", 1, PatternFault::Range),
            ("a b", 1, PatternFault::Character),
            ("a/b", 1, PatternFault::Character),
            ("[a@]", 2, PatternFault::Character),
            ("grüß", 2, PatternFault::Character),
            ("[ü]", 1, PatternFault::Character),
            (r"\n", 0, PatternFault::Escape),
            (r"\x41", 0, PatternFault::Escape),
        ] {
            assert_eq!(fault(pattern), (at, expected), "{pattern}");
        }
    }

    #[test]
    fn what_is_malformed_is_refused_where_it_stands() {
        for (pattern, at, expected) in [
            ("", 0, PatternFault::Empty),
            ("a|", 2, PatternFault::Empty),
            ("a()", 2, PatternFault::Empty),
            ("[]a]", 1, PatternFault::Empty),
            ("(a", 0, PatternFault::NotClosed),
            ("[a", 0, PatternFault::NotClosed),
            ("a{1", 1, PatternFault::NotClosed),
            ("a)", 1, PatternFault::NotOpened),
            ("a]", 1, PatternFault::NotOpened),
            ("?", 0, PatternFault::NothingToRepeat),
            ("+a", 0, PatternFault::NothingToRepeat),
            ("a??", 2, PatternFault::RepeatedTwice),
            ("a{2}{2}", 4, PatternFault::RepeatedTwice),
            ("a{2}+", 4, PatternFault::RepeatedTwice),
            ("a{3,2}", 1, PatternFault::Counts),
            ("a{0}", 1, PatternFault::Counts),
            ("a{,2}", 1, PatternFault::Counts),
            ("a{+1}", 1, PatternFault::Counts),
            ("a{1000}", 1, PatternFault::Counts),
            ("[-a]", 1, PatternFault::Range),
            ("[_-a]", 1, PatternFault::Range),
            (r"a\", 1, PatternFault::Escape),
            ("(a?){2}", 7, PatternFault::RepeatsEmpty),
            ("(a?|b)?", 7, PatternFault::RepeatsEmpty),
            ("a?", 0, PatternFault::MatchesEmpty),
            ("a{1,33}(b{1,32}|(c{31}){32})", 0, PatternFault::TooComplex),
            ("((((((((((a))))))))))", 8, PatternFault::TooDeep),
        ] {
            assert_eq!(fault(pattern), (at, expected), "{pattern}");
        }
        assert_eq!(fault(&"a".repeat(257)), (256, PatternFault::TooLong));
    }

    #[test]
    fn sums_do_not_overflow() {
        assert_eq!(fault("((((a{999}){999}){999}){999}){999}").1, PatternFault::TooComplex);
    }
}
