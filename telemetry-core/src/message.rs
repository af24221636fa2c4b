//! A message that is put together while the program is built, where there is
//! no allocation and no formatting.

use telemetry_schema::compare::CodeWords;

/// More than the longest message with two names of usual length.
const CAPACITY: usize = 1024;

/// Text of at most [`CAPACITY`] bytes.
#[derive(Clone, Copy)]
pub(crate) struct Message {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Message {
    pub(crate) const EMPTY: Self = Self { bytes: [0; CAPACITY], length: 0 };

    /// Appends a text; one that has no room is replaced by dots.
    pub(crate) const fn put(mut self, text: &str) -> Self {
        const DOTS: &str = "...";
        let fits = self.length + text.len() + DOTS.len() <= CAPACITY;
        let text = if fits { text } else { DOTS };
        if self.length + text.len() > CAPACITY {
            return self;
        }
        let (_, rest) = self.bytes.split_at_mut(self.length);
        let (place, _) = rest.split_at_mut(text.len());
        place.copy_from_slice(text.as_bytes());
        self.length += text.len();
        self
    }

    /// Appends `Name = 1`.
    pub(crate) const fn put_code(self, code: CodeWords<'_>) -> Self {
        self.put(code.name).put(" = ").put_number(code.code)
    }

    /// Appends a number from 0.
    const fn put_number(self, number: i32) -> Self {
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let before = if number >= 10 { self.put_number(number / 10) } else { self };
        before.put(DIGITS[(number % 10).unsigned_abs() as usize])
    }

    pub(crate) const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.length);
        match str::from_utf8(text) {
            Ok(text) => text,
            // Only whole texts are put.
            Err(_) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_follow_each_other_until_there_is_no_room() {
        let code = CodeWords { code: 2_147_483_647, name: "Größe", description: "", live: true };
        assert_eq!(Message::EMPTY.put("a, ").put_code(code).as_str(), "a, Größe = 2147483647");
        let long = "ä".repeat(500);
        let full = Message::EMPTY.put(&long).put(&long).put("end");
        assert!(full.as_str().ends_with("ä...end"), "{}", full.as_str());
        assert!(Message::EMPTY.put(&"a".repeat(CAPACITY)).as_str().ends_with("..."));
    }
}
