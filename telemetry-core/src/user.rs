//! User identifiers: positive numbers of 63 bits, specific to one instance.
//!
//! An integer id of the application goes through a permutation with the
//! instance's key: different ids never meet, and without the key nobody can
//! tell which id a number stands for or compare users across instances. The
//! permutation is a Feistel network of ten rounds over two halves of 32 bits
//! with SipHash-2-4 as the round function, walked until the result is in
//! range again (fewer than two steps on average).

use std::{fmt, hash::Hasher};

use siphasher::sip::SipHasher24;

/// A user of one instance, as it may leave: a number from 1 to 2^63 - 1.
///
/// Made only by [`UserKey::user`] and [`UserKey::user_of_text`]. Not a
/// metadata value: identity belongs in the [`Context`](crate::Context).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserId(i64);

impl UserId {
    /// The number on the wire.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserId({})", self.0)
    }
}

/// The secret with which an instance makes user ids.
///
/// It lives with the instance's data and never leaves. Machines that are one
/// instance share it; a lost key makes all users new ones.
#[derive(Clone, PartialEq, Eq)]
pub struct UserKey {
    bytes: [u8; 32],
}

/// Positive numbers of 63 bits.
const LAST: u64 = i64::MAX as u64;
const ROUNDS: u8 = 10;
/// The fewest different bytes of a key that is taken.
const FEWEST_DIFFERENT: usize = 8;

/// Why 32 bytes are not taken as a key. The bytes are not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeakKeyError;

impl fmt::Display for WeakKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a user key is 32 random bytes, and these repeat; make a key with `UserKey::generate` and keep it",
        )
    }
}

impl std::error::Error for WeakKeyError {}

impl UserKey {
    /// The key of these 32 bytes, which [`UserKey::generate`] made once.
    ///
    /// With a key that others can guess, they can compute who a user is.
    /// Whether bytes were random cannot be seen; that they repeat can.
    ///
    /// # Errors
    /// When fewer than 8 of the bytes differ, which no random key does: the
    /// chance is below 2^-100.
    pub const fn from_bytes(bytes: [u8; 32]) -> Result<Self, WeakKeyError> {
        let mut seen = [false; 256];
        let (mut at, mut different) = (0, 0);
        while at < bytes.len() {
            let byte = bytes[at] as usize;
            if !seen[byte] {
                different += 1;
            }
            seen[byte] = true;
            at += 1;
        }
        if different < FEWEST_DIFFERENT { Err(WeakKeyError) } else { Ok(Self { bytes }) }
    }

    /// A new random key, from the operating system.
    ///
    /// ```
    /// # use telemetry_core::UserKey;
    /// let key = UserKey::generate()?;
    /// assert_eq!(UserKey::from_bytes(*key.as_bytes()), Ok(key));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn generate() -> std::io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| {
            std::io::Error::other(format!("no random bytes for a user key: {error}"))
        })?;
        Ok(Self { bytes })
    }

    /// The bytes, for keeping them with the instance's data.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The user with this integer id, from 1 to 2^63 - 1. Other numbers are no
    /// user: 0 means "not logged in" in most applications.
    ///
    /// Different ids always give different users.
    #[must_use]
    pub fn user(&self, application_id: u64) -> Option<UserId> {
        if !(1..=LAST).contains(&application_id) {
            return None;
        }
        let mut walked = self.permute(application_id);
        // A permutation of 64 bits returns to the range it started from.
        while !(1..=LAST).contains(&walked) {
            walked = self.permute(walked);
        }
        Some(UserId(walked as i64))
    }

    /// The user with this id, for applications whose ids are not integers. The
    /// empty id is no user. As private as the key: who knows the key can try
    /// ids until one gives this number.
    ///
    /// A keyed hash of 63 bits: among n users, two share a number with a
    /// probability of about n² / 2^64, which is 1 in 18 million for a million
    /// users and 1 in 1,800 for a hundred million.
    #[must_use]
    pub fn user_of_text(&self, application_id: &str) -> Option<UserId> {
        if application_id.is_empty() {
            return None;
        }
        let mut hasher = self.hasher(1);
        hasher.write(application_id.as_bytes());
        let number = hasher.finish() & LAST;
        Some(UserId(number.max(1) as i64))
    }

    fn permute(&self, value: u64) -> u64 {
        let (mut left, mut right) = ((value >> 32) as u32, value as u32);
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.round(round, right));
        }
        u64::from(left) << 32 | u64::from(right)
    }

    fn round(&self, round: u8, half: u32) -> u32 {
        let mut hasher = self.hasher(0);
        hasher.write(&[round]);
        hasher.write(&half.to_le_bytes());
        hasher.finish() as u32
    }

    /// The two halves of the key serve the two ways to make a user, so that
    /// one says nothing about the other.
    fn hasher(&self, half: usize) -> SipHasher24 {
        let mut key = [0; 16];
        key.copy_from_slice(&self.bytes[16 * half..][..16]);
        SipHasher24::new_with_key(&key)
    }
}

