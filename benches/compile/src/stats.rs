//! Medians and ratios. Depends on `cargo` for what was measured; prints nothing.

use std::time::Duration;

use telemetry_bench::stats;

use crate::cargo::Cost;

/// What the same step took in each round.
#[derive(Debug, Default)]
pub(crate) struct Samples(pub(crate) Vec<Cost>);

/// Which of the two times is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    Cpu,
    Wall,
}

impl Clock {
    const fn of(self, cost: &Cost) -> Duration {
        match self {
            Self::Cpu => cost.cpu,
            Self::Wall => cost.wall,
        }
    }
}

impl Samples {
    fn seconds(&self, clock: Clock) -> impl Iterator<Item = f64> {
        self.0.iter().map(move |cost| clock.of(cost).as_secs_f64())
    }

    /// The median, in seconds.
    pub(crate) fn median(&self, clock: Clock) -> f64 {
        stats::median(&self.seconds(clock).collect::<Vec<_>>())
    }

    /// The median, in milliseconds for each of so many structs.
    pub(crate) fn per_struct(&self, clock: Clock, structs: usize) -> f64 {
        self.median(clock) * 1000.0 / structs as f64
    }

    /// How many times as long as the other. Compared round by round, because a
    /// machine that changes its speed between rounds changes it for both; the
    /// median of that.
    pub(crate) fn ratio(&self, other: &Self, clock: Clock) -> f64 {
        let [ours, theirs] = [self, other].map(|it| it.seconds(clock).collect::<Vec<_>>());
        stats::ratio(&ours, &theirs)
    }

    /// The same without what a third one takes.
    pub(crate) fn ratio_above(&self, floor: &Self, other: &Self, clock: Clock) -> f64 {
        let sides = self.seconds(clock).zip(other.seconds(clock));
        let rounds = sides.zip(floor.seconds(clock));
        let ratios = rounds.map(|((ours, theirs), floor)| (ours - floor) / (theirs - floor));
        stats::median(&ratios.collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Clock, Samples};
    use crate::cargo::Cost;

    fn samples(milliseconds: &[u64]) -> Samples {
        let cost = |wall| Cost { cpu: Duration::from_millis(wall), wall: Duration::ZERO };
        Samples(milliseconds.iter().map(|each| cost(*each)).collect())
    }

    #[test]
    fn a_change_of_speed_does_not_change_the_ratio() {
        // The second half of the rounds takes twice as long on both sides.
        let (ours, theirs) = (samples(&[100, 200, 200]), samples(&[200, 400, 400]));
        assert!((ours.ratio(&theirs, Clock::Cpu) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn what_both_have_in_common_can_be_taken_off() {
        let (ours, theirs, floor) = (samples(&[150]), samples(&[200]), samples(&[100]));
        assert!((ours.ratio_above(&floor, &theirs, Clock::Cpu) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn medians_are_those_of_the_middle() {
        assert!((samples(&[300, 100, 200]).median(Clock::Cpu) - 0.2).abs() < 1e-9);
        assert!((samples(&[200, 100]).per_struct(Clock::Cpu, 3) - 50.0).abs() < 1e-9);
    }
}
