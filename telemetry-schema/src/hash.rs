//! The name of one exact declaration, to which reviews are bound.
//!
//! A hash is only a name here: what of a declaration goes into it is decided
//! by the event model. It is computed behind the feature `hash`, because who
//! only compares hashes needs no SHA-256.

use std::{fmt, str::FromStr};

/// The SHA-256 of a declaration, written `sha256:` and 64 lower-case
/// hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionHash(pub [u8; 32]);

/// Why a text is not the hash of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashError {
    /// Does not begin with `sha256:`.
    Algorithm,
    /// What follows is not 64 characters long.
    Length,
    /// Holds something other than `0` to `9` and `a` to `f`.
    Digits,
}

const PREFIX: &str = "sha256:";

impl fmt::Display for HashError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Algorithm => {
                "the hash of a definition begins with `sha256:`; copy it whole from the message of the build"
            }
            Self::Length => {
                "after `sha256:` come 64 hexadecimal digits; copy the hash whole from the message of the build"
            }
            Self::Digits => {
                "the digits of a hash are `0` to `9` and `a` to `f` in lower case; copy it from the message of the build"
            }
        })
    }
}

impl std::error::Error for HashError {}

#[cfg(feature = "hash")]
impl DefinitionHash {
    /// The hash of a definition in its canonical bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(hmac_sha256::Hash::hash(bytes))
    }
}

impl fmt::Display for DefinitionHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for DefinitionHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DefinitionHash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let digits = text.strip_prefix(PREFIX).ok_or(HashError::Algorithm)?;
        let (pairs, []) = digits.as_bytes().as_chunks::<2>() else {
            return Err(HashError::Length);
        };
        let pairs: &[[u8; 2]; 32] = pairs.try_into().map_err(|_| HashError::Length)?;
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Ok(Self(bytes))
    }
}

fn digit(byte: u8) -> Result<u8, HashError> {
    match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(HashError::Digits),
    }
}

#[cfg(test)]
mod tests {
    use super::{DefinitionHash, HashError};
    use proptest::prelude::*;

    // The examples of FIPS 180-4, and the empty message.
    #[cfg(feature = "hash")]
    #[test]
    fn known_messages_have_their_known_hash() {
        for (message, hash) in [
            ("", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
        ] {
            assert_eq!(DefinitionHash::of(message.as_bytes()).to_string(), hash);
        }
        let million = vec![b'a'; 1_000_000];
        let hash = "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
        assert_eq!(DefinitionHash::of(&million).to_string(), hash);
    }

    #[test]
    fn only_the_printed_form_is_read() {
        let digits = "ab".repeat(32);
        assert_eq!(format!("sha256:{digits}").parse(), Ok(DefinitionHash([0xab; 32])));
        let refused = |text: &str| text.parse::<DefinitionHash>().expect_err(text);
        assert_eq!(refused(&digits), HashError::Algorithm);
        assert_eq!(refused(&format!("SHA256:{digits}")), HashError::Algorithm);
        assert_eq!(refused("sha256:"), HashError::Length);
        assert_eq!(refused(&format!("sha256:{digits}a")), HashError::Length);
        assert_eq!(refused(&format!("sha256:{digits}ab")), HashError::Length);
        assert_eq!(refused(&format!("sha256:{}", "AB".repeat(32))), HashError::Digits);
        assert_eq!(refused(&format!("sha256:{}", "é".repeat(32))), HashError::Digits);
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(bytes in any::<[u8; 32]>()) {
            let hash = DefinitionHash(bytes);
            prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        }
    }
}
