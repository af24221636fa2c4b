//! The threads that record. They live as long as the bench, as those of a
//! server do, so that what a thread needs once is not measured. Depends on
//! nothing that is measured.

use std::{
    hint, iter,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Sender},
    },
    thread,
};

use crate::error::Error;

type Job = Box<dyn FnOnce() + Send>;

pub(crate) struct Crew(Vec<Sender<Job>>);

/// Lets all begin at once: a lock would wake them one after the other.
#[derive(Debug)]
pub(crate) struct Gate {
    missing: AtomicUsize,
}

impl Gate {
    fn new(threads: usize) -> Self {
        Self { missing: AtomicUsize::new(threads) }
    }

    pub(crate) fn pass(&self) {
        self.missing.fetch_sub(1, Ordering::AcqRel);
        for turn in 1_u32.. {
            if self.missing.load(Ordering::Acquire) == 0 {
                return;
            }
            // The other may need this processor to get here.
            if turn % 4096 == 0 { thread::yield_now() } else { hint::spin_loop() }
        }
    }
}

impl Crew {
    pub(crate) fn new(threads: usize) -> Result<Self, Error> {
        let start = |number| {
            let (sender, jobs) = mpsc::channel::<Job>();
            let work = move || jobs.iter().for_each(|job| job());
            let name = format!("recording-{number}");
            let started = thread::Builder::new().name(name).spawn(work);
            started.map(|_| sender).map_err(Error::Thread)
        };
        (0..threads).map(start).collect::<Result<_, _>>().map(Self)
    }

    /// Does the same on so many threads; what each made of it.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        threads: usize,
        work: impl Fn(&Gate) -> T + Send + Sync + 'static,
    ) -> Result<Vec<T>, Error> {
        let shared = Arc::new((Gate::new(threads), work));
        let (sender, results) = mpsc::channel();
        for (worker, sender) in self.0.iter().take(threads).zip(iter::repeat(sender)) {
            let shared = Arc::clone(&shared);
            let job = move || {
                let (gate, work) = &*shared;
                // Nobody waits only if the bench is ending.
                let _ = sender.send(work(gate));
            };
            worker.send(Box::new(job)).map_err(|_| Error::Crew)?;
        }
        let results: Vec<_> = results.iter().collect();
        if results.len() == threads { Ok(results) } else { Err(Error::Crew) }
    }
}

#[cfg(test)]
mod tests {
    use super::Crew;

    #[test]
    fn all_pass_the_gate_and_are_heard() {
        let crew = Crew::new(2).expect("two threads");
        let heard = crew.run(2, |gate| {
            gate.pass();
            std::thread::current().name().map(str::to_owned)
        });
        let mut heard = heard.expect("two results");
        heard.sort();
        assert_eq!(heard, [Some("recording-0".to_owned()), Some("recording-1".to_owned())]);
    }

    #[test]
    fn a_panic_is_an_error() {
        let crew = Crew::new(1).expect("a thread");
        assert!(crew.run(1, |_| assert!(std::hint::black_box(false))).is_err());
    }
}
