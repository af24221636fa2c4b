//! All sides in turn. Depends on nothing.

/// The sides of a round in an order that differs from round to round, so that
/// nobody is always behind the same neighbour; the same in each run.
#[must_use]
pub fn order(count: usize, round: usize) -> Vec<usize> {
    let mut order: Vec<_> = (0..count).collect();
    fastrand::Rng::with_seed(round as u64).shuffle(&mut order);
    order
}

/// Runs each side once in each round; for each side what it made of the rounds.
pub fn in_turn<T>(sides: &mut [&mut dyn FnMut() -> T], rounds: usize) -> Vec<Vec<T>> {
    let mut results: Vec<Vec<T>> = sides.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        for side in order(sides.len(), round) {
            results[side].push(sides[side]());
        }
    }
    results
}

#[cfg(test)]
mod tests {
    use super::{in_turn, order};

    #[test]
    fn every_round_has_all_in_another_order() {
        let mut first = order(12, 0);
        assert_ne!(first, order(12, 1));
        first.sort_unstable();
        assert_eq!(first, (0..12).collect::<Vec<_>>());
    }

    #[test]
    fn every_side_has_its_own_results() {
        let mut calls = 0;
        let mut constant = || 7;
        let mut counting = || {
            calls += 1;
            calls
        };
        let results = in_turn(&mut [&mut constant, &mut counting], 3);
        assert_eq!(results, [[7, 7, 7], [1, 2, 3]]);
    }
}
