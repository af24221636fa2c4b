//! What a declared rounding gives, for any number: a finite one that the recorder
//! and a receiver know as a value of its field.

use proptest::prelude::*;
use telemetry_schema::{FieldSchema, Granularity, Kind, Privacy, Rounding};

fn granularity() -> impl Strategy<Value = Granularity> {
    let step = prop_oneof![
        (1_u32..1_000_000).prop_map(f64::from),
        prop::sample::select(vec![0.1, 0.25, 0.5, 0.01, 2.5, 1e9, 1e-6]),
    ];
    prop_oneof![
        (step.clone(), prop::option::of(1_u32..1000)).prop_map(|(step, times)| Granularity {
            max: times.map(|times| f64::from(times) * step),
            rounding: Rounding::Step(step),
        }),
        Just(Granularity { max: None, rounding: Rounding::PowerOfTwo }),
        (0_u32..1_000_000)
            .prop_map(|max| Granularity { max: Some(f64::from(max)), rounding: Rounding::Exact }),
        Just(Granularity { max: None, rounding: Rounding::Buckets(vec![0.0, 1.0, 200.0]) }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn what_leaves_is_known_as_what_can_leave(
        granularity in granularity(),
        value in prop_oneof![any::<f64>(), any::<u64>().prop_map(|it| it as f64), any::<i64>().prop_map(|it| it as f64)],
    ) {
        prop_assume!(value.is_finite());
        let left = granularity.apply(value);
        prop_assert!(left.is_finite());
        prop_assert!(granularity.can_give(left), "{granularity:?}: {value:e} left as {left:e}");
    }

    /// Rounding to the nearest can go beyond the largest value of the kind.
    #[test]
    fn a_receiver_knows_every_value_that_leaves(
        granularity in granularity(),
        kind in prop::sample::select(vec![Kind::U8, Kind::I8, Kind::U16, Kind::I32, Kind::U64, Kind::I64]),
        value in any::<i64>(),
    ) {
        prop_assume!(granularity.numbers().all(|it| it.fract() == 0.0));
        let (low, high) = kind.range();
        let value = (value as f64).clamp(low, high);
        let field = FieldSchema { granularity, ..FieldSchema::new("it", Privacy::Metadata, kind) };
        let left = field.granularity.apply(value);
        prop_assert!(field.can_carry(left, &[]), "{value:e} left as {left:e}");
    }
}

#[test]
fn a_maximum_of_tenths_is_a_multiple_of_a_tenth() {
    for (max, step) in [(0.3, 0.1), (1.0, 0.1), (0.7, 0.1), (100.0, 0.01)] {
        let granularity =
            Granularity::<Vec<f64>> { max: Some(max), rounding: Rounding::Step(step) };
        assert_eq!(granularity.problem(), None, "{max} of {step}");
    }
    let beside = Granularity::<Vec<f64>> { max: Some(0.35), rounding: Rounding::Step(0.1) };
    assert!(beside.problem().is_some());
}

/// Products of a step that are not the same number of steps once divided by it.
#[test]
fn large_multiples_are_multiples() {
    for (value, step) in
        [(39_304_495_572_248.16, 0.01), (1.5e19, 3.0), (f64::MAX, 0.1), (f64::MAX, 3.0)]
    {
        let granularity = Granularity::<Vec<f64>> { max: None, rounding: Rounding::Step(step) };
        let left = granularity.apply(value);
        assert!(left.is_finite() && granularity.can_give(left), "{value:e} of {step}");
    }
    let tens = Granularity::<Vec<f64>> { max: Some(100.0), rounding: Rounding::Step(10.0) };
    for finer in [7.0, 10.5, 110.0, -3.0] {
        assert!(!tens.can_give(finer), "{finer}");
    }
}
