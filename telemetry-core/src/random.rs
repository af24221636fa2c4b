//! Random numbers for what is recorded: the ids of events, and which of the
//! sampled ones are kept. Not for secrets.
//!
//! Each thread has a generator of 256 bits of state, seeded once from the
//! operating system: no system call per number, and nothing shared. A forked
//! child, which finds the generator of its parent, seeds one of its own.

use std::{cell::RefCell, time::SystemTime};

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{Rng, SeedableRng},
};

use crate::journal::process;

thread_local! {
    static GENERATOR: RefCell<Generator> =
        const { RefCell::new(Generator { process: 0, numbers: None }) };
}

struct Generator {
    /// The process that it was seeded in.
    process: u64,
    numbers: Option<Xoshiro256PlusPlus>,
}

/// 64 random bits.
#[inline]
pub(crate) fn next() -> u64 {
    let drawn = GENERATOR.try_with(|it| it.try_borrow_mut().map(|mut it| it.next()));
    // Only who interrupts a thread right here finds its generator in use.
    drawn.ok().and_then(Result::ok).unwrap_or_else(|| seeded().next_u64())
}

impl Generator {
    #[inline]
    fn next(&mut self) -> u64 {
        let process = process::number();
        match &mut self.numbers {
            Some(numbers) if self.process == process => numbers.next_u64(),
            _ => self.begin(process),
        }
    }

    #[cold]
    fn begin(&mut self, process: u64) -> u64 {
        self.process = process;
        self.numbers.insert(seeded()).next_u64()
    }
}

fn seeded() -> Xoshiro256PlusPlus {
    let mut seed = [0; 32];
    if getrandom::fill(&mut seed).is_err() {
        seed = fallback_seed();
    }
    Xoshiro256PlusPlus::from_seed(seed)
}

/// For systems that refuse random bytes, as some do early at boot: the time,
/// the process and the addresses that the loader chose. Unique rather than
/// unguessable, which is all that an id and a sample need.
fn fallback_seed() -> [u8; 32] {
    use std::hash::{BuildHasher, RandomState};
    let mut seed = [0; 32];
    let now = SystemTime::now();
    for (at, part) in seed.chunks_mut(8).enumerate() {
        let thread = std::thread::current().id();
        let hash = RandomState::new().hash_one((at, now, thread, std::process::id()));
        part.copy_from_slice(&hash.to_le_bytes());
    }
    seed
}
