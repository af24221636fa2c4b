//! Time: a raw counter on the record path, and what ties it to the clock of
//! the system.
//!
//! Reading the counter of the processor costs a third of asking for the time.
//! A record keeps the counter's number; an [`Anchor`] says which time a number
//! was and how long a tick takes. A small library for this would calibrate the
//! counter once, spinning for up to 200 ms in each process, and drift from
//! then on; here the journal's keeper compares both clocks ten times a second
//! instead, so that nothing is left of the library but one instruction.
//!
//! A record's time follows from the last anchor before it, and from nothing
//! that comes later, so that it is the same whoever reads it and whenever. A
//! small difference is made up for by the rate, within a second, so that time
//! never goes back for it; a large one is a clock that was set, and the time
//! jumps with it.

use std::{
    fs,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant, SystemTime},
};

use super::raw::processor_counter;

/// How often the clocks are compared.
pub(super) const COMPARE_EVERY: Duration = Duration::from_millis(100);
/// A difference up to this is left alone: comparing is not much better.
const TOLERANCE: i64 = 20_000;
/// From this difference on the clock was set.
const STEP: i64 = 500_000;
/// How many nanoseconds a difference is made up for in.
const CATCH_UP: i64 = 1_000_000_000;
/// Over how much time the rate is measured at most.
const LONGEST_BASE: u64 = 60_000_000_000;
/// A rate counts nanoseconds in parts of this.
const ONE: u32 = 32;

/// Where raw numbers come from. Chosen when a journal is made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counter {
    /// The processor's, which the system itself keeps time with.
    Processor,
    /// The system's monotonic clock, since this moment.
    System(Instant),
}

impl Counter {
    /// The processor's counter if the kernel trusts it: it watches whether it
    /// runs evenly and alike on all processors, and takes it off its list if not.
    pub(super) fn choose() -> Self {
        let list = "/sys/devices/system/clocksource/clocksource0/available_clocksource";
        let trusted = cfg!(all(target_arch = "x86_64", target_os = "linux", not(miri)))
            && fs::read_to_string(list)
                .is_ok_and(|list| list.split_whitespace().any(|it| it == "tsc"));
        if trusted { Self::Processor } else { Self::System(Instant::now()) }
    }

    /// The number now.
    #[inline]
    pub(super) fn now(self) -> u64 {
        match self {
            Self::Processor => processor_counter(),
            Self::System(start) => Self::since(start),
        }
    }

    #[inline(never)]
    fn since(start: Instant) -> u64 {
        start.elapsed().as_nanos() as u64
    }

    /// The number and the nanoseconds since the epoch at the same moment: of a
    /// few attempts the one that was interrupted least.
    pub(super) fn compare(self) -> Moment {
        let attempt = || {
            let before = self.now();
            let nanoseconds = since_epoch();
            let took = self.now().wrapping_sub(before);
            (took, Moment { raw: before.wrapping_add(took / 2), nanoseconds })
        };
        let attempts = std::array::from_fn::<_, 5, _>(|_| attempt());
        attempts.into_iter().min_by_key(|(took, _)| *took).map_or_else(|| attempt().1, |it| it.1)
    }
}

fn since_epoch() -> u64 {
    SystemTime::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_nanos() as u64)
}

/// Both clocks at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) raw: u64,
    pub(super) nanoseconds: u64,
}

/// What a raw number means from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) raw: u64,
    /// Since the epoch.
    pub(super) nanoseconds: u64,
    /// Nanoseconds of a tick, in parts of 2^32.
    pub(super) rate: u64,
}

impl Anchor {
    /// Nanoseconds since the epoch at this number; also before the anchor, for
    /// records whose own anchor is lost.
    pub(super) fn time(&self, raw: u64) -> u64 {
        let span = |ticks: u64| {
            u64::try_from((u128::from(ticks) * u128::from(self.rate)) >> ONE).unwrap_or(u64::MAX)
        };
        match raw.checked_sub(self.raw) {
            Some(after) => self.nanoseconds.saturating_add(span(after)),
            None => self.nanoseconds.saturating_sub(span(self.raw - raw)),
        }
    }

