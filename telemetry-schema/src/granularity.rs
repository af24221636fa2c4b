//! How a number is made coarser before it leaves: a maximum, then rounding.
//!
//! A number tells at most as much as its declared steps. The recorder applies
//! this before the value is written, a receiver checks that it was.

/// The fewest bounds of buckets: one bucket says nothing.
pub const MIN_BUCKETS: usize = 2;
/// The most bounds of buckets.
pub const MAX_BUCKETS: usize = 64;

/// What is done to a number, in the field's unit. `B` holds the bounds of
/// buckets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Granularity<B = Vec<f64>> {
    /// A larger value leaves as this one.
    pub max: Option<f64>,
    /// To which values the rest is moved.
    pub rounding: Rounding<B>,
}

/// To which values a number is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rounding<B = Vec<f64>> {
    /// It leaves as it is.
    Exact,
    /// To the nearest multiple of this step; halves away from zero.
    Step(f64),
    /// Toward zero, to a power of two; zero stays.
    PowerOfTwo,
    /// To the largest of these ascending bounds that is not above it; what is
    /// below the first leaves as the first.
    Buckets(B),
}

impl<B> Granularity<B> {
    /// The number leaves as it is.
    pub const EXACT: Self = Self { max: None, rounding: Rounding::Exact };

    /// Whether the number leaves as it is.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        matches!(self, Self { max: None, rounding: Rounding::Exact })
    }
}

impl<B> Default for Granularity<B> {
    fn default() -> Self {
        Self::EXACT
    }
}

impl<B: AsRef<[f64]>> Granularity<B> {
    /// The number that leaves instead of this finite one.
    #[must_use]
    pub fn apply(&self, value: f64) -> f64 {
        let value = self.max.map_or(value, |max| value.min(max));
        let rounded = match &self.rounding {
            Rounding::Exact => value,
            Rounding::Step(step) => nearest_multiple(value, *step),
            Rounding::PowerOfTwo => power_of_two(value),
            Rounding::Buckets(bounds) => bucket(bounds.as_ref(), value),
        };
        // Minus zero would tell on which side of zero the value was.
        rounded + 0.0
    }

    /// Whether a number can have left through this.
    #[must_use]
    pub fn can_give(&self, value: f64) -> bool {
        let multiple = match self.rounding {
            Rounding::Step(step) => is_multiple(value, step),
            _ => false,
        };
        // Beyond 2^51 steps a product of doubles, divided by the step, is not
        // always the same number of steps again.
        self.apply(value) == value || (multiple && self.max.is_none_or(|max| value <= max))
    }

    /// What is wrong with this for any kind of number.
    #[must_use]
    pub fn problem(&self) -> Option<GranularityProblem> {
        use GranularityProblem as Problem;
        if self.max.is_some_and(|max| !max.is_finite()) {
            return Some(Problem::NotFinite);
        }
        match (&self.rounding, self.max) {
            (Rounding::Step(step), _) if !(step.is_finite() && *step > 0.0) => Some(Problem::Step),
            (Rounding::Step(step), Some(max)) if !is_nearly_multiple(max, *step) => {
                Some(Problem::MaxBesideStep)
            }
            (Rounding::Buckets(bounds), max) => {
                let bounds = bounds.as_ref();
                let ascending = bounds.windows(2).all(|pair| pair[0] < pair[1]);
                let count = (MIN_BUCKETS..=MAX_BUCKETS).contains(&bounds.len());
                if !bounds.iter().all(|bound| bound.is_finite()) {
                    Some(Problem::NotFinite)
                } else if !count || !ascending {
                    Some(Problem::Buckets)
                } else {
                    max.map(|_| Problem::MaxBesideBuckets)
                }
            }
            _ => None,
        }
    }

    /// Every number that a declaration of this names.
    pub fn numbers(&self) -> impl Iterator<Item = f64> {
        let (step, bounds) = match &self.rounding {
            Rounding::Step(step) => (Some(*step), &[][..]),
            Rounding::Buckets(bounds) => (None, bounds.as_ref()),
            Rounding::Exact | Rounding::PowerOfTwo => (None, &[][..]),
        };
        self.max.into_iter().chain(step).chain(bounds.iter().copied())
    }
}