impl fmt::Debug for UserKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserKey(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(byte: u8) -> UserKey {
        UserKey { bytes: [byte; 32] }
    }

    #[test]
    fn only_positive_numbers_are_users() {
        assert_eq!(key(1).user(0), None);
        assert_eq!(key(1).user(1 << 63), None);
        assert!(key(1).user(LAST).is_some() && key(1).user(1).is_some());
        assert_eq!(key(1).user_of_text(""), None);
    }

    #[test]
    fn bytes_that_repeat_are_no_key() {
        assert_eq!(UserKey::from_bytes([0; 32]), Err(WeakKeyError));
        let of =
            |different: u8| UserKey::from_bytes(std::array::from_fn(|at| at as u8 % different));
        assert_eq!(of(7), Err(WeakKeyError));
        assert!(of(8).is_ok());
        let made = UserKey::generate().expect("random bytes");
        assert_eq!(UserKey::from_bytes(*made.as_bytes()), Ok(made));
    }

    #[test]
    fn the_key_is_not_shown() {
        assert_eq!(format!("{:?}", key(7)), "UserKey(secret)");
    }

    #[test]
    fn neighbours_are_apart_and_distinct() {
        let users: std::collections::BTreeSet<_> =
            (1..=10_000).filter_map(|id| key(3).user(id)).collect();
        assert_eq!(users.len(), 10_000);
        let near = users
            .iter()
            .zip(users.iter().skip(1))
            .filter(|(a, b)| b.get() - a.get() < 1 << 20)
            .count();
        assert!(near < 10, "{near} neighbours");
    }

    /// Stored users must stay what they are across releases.
    #[test]
    fn the_permutation_does_not_change() {
        let ids = [1, 2, LAST].map(|id| key(9).user(id).map(UserId::get));
        assert_eq!(ids, PINNED);
        assert_eq!(key(9).user_of_text("ada").map(UserId::get), PINNED_TEXT);
    }
    const PINNED: [Option<i64>; 3] =
        [Some(3801776984923032259), Some(7146016094438059649), Some(5019082655978847287)];
    const PINNED_TEXT: Option<i64> = Some(4495051853265206828);

    proptest! {
        #[test]
        fn the_network_is_a_permutation(value in any::<u64>(), byte in any::<u8>()) {
            let key = key(byte);
            let (mut left, mut right) = {
                let out = key.permute(value);
                ((out >> 32) as u32, out as u32)
            };
            for round in (0..ROUNDS).rev() {
                (left, right) = (right ^ key.round(round, left), left);
            }
            prop_assert_eq!(u64::from(left) << 32 | u64::from(right), value);
        }

        #[test]
        fn users_are_positive_and_specific_to_the_key(id in 1..=LAST) {
            let user = key(1).user(id).expect("in range");
            prop_assert!(user.get() >= 1);
            prop_assert_ne!(Some(user), key(2).user(id));
        }
    }
}