    pub(super) const fn words(self) -> [u64; 3] {
        [self.raw, self.nanoseconds, self.rate]
    }

    pub(super) const fn from_words([raw, nanoseconds, rate]: [u64; 3]) -> Self {
        Self { raw, nanoseconds, rate }
    }
}

/// Decides when there is a new anchor.
#[derive(Debug)]
pub(super) struct Timeline {
    anchor: Anchor,
    /// Where the rate is measured from.
    base: Moment,
}

impl Timeline {
    /// Begins with two moments that are a little apart.
    pub(super) fn new(base: Moment, now: Moment) -> Self {
        let rate = measured_rate(base, now).unwrap_or(1 << ONE);
        let anchor = Anchor { raw: now.raw, nanoseconds: now.nanoseconds, rate };
        Self { anchor, base }
    }

    /// Begins with the clocks as they are now; takes a millisecond.
    pub(super) fn start(counter: Counter) -> Self {
        let base = counter.compare();
        std::thread::sleep(Duration::from_millis(1));
        Self::new(base, counter.compare())
    }

    pub(super) const fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// Compares the clocks; the new anchor if there has to be one.
    pub(super) fn compare(&mut self, now: Moment) -> Option<Anchor> {
        let predicted = self.anchor.time(now.raw);
        let behind = now.nanoseconds.wrapping_sub(predicted) as i64;
        // A counter that goes back was reset, by a suspend perhaps.
        if now.raw < self.anchor.raw || behind.abs() >= STEP {
            self.base = now;
            self.anchor = Anchor { raw: now.raw, nanoseconds: now.nanoseconds, ..self.anchor };
            return Some(self.anchor);
        }
        if behind.abs() < TOLERANCE {
            return None;
        }
        let rate = measured_rate(self.base, now).unwrap_or(self.anchor.rate);
        if now.nanoseconds.saturating_sub(self.base.nanoseconds) > LONGEST_BASE {
            self.base = now;
        }
        let correction = (i128::from(rate) * i128::from(behind) / i128::from(CATCH_UP)) as i64;
        let rate = rate.saturating_add_signed(correction);
        self.anchor = Anchor { raw: now.raw, nanoseconds: predicted, rate };
        Some(self.anchor)
    }
}

/// Nanoseconds of a tick in parts of 2^32, if both clocks went on.
fn measured_rate(from: Moment, to: Moment) -> Option<u64> {
    let ticks = to.raw.checked_sub(from.raw).filter(|ticks| *ticks > 0)?;
    let nanoseconds = to.nanoseconds.checked_sub(from.nanoseconds).filter(|it| *it > 0)?;
    u64::try_from((u128::from(nanoseconds) << ONE) / u128::from(ticks)).ok()
}

/// The anchors of a process, by their numbers.
#[derive(Debug, Default, Clone)]
pub(super) struct Anchors(Vec<Anchor>);

impl Anchors {
    /// How many are kept; older ones are so far back that their records were
    /// stored long ago.
    pub(super) const MOST: usize = 2048;

    pub(super) fn push(&mut self, anchor: Anchor) {
        if self.0.last().is_some_and(|last| last.raw > anchor.raw) {
            self.0.clear();
        }
        if self.0.len() == Self::MOST {
            self.0.remove(0);
        }
        self.0.push(anchor);
    }

    /// Takes what was read from a file, in any order.
    pub(super) fn of(mut anchors: Vec<Anchor>) -> Self {
        anchors.sort_unstable_by_key(|anchor| anchor.raw);
        Self(anchors)
    }

    /// The time of a number in a segment that was begun at `own`.
    pub(super) fn time(&self, own: Anchor, raw: u64) -> Duration {
        let after = self.0.partition_point(|anchor| anchor.raw <= raw);
        let before = after.checked_sub(1).map(|at| self.0[at]);
        let anchor = before.filter(|it| it.raw >= own.raw || own.raw > raw).unwrap_or(own);
        Duration::from_nanos(anchor.time(raw))
    }
}