/// What is wrong with a granularity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GranularityProblem {
    /// A number is not finite.
    NotFinite,
    /// The step is not positive.
    Step,
    /// The maximum is no multiple of the step, so that it could not leave.
    MaxBesideStep,
    /// Not 2 to 64 bounds in ascending order.
    Buckets,
    /// The last bound is the maximum already.
    MaxBesideBuckets,
}

impl std::fmt::Display for GranularityProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "a bound is a finite number; write `max = 1000`",
            Self::Step => "values are rounded to multiples of a positive number; write `round = 10`",
            Self::MaxBesideStep => {
                "the maximum is no multiple of the rounding step, so it would never leave; make it one"
            }
            Self::Buckets => {
                "buckets are 2 to 64 lower bounds in ascending order; write `buckets = [0, 10, 100]`"
            }
            Self::MaxBesideBuckets => {
                "the last bound of the buckets is the largest value that leaves; remove `max`"
            }
        })
    }
}

/// A number that is too large to be divided by the step is its own multiple.
fn nearest_multiple(value: f64, step: f64) -> f64 {
    let multiple = (value / step).round() * step;
    if multiple.is_finite() { multiple } else { value }
}

/// Whether a whole number of steps, as doubles, is this.
fn is_multiple(value: f64, step: f64) -> bool {
    let steps = (value / step).round();
    let above = (steps + 1.0).max(steps.next_up());
    let below = (steps - 1.0).min(steps.next_down());
    [below, steps, above].iter().any(|steps| steps * step == value)
}

/// The same for numbers that people write, such as 0.3 and 0.1, whose doubles
/// are not multiples of each other.
fn is_nearly_multiple(value: f64, step: f64) -> bool {
    let steps = value / step;
    (steps - steps.round()).abs() <= steps.abs() * f64::EPSILON * 4.0
}

/// Clears the fraction of a double, which leaves sign and exponent.
fn power_of_two(value: f64) -> f64 {
    const FRACTION: u64 = (1 << 52) - 1;
    f64::from_bits(value.to_bits() & !FRACTION)
}

fn bucket(bounds: &[f64], value: f64) -> f64 {
    let above = bounds.partition_point(|bound| *bound <= value);
    bounds.get(above.saturating_sub(1)).copied().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(rounding: Rounding, values: &[f64]) -> Vec<f64> {
        let granularity = Granularity { max: None, rounding };
        values.iter().map(|value| granularity.apply(*value)).collect()
    }

    #[test]
    fn values_move_to_declared_ones() {
        assert_eq!(
            rounded(Rounding::Step(10.0), &[0.0, 4.0, 5.0, 14.9, -7.0]),
            [0.0, 0.0, 10.0, 10.0, -10.0]
        );
        assert_eq!(
            rounded(Rounding::PowerOfTwo, &[0.0, 1.0, 7.0, 8.0, -5.0, 0.3]),
            [0.0, 1.0, 4.0, 8.0, -4.0, 0.25]
        );
        let buckets = Rounding::Buckets(vec![1.0, 10.0, 100.0]);
        assert_eq!(
            rounded(buckets, &[-5.0, 0.0, 1.0, 9.9, 10.0, 1e9]),
            [1.0, 1.0, 1.0, 1.0, 10.0, 100.0]
        );
        let capped = Granularity::<Vec<f64>> { max: Some(50.0), rounding: Rounding::Exact };
        assert_eq!((capped.apply(51.0), capped.apply(-51.0)), (50.0, -51.0));
        assert!(rounded(Rounding::Step(10.0), &[-4.0])[0].is_sign_positive());
    }

    #[test]
    fn what_cannot_work_is_told() {
        use GranularityProblem as Problem;
        let problem = |max, rounding| Granularity { max, rounding }.problem();
        assert_eq!(problem(Some(100.0), Rounding::Step(10.0)), None);
        assert_eq!(problem(Some(105.0), Rounding::Step(10.0)), Some(Problem::MaxBesideStep));
        assert_eq!(problem(None, Rounding::Step(0.0)), Some(Problem::Step));
        assert_eq!(problem(Some(f64::INFINITY), Rounding::Exact), Some(Problem::NotFinite));
        assert_eq!(problem(None, Rounding::Buckets(vec![1.0])), Some(Problem::Buckets));
        assert_eq!(problem(None, Rounding::Buckets(vec![2.0, 1.0])), Some(Problem::Buckets));
        assert_eq!(
            problem(Some(9.0), Rounding::Buckets(vec![1.0, 2.0])),
            Some(Problem::MaxBesideBuckets)
        );
    }
}
