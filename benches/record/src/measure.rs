//! Rounds in which every subject has its turn: on one thread, on two, call by
//! call, after pauses, and once after a pause and all others. Depends on `crew` for the threads; knows no
//! subject by name.

use std::{
    thread,
    time::{Duration, Instant},
};

use telemetry_bench::rounds::order;

use crate::{
    crew::{Crew, Gate},
    error::Error,
    plan::Plan,
    raw,
    subject::Subject,
};

/// Calls before the first that is timed, which find what belongs to the thread.
const WARM_UP: usize = 256;
/// How long a subject rests before a call that shall find it idle, at least.
const REST: Duration = Duration::from_micros(500);
/// Calls after pauses in each turn.
const PAUSES: usize = 40;
/// A consumer that needs longer than this has lost events.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was measured of one subject. Each list has an entry for each round, or
/// for each call.
pub(crate) struct Measured {
    pub(crate) subject: &'static dyn Subject,
    /// Nanoseconds per event on one thread.
    pub(crate) one: Vec<f64>,
    /// The same on each of two threads that record at once.
    pub(crate) two: Vec<f64>,
    /// Allocations per event on the recording thread.
    pub(crate) allocations: Vec<f64>,
    /// Nanoseconds of single calls, one after the other.
    pub(crate) single: Vec<f64>,
    /// Nanoseconds of single calls after a pause.
    pub(crate) idle: Vec<f64>,
    /// The same after all others had their turn too.
    pub(crate) cold: Vec<f64>,
    sent: u64,
    lost: u64,
}

/// What one thread made of one round.
#[derive(Debug, Clone, Copy)]
struct Slice {
    nanoseconds: f64,
    allocations: f64,
}

impl Measured {
    pub(crate) fn new(subject: &'static dyn Subject) -> Self {
        Self {
            subject,
            one: Vec::new(),
            two: Vec::new(),
            allocations: Vec::new(),
            single: Vec::new(),
            idle: Vec::new(),
            cold: Vec::new(),
            sent: 0,
            lost: 0,
        }
    }

    /// Events that the consumer has not seen; none where it does not tell.
    pub(crate) fn lost(&self) -> Option<u64> {
        self.subject.consumed().map(|_| self.lost)
    }

    fn slices(&mut self, crew: &Crew, threads: usize) -> Result<Vec<Slice>, Error> {
        let (subject, count) = (self.subject, self.subject.batch());
        let slices = crew.run(threads, move |gate| slice(subject, count, gate))?;
        self.settle((threads * (count + WARM_UP)) as u64);
        Ok(slices)
    }

    fn round(&mut self, crew: &Crew, single: usize) -> Result<(), Error> {
        let mean = |slices: &[Slice], of: fn(&Slice) -> f64| {
            slices.iter().map(of).sum::<f64>() / slices.len() as f64
        };
        let one = self.slices(crew, 1)?;
        self.one.push(mean(&one, |slice| slice.nanoseconds));
        self.allocations.push(mean(&one, |slice| slice.allocations));
        let two = self.slices(crew, 2)?;
        self.two.push(mean(&two, |slice| slice.nanoseconds));
        self.call_by_call(crew, single)
    }

    fn call_by_call(&mut self, crew: &Crew, calls: usize) -> Result<(), Error> {
        let (subject, calls) = (self.subject, calls.min(self.subject.batch()));
        let scale = Scale::get();
        let times = crew.run(1, move |_| {
            subject.record(WARM_UP);
            (0..calls).map(|_| scale.call(subject)).collect::<Vec<_>>()
        })?;
        self.single.extend(times.into_iter().flatten());
        self.settle((calls + WARM_UP) as u64);
        Ok(())
    }

    /// One call after the other, with a pause before each. The first, which comes
    /// after all others, is none of them.
    fn after_pauses(&mut self, crew: &Crew, calls: usize) -> Result<(), Error> {
        let (subject, scale) = (self.subject, Scale::get());
        let times = crew.run(1, move |_| {
            let call = |_| {
                thread::sleep(REST);
                scale.call(subject)
            };
            (0..=calls).map(call).skip(1).collect::<Vec<_>>()
        })?;
        self.idle.extend(times.into_iter().flatten());
        self.settle(1 + calls as u64);
        Ok(())
    }

    fn once_cold(&mut self, crew: &Crew) -> Result<(), Error> {
        let (subject, scale) = (self.subject, Scale::get());
        let time = crew.run(1, move |_| {
            thread::sleep(REST);
            scale.call(subject)
        })?;
        self.cold.extend(time);
        self.sent += 1;
        Ok(())
    }

    /// Waits until the consumer has seen everything, so that it does not run
    /// while another subject has its turn. What it does not see is lost.
    fn settle(&mut self, sent: u64) {
        self.sent += sent;
        self.subject.flush();
        let end = Instant::now() + PATIENCE;
        let missing = || {
            let seen = self.subject.consumed();
            seen.map_or(0, |seen| self.sent.saturating_sub(seen + self.lost))
        };
        while missing() > 0 && Instant::now() < end {
            thread::sleep(Duration::from_micros(200));
        }
        self.lost += missing();
    }
}

fn slice(subject: &dyn Subject, count: usize, gate: &Gate) -> Slice {
    subject.record(WARM_UP);
    gate.pass();
    let before = raw::allocations();
    let start = Instant::now();
    subject.record(count);
    let time = start.elapsed();
    let allocations = raw::allocations() - before;
    Slice {
        nanoseconds: time.as_nanos() as f64 / count as f64,
        allocations: allocations as f64 / count as f64,
    }
}

/// What a tick of the raw counter is, and what two readings of it cost.
#[derive(Debug, Clone, Copy)]
struct Scale {
    nanoseconds: f64,
    empty: u64,
}

impl Scale {
    /// Measured once.
    fn get() -> Self {
        static SCALE: std::sync::OnceLock<Scale> = std::sync::OnceLock::new();
        *SCALE.get_or_init(|| {
            let (start, before) = (Instant::now(), raw::counter());
            thread::sleep(Duration::from_millis(50));
            let ticks = raw::counter() - before;
            let nanoseconds = start.elapsed().as_nanos() as f64 / ticks as f64;
            let pairs = (0..10_000).map(|_| {
                let before = raw::counter();
                raw::counter() - before
            });
            Self { nanoseconds, empty: pairs.min().unwrap_or_default() }
        })
    }

    /// The nanoseconds of one call.
    fn call(self, subject: &dyn Subject) -> f64 {
        let before = raw::counter();
        subject.record(1);
        let ticks = raw::counter() - before;
        ticks.saturating_sub(self.empty) as f64 * self.nanoseconds
    }
}

/// All subjects in turn, as often as the plan says.
pub(crate) fn compare(
    crew: &Crew,
    subjects: Vec<Box<dyn Subject>>,
    plan: &Plan,
) -> Result<Vec<Measured>, Error> {
    // For as long as the program runs, so that threads can have them.
    let subjects = subjects.into_iter().map(|subject| &*Box::leak(subject));
    let mut measured: Vec<_> = subjects.map(Measured::new).collect();
    let count = measured.len();
    for round in 0..plan.rounds {
        for at in order(count, round) {
            measured[at].round(crew, plan.single)?;
        }
    }
    for round in 0..plan.idle {
        for at in order(count, round) {
            measured[at].after_pauses(crew, PAUSES)?;
        }
    }
    for round in 0..plan.cold {
        for at in order(count, round) {
            measured[at].once_cold(crew)?;
        }
    }
    measured.iter_mut().for_each(|it| it.settle(0));
    Ok(measured)
}