/// The day, for what expires: kept by whoever compares the clocks, so that the
/// record path does not ask for it.
#[derive(Debug)]
pub(super) struct Today(AtomicU64);

impl Today {
    pub(super) fn new() -> Self {
        let today = Self(AtomicU64::new(0));
        today.update();
        today
    }

    pub(super) fn update(&self) {
        self.0.store(crate::reviewed::today() as u64, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    /// A counter of 2.5 GHz.
    fn moment(nanoseconds: u64, ahead: i64) -> Moment {
        let raw = nanoseconds * 5 / 2;
        Moment { raw, nanoseconds: (1_000_000 * SECOND + nanoseconds).saturating_add_signed(ahead) }
    }

    fn started() -> Timeline {
        Timeline::new(moment(0, 0), moment(1_000_000, 0))
    }

    #[test]
    fn an_anchor_gives_the_time_on_both_sides() {
        let timeline = started();
        for at in [0, 1, 1_000_000, 5 * SECOND] {
            let Moment { raw, nanoseconds } = moment(at, 0);
            assert!(timeline.anchor().time(raw).abs_diff(nanoseconds) <= 2, "{at}");
        }
        assert_eq!(Anchor { raw: 0, nanoseconds: 1, rate: u64::MAX }.time(u64::MAX), u64::MAX);
        assert_eq!(Anchor { raw: u64::MAX, nanoseconds: 1, rate: u64::MAX }.time(0), 0);
    }

    #[test]
    fn time_follows_a_drifting_clock_without_going_back() {
        let mut timeline = started();
        let mut last = 0;
        for step in 1..3_000 {
            // 100 ppm slow, then 100 ppm fast: as bad as clocks get.
            let at = step as i64 * SECOND as i64 / 10;
            let drift = if step < 1_000 { at } else { 200 * SECOND as i64 - at } / -10_000;
            let now = moment(at as u64, drift);
            timeline.compare(now);
            let time = timeline.anchor().time(now.raw);
            assert!(time.abs_diff(now.nanoseconds) < 1_000_000, "{step}");
            assert!(time > last, "{step}");
            last = time;
        }
    }

    #[test]
    fn a_clock_that_is_set_is_followed_at_once() {
        for step in [-3600 * SECOND as i64, 3600 * SECOND as i64, 1_000_000] {
            let mut timeline = started();
            let now = moment(SECOND, step);
            assert_eq!(timeline.compare(now).map(|it| it.nanoseconds), Some(now.nanoseconds));
            let later = moment(2 * SECOND, step);
            assert!(timeline.anchor().time(later.raw).abs_diff(later.nanoseconds) < 1_000);
        }
    }

    #[test]
    fn a_small_difference_makes_no_anchor() {
        assert_eq!(started().compare(moment(SECOND, 5_000)), None);
    }

    #[test]
    fn a_record_takes_the_last_anchor_before_it() {
        let anchor = |raw| Anchor { raw, nanoseconds: raw * 10, rate: 1 << ONE };
        let anchors = Anchors::of(vec![anchor(300), anchor(100), anchor(200)]);
        let time = |own: u64, raw| anchors.time(anchor(own), raw).as_nanos();
        assert_eq!([time(100, 250), time(100, 300), time(250, 260)], [2050, 3000, 2510]);
        assert_eq!(time(100, 50), 950, "nothing before it: the segment's own");
    }

    #[test]
    fn the_two_clocks_of_the_machine_agree_within_a_millisecond() {
        let counter = Counter::choose();
        let timeline = Timeline::start(counter);
        std::thread::sleep(Duration::from_millis(20));
        let Moment { raw, nanoseconds } = counter.compare();
        assert!(timeline.anchor().time(raw).abs_diff(nanoseconds) < 1_000_000);
    }
}
