//! Whether a number tells more or less than another that it stands for. What
//! cannot be compared tells more: then a person looks at it.

use crate::{FieldSchema, Granularity, Rounding};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Same,
    Coarser,
    Finer,
}

/// From the old field to the new one.
pub(super) fn of(old: &FieldSchema, new: &FieldSchema) -> Direction {
    let Some((before, now)) = in_one_unit(old, new) else {
        // Without a scale, only a number that told everything cannot tell more.
        return if old.granularity.is_exact() { Direction::Same } else { Direction::Finer };
    };
    match (tells_at_most(&now, &before), tells_at_most(&before, &now)) {
        (true, true) => Direction::Same,
        (true, false) => Direction::Coarser,
        (false, _) => Direction::Finer,
    }
}

/// Both granularities in the same unit; units of time have a scale.
fn in_one_unit(old: &FieldSchema, new: &FieldSchema) -> Option<(Granularity, Granularity)> {
    if old.unit == new.unit {
        return Some((old.granularity.clone(), new.granularity.clone()));
    }
    let (old_scale, new_scale) = (old.unit?.nanoseconds()?, new.unit?.nanoseconds()?);
    Some((scaled(&old.granularity, old_scale), scaled(&new.granularity, new_scale)))
}

fn scaled(granularity: &Granularity, scale: u64) -> Granularity {
    let scale = scale as f64;
    let rounding = match &granularity.rounding {
        Rounding::Step(step) => Rounding::Step(step * scale),
        Rounding::Buckets(bounds) => {
            Rounding::Buckets(bounds.iter().map(|bound| bound * scale).collect())
        }
        other => other.clone(),
    };
    Granularity { max: granularity.max.map(|max| max * scale), rounding }
}

/// Whether `a` tells nothing that `b` does not tell.
fn tells_at_most(a: &Granularity, b: &Granularity) -> bool {
    let highest = |it: &Granularity| match &it.rounding {
        Rounding::Buckets(bounds) => bounds.last().copied(),
        _ => it.max,
    };
    let capped = match (highest(a), highest(b)) {
        (_, None) => true,
        (Some(a), Some(b)) => a <= b,
        (None, Some(_)) => false,
    };
    capped && is_as_coarse(&a.rounding, &b.rounding)
}

/// Whether the steps of `a` are nowhere finer than those of `b`.
fn is_as_coarse(a: &Rounding, b: &Rounding) -> bool {
    match (a, b) {
        (_, Rounding::Exact) | (Rounding::PowerOfTwo, Rounding::PowerOfTwo) => true,
        (Rounding::Step(a), Rounding::Step(b)) => a >= b,
        (Rounding::Buckets(a), Rounding::Buckets(b)) => a.iter().all(|bound| b.contains(bound)),
        (Rounding::Buckets(a), Rounding::Step(step)) => {
            a.windows(2).all(|pair| pair[1] - pair[0] >= *step)
        }
        (Rounding::Buckets(a), Rounding::PowerOfTwo) => {
            let powers = Granularity::<Vec<f64>> { max: None, rounding: Rounding::PowerOfTwo };
            a.iter().all(|bound| powers.can_give(*bound))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Privacy, Unit};

    fn field(unit: &str, max: Option<f64>, rounding: Rounding) -> FieldSchema {
        FieldSchema {
            unit: Unit::from_symbol(unit),
            granularity: Granularity { max, rounding },
            ..FieldSchema::new("latency", Privacy::Metadata, Kind::U32)
        }
    }

    #[test]
    fn finer_is_what_tells_more() {
        use Rounding::{Buckets, Exact, PowerOfTwo, Step};
        let buckets = |bounds: &[f64]| Buckets(bounds.to_vec());
        for (coarse, fine) in [
            (field("ms", None, Step(10.0)), field("ms", None, Exact)),
            (field("ms", None, Step(10.0)), field("ms", None, Step(5.0))),
            (field("ms", Some(10.0), Exact), field("ms", None, Exact)),
            (field("ms", Some(10.0), Exact), field("ms", Some(20.0), Exact)),
            (field("ms", None, PowerOfTwo), field("ms", None, Exact)),
            (
                field("ms", None, buckets(&[0.0, 10.0])),
                field("ms", None, buckets(&[0.0, 5.0, 10.0])),
            ),
            (field("ms", None, buckets(&[0.0, 10.0])), field("ms", None, Step(10.0))),
            (field("ms", None, buckets(&[1.0, 8.0])), field("ms", None, PowerOfTwo)),
            (field("s", None, Step(1.0)), field("ms", None, Step(100.0))),
        ] {
            assert_eq!(of(&coarse, &fine), Direction::Finer, "{coarse:?} {fine:?}");
            assert_eq!(of(&fine, &coarse), Direction::Coarser, "{fine:?} {coarse:?}");
            assert_eq!(of(&fine, &fine), Direction::Same);
        }
        let seconds = field("s", None, Step(1.0));
        assert_eq!(of(&field("ms", None, Step(1000.0)), &seconds), Direction::Same);
    }

    #[test]
    fn what_cannot_be_compared_is_looked_at() {
        let (step, powers) =
            (field("ms", None, Rounding::Step(3.0)), field("ms", None, Rounding::PowerOfTwo));
        assert_eq!(of(&step, &powers), Direction::Finer);
        assert_eq!(of(&powers, &step), Direction::Finer);
        assert_eq!(of(&step, &field("B", None, Rounding::Step(9.0))), Direction::Finer);
    }
}
