//! Secrets as they are kept: hashed, and compared in constant time.

use std::{fmt, io};

use sha2::{Digest as _, Sha256};

/// The hash of a secret text of 256 random bits. What is compared are hashes,
/// so that not even the time of a comparison says anything about the text.
#[derive(Clone, Copy)]
pub(super) struct Secret([u8; 32]);

impl Secret {
    pub(super) fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

impl PartialEq for Secret {
    /// Looks at every byte, wherever the first difference is.
    fn eq(&self, other: &Self) -> bool {
        let different = self.0.iter().zip(&other.0).fold(0, |sum, (a, b)| sum | (a ^ b));
        std::hint::black_box(different) == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// 256 random bits in hexadecimal digits.
pub(super) fn random_text() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| io::Error::other(format!("no random bytes for a token: {error}")))?;
    Ok(super::super::hex::encode(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_equal_when_their_texts_are() {
        let text = random_text().expect("random bytes");
        assert_eq!(text.len(), 64);
        assert_eq!(Secret::of(&text), Secret::of(&text));
        assert_ne!(Secret::of(&text), Secret::of(&random_text().expect("random bytes")));
        assert_ne!(Secret::of(""), Secret::of("a"));
    }
}
