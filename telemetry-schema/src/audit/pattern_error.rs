//! What is wrong with a pattern, and what to write instead.

use std::fmt;

/// Why a pattern is refused, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternError {
    /// The byte of the pattern at which the fault begins, from 0.
    pub at: usize,
    /// What is wrong there.
    pub fault: PatternFault,
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternFault {
    /// Longer than [`MAX_PATTERN_BYTES`](super::MAX_PATTERN_BYTES).
    TooLong,
    /// The pattern, a branch, a group or a class has nothing in it.
    Empty,
    /// The whole pattern matches the empty text.
    MatchesEmpty,
    /// `.` takes any character.
    AnyCharacter,
    /// `*`, `+` or `{n,}`.
    Unbounded,
    /// `[^…]` takes almost any character.
    Negated,
    /// `\d`, `\w`, `\s`, `\p` or their negation.
    Shorthand,
    /// `^`, `$`, `\b` or the like.
    Anchor,
    /// A flag, a named group or a look-around.
    Flags,
    /// A character that no pattern may hold, written plainly.
    Character,
    /// A backslash before something that is not to be escaped.
    Escape,
    /// A range that is none, or a dash in the middle of a class.
    Range,
    /// A bracket, brace or parenthesis that is never closed.
    NotClosed,
    /// A bracket, brace or parenthesis that was never opened.
    NotOpened,
    /// A repetition with nothing before it.
    NothingToRepeat,
    /// A repetition of a repetition.
    RepeatedTwice,
    /// A repetition of something that takes the empty text.
    RepeatsEmpty,
    /// The numbers of a repetition are malformed or out of order.
    Counts,
    /// Groups within groups within groups.
    TooDeep,
    /// Written out, the repetitions are too many.
    TooComplex,
}

impl PatternFault {
    const fn advice(self) -> &'static str {
        match self {
            Self::TooLong => "a pattern has at most 256 bytes; list the texts in `values`",
            Self::Empty => "nothing stands here; write what the text may be",
            Self::MatchesEmpty => {
                "the pattern takes the empty text; demand at least one character, as in `[a-z]{1,32}`"
            }
            Self::AnyCharacter => {
                "`.` takes any character; name those that are needed, as in `[a-z]`, or escape it: `\\.`"
            }
            Self::Unbounded => {
                "this repetition has no end; write the most that is needed, as in `{1,32}`"
            }
            Self::Negated => {
                "a negated class takes almost any character; name those that are needed, as in `[a-z]`"
            }
            Self::Shorthand => {
                "what this shorthand takes depends on the engine; write it out, as in `[0-9]`"
            }
            Self::Anchor => "the whole text is always matched; leave the anchor out",
            Self::Flags => {
                "flags, names and look-around are not for reviews; write a plain group, as in `(?:a|b)`"
            }
            Self::Character => {
                "a pattern is made of ASCII letters, digits and `_`, `#`, `-`, `\\.`, `\\+`; \
                 list texts with other characters in `values`"
            }
            Self::Escape => {
                "only `.`, `-`, `+` and `#` are escaped; list texts with other characters in `values`"
            }
            Self::Range => {
                "a range lies within `a-z`, `A-Z` or `0-9`; put a dash that means itself last in the class"
            }
            Self::NotClosed => "this is never closed; add the closing one",
            Self::NotOpened => "this closes what was never opened; remove it",
            Self::NothingToRepeat => {
                "nothing stands before this repetition; write what is repeated, or escape it: `\\+`"
            }
            Self::RepeatedTwice => {
                "a repetition cannot be repeated or made lazy; write one, as in `{1,32}`"
            }
            Self::RepeatsEmpty => {
                "what is repeated here takes the empty text; demand a character of it, as in `(?:ab?){0,8}`"
            }
            Self::Counts => {
                "a repetition is `{n}` or `{n,m}` with n at most m, and m from 1 to 999; correct the numbers"
            }
            Self::TooDeep => "groups are nested too deep; use fewer than nine levels",
            Self::TooComplex => {
                "the pattern comes to more than 512 characters when its repetitions are written out; lower them"
            }
        }
    }
}

impl fmt::Display for PatternFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.advice())
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the pattern is refused at its byte {}: {}", self.at + 1, self.fault)
    }
}

impl std::error::Error for PatternError {}
