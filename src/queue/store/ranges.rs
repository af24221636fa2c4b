//! Sets of rows as runs of their numbers. Rows are numbered as they are
//! queued, so those of a lease are few runs, however many rows they are.
//! Nothing here knows SQLite or what the numbers stand for.

use std::collections::BTreeMap;
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
        let at = self.0.partition_point(|run| *run.end() < number);
        self.0.get(at).is_some_and(|run| run.contains(&number))
    }

    pub(super) fn runs(&self) -> &[Run] {
        &self.0
    }
}

/// A set from which numbers are taken one by one, in any order: each costs about
/// the same, however many runs there are.
#[derive(Debug)]
pub(super) struct Shrinking {
    /// The first number of each run by its last.
    runs: BTreeMap<i64, i64>,
}

impl Shrinking {
    /// Takes a number out; false when it is not in here.
    pub(super) fn take(&mut self, number: i64) -> bool {
        let Some((&last, first)) = self.runs.range_mut(number..).next() else { return false };
        if *first > number {
            return false;
        }
        let before = std::mem::replace(first, number + 1);
        if last == number {
            self.runs.remove(&last);
        }
        if before < number {
            self.runs.insert(number - 1, before);
        }
        true
    }

    /// What is left.
    pub(super) fn left(self) -> Ranges {
        Ranges(self.runs.into_iter().map(|(last, first)| first..=last).collect())
    }
}

impl From<Ranges> for Shrinking {
    fn from(all: Ranges) -> Self {
        Self { runs: all.0.into_iter().map(|run| (*run.end(), *run.start())).collect() }
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
            let ranges = Ranges::of(numbers);
            prop_assert!((-1..41).all(|number| ranges.contains(number) == set.contains(&number)));
            let mut shrinking = Shrinking::from(ranges);
            for number in taken {
                prop_assert_eq!(shrinking.take(number), set.remove(&number));
            }
            let left = shrinking.left();
            let one_by_one: Vec<_> = left.runs().iter().flat_map(Clone::clone).collect();
            prop_assert_eq!(one_by_one, set.into_iter().collect::<Vec<_>>());
            prop_assert!(left.runs().iter().all(|run| !run.is_empty()));
        }
    }

    #[test]
    fn neighbours_are_one_run() {
        assert_eq!(Ranges::of(vec![3, 1, 2, 7, 5, 6]).runs(), [1..=3, 5..=7]);
    }

    /// Nothing here is timed: were it quadratic, this would not end.
    #[test]
    fn many_runs_are_taken_in_any_order() {
        let all = || Shrinking::from(Ranges::of((0..400_000).map(|n| 2 * n).collect()));
        let (mut up, mut down, mut split) =
            (all(), all(), Shrinking::from(Ranges(vec![0..=799_999])));
        for n in 0..400_000 {
            assert!(up.take(2 * n) && down.take(799_998 - 2 * n) && split.take(2 * n + 1));
        }
        assert_eq!((up.left(), down.left()), (Ranges::default(), Ranges::default()));
        assert_eq!(split.left(), all().left());
    }
}
