//! The texts of a pattern or a list as an automaton, so that one can be asked
//! whether it takes everything that another one takes.
//!
//! Patterns come from valid [`Limits`](crate::audit::Limits): their syntax is
//! that of [`audit`](crate::audit), ASCII alone, without repetition that has no
//! end, and small when written out.

use std::collections::BTreeSet;

use super::parts::{Class, Part};

/// How many steps one comparison may take: some hundredths of a second, and
/// far more than a pattern that a person can judge needs.
const BUDGET: usize = 200_000;

#[derive(Debug, Clone, Copy)]
enum Node {
    /// One character of the class, then on at that node.
    One(Class, usize),
    /// On at either node.
    Either(usize, usize),
    /// The text may end.
    End,
}

/// Nodes, of which the last one is where a text begins.
#[derive(Debug)]
pub(super) struct Automaton {
    nodes: Vec<Node>,
    start: usize,
}

/// Where a text can stand: the nodes of a character, and the end.
type Places = BTreeSet<usize>;

const END: usize = 0;

impl Automaton {
    const fn empty(nodes: Vec<Node>) -> Self {
        Self { nodes, start: END }
    }

    /// Exactly the texts that this pattern matches as a whole.
    pub(super) fn of_pattern(pattern: &str) -> Self {
        let mut automaton = Self::empty(vec![Node::End]);
        let parsed = Part::of(pattern);
        automaton.start = automaton.add(&parsed, END);
        automaton
    }

    /// Exactly these texts. Patterns know nothing beyond ASCII: other texts
    /// are left out.
    pub(super) fn of_values(values: &[String]) -> Self {
        let mut automaton = Self::empty(vec![Node::End]);
        let ascii = values.iter().filter(|value| value.is_ascii());
        let starts: Vec<usize> = ascii.map(|value| automaton.add_text(value)).collect();
        let start = starts.into_iter().reduce(|a, b| automaton.push(Node::Either(a, b)));
        automaton.start = start.unwrap_or_else(|| automaton.push(Node::One(0, END)));
        automaton
    }

    fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn add_text(&mut self, text: &str) -> usize {
        text.bytes().rev().fold(END, |next, byte| self.push(Node::One(1 << byte, next)))
    }

    /// The node at which this part begins if it is followed by `next`.
    fn add(&mut self, part: &Part, next: usize) -> usize {
        match part {
            Part::One(class) => self.push(Node::One(*class, next)),
            Part::All(parts) => parts.iter().rev().fold(next, |next, part| self.add(part, next)),
            Part::Any(parts) => {
                let starts: Vec<usize> = parts.iter().map(|part| self.add(part, next)).collect();
                let start = starts.into_iter().reduce(|a, b| self.push(Node::Either(a, b)));
                start.unwrap_or(next)
            }
            Part::Times(part, least, most) => {
                let spare = (*least..*most).fold(next, |after, _| {
                    let once = self.add(part, after);
                    self.push(Node::Either(once, next))
                });
                (0..*least).fold(spare, |after, _| self.add(part, after))
            }
        }
    }

    /// Whether this text is one of them.
    pub(super) fn takes(&self, text: &str) -> bool {
        let step = |places: Places, byte: u8| self.after(&places, byte);
        text.is_ascii() && text.bytes().fold(self.at(self.start), step).contains(&END)
    }

    /// Whether every text of this one is certainly one of the other.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let begin = (self.at(self.start), other.at(other.start));
        let (mut seen, mut open) = (BTreeSet::from([begin.clone()]), vec![begin]);
        let mut budget = BUDGET;
        while let Some((here, there)) = open.pop() {
            if here.contains(&END) && !there.contains(&END) {
                return false;
            }
            for byte in characters(self.next(&here)) {
                let pair = (self.after(&here, byte), other.after(&there, byte));
                let cost = 1 + here.len() + there.len();
                let Some(left) = budget.checked_sub(cost) else { return false };
                budget = left;
                if seen.insert(pair.clone()) {
                    open.push(pair);
                }
            }
        }
        true
    }

    /// The characters that can follow.
    fn next(&self, places: &Places) -> Class {
        let classes = places.iter().map(|at| match self.nodes[*at] {
            Node::One(class, _) => class,
            _ => 0,
        });
        classes.fold(0, |all, class| all | class)
    }

    fn after(&self, places: &Places, byte: u8) -> Places {
        let next = places.iter().filter_map(|at| match self.nodes[*at] {
            Node::One(class, next) if class >> byte & 1 == 1 => Some(next),
            _ => None,
        });
        next.flat_map(|next| self.at(next)).collect()
    }

    /// Where a text can stand that is at this node.
    fn at(&self, node: usize) -> Places {
        let (mut places, mut open) = (Places::new(), vec![node]);
        let mut seen = BTreeSet::new();
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            match self.nodes[at] {
                Node::Either(a, b) => open.extend([a, b]),
                Node::One(..) | Node::End => drop(places.insert(at)),
            }
        }
        places
    }
}

fn characters(class: Class) -> impl Iterator<Item = u8> {
    (0..128_u8).filter(move |byte| class >> byte & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::Automaton;

    #[test]
    fn one_pattern_is_within_another() {
        for (inner, outer) in [
            ("a", "a|b"),
            ("[a-c]{2}", "[a-z]{1,3}"),
            ("v[0-9]{1,2}", r"v[0-9]{1,3}(\.[0-9]{1,3})?"),
            ("(?:ab){2}", "[ab]{4}"),
            ("a-b", r"a[\-+]b"),
            ("[a-z]{1,32}", "[a-z]{1,33}"),
            ("(a|b){1,20}a(a|b){3}", "[ab]{5,24}"),
        ] {
            let (a, b) = (Automaton::of_pattern(inner), Automaton::of_pattern(outer));
            assert!(a.is_within(&b) && a.is_within(&a), "{inner} {outer}");
            assert!(!b.is_within(&a), "{outer} {inner}");
        }
    }

    #[test]
    fn a_text_is_taken_as_a_whole() {
        let pattern = Automaton::of_pattern(r"v[0-9]{1,3}(\.[0-9a-f]{2}){0,2}|beta-?");
        for text in ["v1", "v123.0f.ff", "beta", "beta-"] {
            assert!(pattern.takes(text), "{text}");
        }
        for text in ["", "v", "v1234", "v1.0", "v1.00.00.00", "xbeta", "betä", "v1\n"] {
            assert!(!pattern.takes(text), "{text}");
        }
    }

    #[test]
    fn a_list_is_compared_with_a_pattern() {
        let list = Automaton::of_values(&["go".into(), "rust".into(), "größe".into()]);
        let within = |pattern| Automaton::of_pattern(pattern).is_within(&list);
        assert!(within("go|rust") && !within("go|rust|c") && !within("go?"));
        assert!(!Automaton::of_pattern("a").is_within(&Automaton::of_values(&[])));
    }

    /// Whoever has more states than can be visited is not known to be within.
    #[test]
    fn what_takes_too_long_is_not_within() {
        let hard = Automaton::of_pattern("(?:[ab]{1,9}a[ab]{9}|b){1,20}");
        let other = Automaton::of_pattern("(?:[ab]{1,9}b[ab]{9}|a){1,20}");
        assert!(!hard.is_within(&other) && !other.is_within(&hard));
    }
}
