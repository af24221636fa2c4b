//! The place of an event in the order of pages, as an opaque text.

use async_graphql::Error;

use crate::{console::hex, queue::Cursor};

/// The form of the text, in case there is another one day.
const FORM: &str = "1";

pub(super) fn encode(cursor: &Cursor) -> String {
    hex::encode(format!("{FORM}:{}:{}", cursor.recorded_at, cursor.id).as_bytes())
}

/// # Errors
/// `invalid cursor` when it is no text of [`encode`], `invalid cursor data`
/// when what is in it is no place.
pub(super) fn decode(text: &str) -> Result<Cursor, Error> {
    let bytes = hex::decode(text).filter(|bytes| !bytes.is_empty());
    let bytes = bytes.ok_or_else(|| Error::new("invalid cursor"))?;
    place(&bytes).ok_or_else(|| Error::new("invalid cursor data"))
}

fn place(bytes: &[u8]) -> Option<Cursor> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (time, id) = text.strip_prefix(FORM)?.strip_prefix(':')?.split_once(':')?;
    Some(Cursor { recorded_at: time.parse().ok()?, id: id.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back() {
        for (recorded_at, id) in [(0, "a"), (-5, ""), (i64::MAX, "a:b:c")] {
            let cursor = Cursor { recorded_at, id: id.to_owned() };
            assert_eq!(decode(&encode(&cursor)).expect("a cursor"), cursor);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let message = |text: &str| decode(text).expect_err("no cursor").message;
        for bad in ["", "x", "zz", "1:2:3"] {
            assert_eq!(message(bad), "invalid cursor", "{bad}");
        }
        for bad in ["2:1:a", "1:x:a", "1:1", "\u{ff}"] {
            assert_eq!(message(&hex::encode(bad.as_bytes())), "invalid cursor data", "{bad}");
        }
    }
}
