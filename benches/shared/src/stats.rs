//! Medians, percentiles and ratios. Depends on nothing.

/// The middle one of an odd number, the mean of the two middle ones otherwise;
/// NaN of none.
#[must_use]
pub fn median(values: &[f64]) -> f64 {
    let sorted = sorted(values);
    let middle = sorted.len() / 2;
    match sorted.as_slice() {
        [] => f64::NAN,
        values if values.len() % 2 == 1 => values[middle],
        values => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// The smallest value that so much of all, from 0 to 1, do not exceed; NaN of
/// none.
#[must_use]
pub fn percentile(values: &[f64], part: f64) -> f64 {
    let sorted = sorted(values);
    let rank = (part * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// How many times as much as the other, compared round by round, because a
/// machine that changes its speed between rounds changes it for both; the
/// median of that.
#[must_use]
pub fn ratio(ours: &[f64], theirs: &[f64]) -> f64 {
    let rounds = ours.iter().zip(theirs);
    median(&rounds.map(|(ours, theirs)| ours / theirs).collect::<Vec<_>>())
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

#[cfg(test)]
mod tests {
    use super::{median, percentile, ratio};

    fn is(value: f64, expected: f64) -> bool {
        (value - expected).abs() < 1e-9
    }

    #[test]
    fn a_change_of_speed_does_not_change_the_ratio() {
        // The second half of the rounds takes twice as long on both sides.
        assert!(is(ratio(&[100.0, 200.0, 200.0], &[200.0, 400.0, 400.0]), 0.5));
    }

    #[test]
    fn medians_are_those_of_the_middle() {
        assert!(is(median(&[300.0, 100.0, 200.0]), 200.0));
        assert!(is(median(&[200.0, 100.0]), 150.0));
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<_> = (1..=1000).map(f64::from).collect();
        assert!(is(percentile(&values, 0.999), 999.0));
        assert!(is(percentile(&[7.0], 0.5), 7.0));
        assert!(percentile(&[], 0.5).is_nan());
    }
}
