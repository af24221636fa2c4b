//! Texts, numbers and comments in the one form that the lock has for them.

use std::fmt::Write as _;

use crate::names::is_unseen;

/// A text in quotes. What cannot be seen is escaped byte by byte, which every
/// protobuf tool reads.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            _ if is_unseen(letter) => escape(&mut out, letter),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

fn escape(out: &mut String, letter: char) {
    for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
        write!(out, "\\x{byte:02x}").expect("a string takes any text");
    }
}

/// The text whose inside of quotes this is; nothing if there is another
/// escape than those of [`quoted`].
pub(super) fn unquoted(inside: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = inside.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'\\', [letter @ (b'"' | b'\\'), tail @ ..]) => push(&mut bytes, *letter, tail),
            (b'\\', [b'n', tail @ ..]) => push(&mut bytes, b'\n', tail),
            (b'\\', [b'x', high, low, tail @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).ok()?;
                push(&mut bytes, u8::from_str_radix(digits, 16).ok()?, tail)
            }
            (b'\\', _) => return None,
            (letter, tail) => push(&mut bytes, *letter, tail),
        };
    }
    String::from_utf8(bytes).ok()
}

fn push<'a>(bytes: &mut Vec<u8>, byte: u8, tail: &'a [u8]) -> &'a [u8] {
    bytes.push(byte);
    tail
}

/// A finite number, as short as it is exact.
pub(super) fn number(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude == 0.0 {
        "0".to_owned()
    } else if (1e-5..1e15).contains(&magnitude) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

/// Writes a text of any number of lines as a comment.
pub(super) fn comment(out: &mut String, indent: &str, text: &str) {
    for line in text.split('\n') {
        let space = if line.is_empty() { "" } else { " " };
        writeln!(out, "{indent}//{space}{line}").expect("a string takes any text");
    }
}

/// The text of these lines of a comment, each as it stands after its slashes.
pub(super) fn commented(lines: &[&str]) -> String {
    let bare: Vec<&str> = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    bare.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(quoted("a\"b\\\n\u{202e}"), r#""a\"b\\\n\xe2\x80\xae""#);
        assert_eq!(unquoted(r"\t"), None);
        assert_eq!(unquoted(r"\xe2"), None);
        assert_eq!(unquoted("\\"), None);
    }

    proptest! {
        #[test]
        fn a_quoted_text_is_read(text in any::<String>()) {
            let quoted = quoted(&text);
            prop_assert_eq!(unquoted(&quoted[1..quoted.len() - 1]), Some(text));
        }

        #[test]
        fn a_number_is_read(value in any::<f64>().prop_filter("finite", |it| it.is_finite())) {
            prop_assert_eq!(number(value).parse(), Ok(value));
        }

        #[test]
        fn no_quoted_text_panics(inside in any::<String>()) {
            let _ = unquoted(&inside);
        }
    }
}
