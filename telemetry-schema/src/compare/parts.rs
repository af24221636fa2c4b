//! What a pattern says, part by part. It has been found valid before: nothing
//! is checked here, and what is not understood is a part that no text has.

/// A set of ASCII characters, one bit for each.
pub(super) type Class = u128;

/// A part of a pattern.
#[derive(Debug)]
pub(super) enum Part {
    /// One character of the class.
    One(Class),
    /// All of these, one after the other.
    All(Vec<Part>),
    /// One of these.
    Any(Vec<Part>),
    /// The part, from so many times to so many.
    Times(Box<Part>, u32, u32),
}

impl Part {
    /// The whole of a pattern.
    pub(super) fn of(pattern: &str) -> Self {
        Parser { rest: pattern }.pattern()
    }
}

const NOTHING: Part = Part::One(0);

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut rest = self.rest.chars();
        let next = rest.next();
        self.rest = rest.as_str();
        next
    }

    fn take(&mut self, expected: &str) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn pattern(&mut self) -> Part {
        let mut branches = vec![self.branch()];
        while self.take("|") {
            branches.push(self.branch());
        }
        Part::Any(branches)
    }

    fn branch(&mut self) -> Part {
        let mut parts = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let atom = self.atom();
            parts.push(self.repeated(atom));
        }
        Part::All(parts)
    }

    fn atom(&mut self) -> Part {
        match self.next() {
            Some('(') => {
                self.take("?:");
                let inside = self.pattern();
                self.take(")");
                inside
            }
            Some('[') => self.class(),
            Some('\\') => self.next().map_or(NOTHING, |c| Part::One(one(c))),
            Some(c) => Part::One(one(c)),
            None => NOTHING,
        }
    }

    fn class(&mut self) -> Part {
        let mut class = 0;
        loop {
            let from = match self.next() {
                None | Some(']') => return Part::One(class),
                Some('\\') => self.next().unwrap_or('\\'),
                Some(from) => {
                    class |= self.range(from);
                    continue;
                }
            };
            class |= one(from);
        }
    }

    /// What begins with this character: a range, unless the dash is the last.
    fn range(&mut self, from: char) -> Class {
        let mut ahead = self.rest.chars();
        match (ahead.next(), ahead.next()) {
            (Some('-'), Some(to)) if to != ']' => {
                self.rest = ahead.as_str();
                (from..=to).map(one).fold(0, |all, c| all | c)
            }
            _ => one(from),
        }
    }

    fn repeated(&mut self, atom: Part) -> Part {
        if self.take("?") {
            return Part::Times(Box::new(atom), 0, 1);
        }
        if !self.take("{") {
            return atom;
        }
        let (inside, rest) = self.rest.split_once('}').unwrap_or((self.rest, ""));
        self.rest = rest;
        let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
        match (least.parse(), most.parse()) {
            (Ok(least), Ok(most)) => Part::Times(Box::new(atom), least, most),
            _ => NOTHING,
        }
    }
}

/// Beyond ASCII there is nothing.
fn one(c: char) -> Class {
    if c.is_ascii() { 1 << u32::from(c) } else { 0 }
}
