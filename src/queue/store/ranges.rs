//! Sets of rows as runs of their numbers. Rows are numbered as they are
//! queued, so those of a lease are few runs, however many rows they are.
//! Nothing here knows SQLite or what the numbers stand for.

use std::ops::RangeInclusive;

type Run = RangeInclusive<i64>;

/// A set of numbers, as runs in ascending order that do not overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ranges(Vec<Run>);

impl Ranges {
    /// The set of runs that are in order already.
    pub(super) const fn of_runs(runs: Vec<Run>) -> Self {
        Self(runs)
    }

    /// The set of these numbers.
    pub(super) fn of(mut numbers: Vec<i64>) -> Self {
        numbers.sort_unstable();
        numbers.dedup();
        let runs = numbers.chunk_by(|a, b| a + 1 == *b);
        Self(runs.map(|run| run[0]..=run[run.len() - 1]).collect())
    }

    pub(super) fn contains(&self, number: i64) -> bool {
        self.position(number).is_some()
    }

    /// Takes a number out; false when it is not in here.
    pub(super) fn take(&mut self, number: i64) -> bool {
        let Some(at) = self.position(number) else { return false };
        let (first, last) = (*self.0[at].start(), *self.0[at].end());
        match (first == number, last == number) {
            (true, true) => drop(self.0.remove(at)),
            (true, false) => self.0[at] = number + 1..=last,
            (false, true) => self.0[at] = first..=number - 1,
            (false, false) => {
                self.0[at] = number + 1..=last;
                self.0.insert(at, first..=number - 1);
            }
        }
        true
    }

    pub(super) fn runs(&self) -> &[Run] {
        &self.0
    }

    /// The run that has the number.
    fn position(&self, number: i64) -> Option<usize> {
        let at = self.0.partition_point(|run| *run.end() < number);
        self.0.get(at).filter(|run| run.contains(&number)).map(|_| at)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_are_a_set(
            numbers in prop::collection::vec(0_i64..40, 0..60),
            taken in prop::collection::vec(0_i64..40, 0..60),
        ) {
            let mut set: BTreeSet<_> = numbers.iter().copied().collect();
            let mut ranges = Ranges::of(numbers);
            for number in taken {
                prop_assert_eq!(ranges.contains(number), set.contains(&number));
                prop_assert_eq!(ranges.take(number), set.remove(&number));
            }
            let left: Vec<_> = ranges.runs().iter().flat_map(Clone::clone).collect();
            prop_assert_eq!(left, set.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn neighbours_are_one_run() {
        assert_eq!(Ranges::of(vec![3, 1, 2, 7, 5, 6]).runs(), [1..=3, 5..=7]);
    }
}
