//! The tokens of a message and the values of its options. It knows as much of
//! protobuf's language as the lock uses, and nothing of events.

use super::{LockFault, text::unquoted};

/// Where a text is wrong, and how.
pub(super) type Fault = (usize, LockFault);

/// So deep do values nest: `rounding`, `buckets`, `bounds`.
const MAX_DEPTH: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    Word(&'a str),
    Number(&'a str),
    /// What is between the quotes, as it stands there.
    Text(&'a str),
    /// What follows the slashes.
    Comment(&'a str),
    Sign(u8),
    End,
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Word(&'a str),
    Number(&'a str),
    Text(String),
    Message(Vec<Setting<'a>>),
    List(Vec<Value<'a>>),
}

/// A name with its value: an option, or a part of a message.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting<'a> {
    pub(super) at: usize,
    pub(super) name: &'a str,
    pub(super) value: Value<'a>,
}

pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    /// Where the next token begins.
    pub(super) fn place(&mut self) -> usize {
        self.skip_space();
        self.at
    }

    pub(super) fn next(&mut self) -> Result<Token<'a>, Fault> {
        self.skip_space();
        let rest = &self.text[self.at..];
        let Some(first) = rest.bytes().next() else { return Ok(Token::End) };
        match first {
            b'"' => self.text_token(rest),
            b'/' if rest.starts_with("//") => Ok(self.comment(rest)),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'.' => Ok(Token::Word(
                self.while_in(rest, |c| c.is_ascii_alphanumeric() || b"_.".contains(&c)),
            )),
            b'0'..=b'9' | b'-' => Ok(Token::Number(
                self.while_in(rest, |c| c.is_ascii_digit() || b"-+.e".contains(&c)),
            )),
            sign if sign.is_ascii() => {
                self.at += 1;
                Ok(Token::Sign(sign))
            }
            _ => Err((self.at, LockFault::Syntax("a part of a message"))),
        }
    }

    pub(super) fn peek(&mut self) -> Result<Token<'a>, Fault> {
        let at = self.place();
        let token = self.next();
        self.at = at;
        token
    }

    fn while_in(&mut self, rest: &'a str, allowed: impl Fn(u8) -> bool) -> &'a str {
        let length = rest.bytes().take_while(|byte| allowed(*byte)).count();
        self.at += length;
        &rest[..length]
    }

    fn comment(&mut self, rest: &'a str) -> Token<'a> {
        let line = rest.split('\n').next().unwrap_or(rest);
        self.at += line.len();
        Token::Comment(line.strip_prefix("//").unwrap_or(line))
    }

    fn text_token(&mut self, rest: &'a str) -> Result<Token<'a>, Fault> {
        let (mut escaped, start) = (false, self.at);
        for (length, byte) in rest.bytes().enumerate().skip(1) {
            match byte {
                b'\n' => break,
                b'"' if !escaped => {
                    self.at += length + 1;
                    return Ok(Token::Text(&rest[1..length]));
                }
                _ => escaped = byte == b'\\' && !escaped,
            }
        }
        Err((start, LockFault::Syntax("a text with its closing quote")))
    }

    /// The next token, which has to be this sign.
    pub(super) fn sign(&mut self, sign: u8, expected: &'static str) -> Result<(), Fault> {
        let at = self.place();
        if self.next()? == Token::Sign(sign) {
            Ok(())
        } else {
            Err((at, LockFault::Syntax(expected)))
        }
    }

    /// Whether the next token is this sign; it is taken then.
    pub(super) fn takes(&mut self, sign: u8) -> Result<bool, Fault> {
        let found = self.peek()? == Token::Sign(sign);
        if found {
            self.next()?;
        }
        Ok(found)
    }

    /// The next token, which has to be a word.
    pub(super) fn word(&mut self, expected: &'static str) -> Result<&'a str, Fault> {
        let at = self.place();
        match self.next()? {
            Token::Word(word) => Ok(word),
            _ => Err((at, LockFault::Syntax(expected))),
        }
    }

    /// The next token, which has to be this word in backticks.
    pub(super) fn keyword(&mut self, quoted: &'static str) -> Result<(), Fault> {
        let at = self.place();
        let word = self.word(quoted)?;
        if word == quoted.trim_matches('`') { Ok(()) } else { Err((at, LockFault::Syntax(quoted))) }
    }

    /// The next token, which has to be a whole number.
    pub(super) fn integer<T: std::str::FromStr>(&mut self) -> Result<T, Fault> {
        let at = self.place();
        let fault = (at, LockFault::Syntax("a whole number in its range"));
        match self.next()? {
            Token::Number(digits) => digits.parse().map_err(|_| fault),
            _ => Err(fault),
        }
    }

    /// The value of an option.
    pub(super) fn value(&mut self) -> Result<Value<'a>, Fault> {
        self.value_within(MAX_DEPTH)
    }

    fn value_within(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        let at = self.place();
        match self.next()? {
            Token::Word(word) => Ok(Value::Word(word)),
            Token::Number(number) => Ok(Value::Number(number)),
            Token::Text(inside) => unquoted(inside)
                .map(Value::Text)
                .ok_or((at, LockFault::Syntax("a text with known escapes"))),
            Token::Sign(b'{') if depth > 0 => self.settings(depth - 1).map(Value::Message),
            Token::Sign(b'[') if depth > 0 => self.list(depth - 1).map(Value::List),
            _ => Err((at, LockFault::Syntax("a value"))),
        }
    }

    fn settings(&mut self, depth: usize) -> Result<Vec<Setting<'a>>, Fault> {
        let mut settings = Vec::new();
        while !self.takes(b'}')? {
            let at = self.place();
            let name = self.word("the name of a part")?;
            self.sign(b':', "`:`")?;
            let value = self.value_within(depth)?;
            settings.push(Setting { at, name, value });
            self.takes(b',')?;
        }
        Ok(settings)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value<'a>>, Fault> {
        let mut values = Vec::new();
        while !self.takes(b']')? {
            values.push(self.value_within(depth)?);
            self.takes(b',')?;
        }
        Ok(values)
    }
}
