//! Which events of clients are recorded, of those that are declared with a
//! sample rate: as many as of those that the program records itself, because
//! that is what the reviewer of the declaration agreed to.
//!
//! The id decides. It is made here, with a key that no client has, and is the
//! same when a client sends the event again: so a retry is decided alike, and
//! nobody can choose to be heard.

use sha2::{Digest as _, Sha256};
use telemetry_schema::SampleRate;

/// Separates the decision from whatever else may be made of an id.
const USE: &[u8] = b"telemetry: sample of a client's events\0";

/// Whether the event with this id is recorded.
pub(super) fn takes(rate: SampleRate, id: &str) -> bool {
    let hash = Sha256::new().chain_update(USE).chain_update(id).finalize();
    let first = hash.first_chunk().expect("a hash has 32 bytes");
    u64::from_be_bytes(*first) < rate.threshold()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_decide_and_as_many_are_taken_as_declared() {
        let rate = SampleRate::new(0.1).expect("a rate");
        let id = |number: u32| format!("00000000-0000-8000-8000-{number:012x}");
        let taken = |_| (0..100_000).filter(|it| takes(rate, &id(*it))).count();
        let [first, again] = [0, 1].map(taken);
        // The same ids always; four standard deviations are 380.
        assert!(first.abs_diff(10_000) < 380 && first == again, "{first}");
    }
}
