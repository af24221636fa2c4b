//! How many bits a field can tell, and how large an event can get.

use proptest::prelude::*;
use telemetry_schema::{
    EnumCode, EnumSchema, EventSchema, FieldSchema, Granularity, Kind, Privacy, Purpose, Rounding,
    SampleRate, Template, Unit,
};

fn event(field: FieldSchema) -> EventSchema {
    EventSchema { fields: vec![field], ..EventSchema::new("search", "shown", Purpose::Support) }
}

fn bits(kind: Kind, max: Option<f64>, rounding: Rounding) -> f64 {
    let granularity = Granularity { max, rounding };
    let unit = (kind == Kind::Duration).then(|| Unit::from_symbol("ms").expect("a unit"));
    event(FieldSchema { granularity, unit, ..FieldSchema::new("it", Privacy::Metadata, kind) })
        .worst_case_bits()
}

#[test]
fn a_kind_tells_as_much_as_it_has_values() {
    let exact = |kind| bits(kind, None, Rounding::Exact);
    assert_eq!(exact(Kind::Bool), 1.0);
    assert_eq!(exact(Kind::U8), 8.0);
    assert_eq!(exact(Kind::I16), 16.0);
    assert_eq!(exact(Kind::U32), 32.0);
    assert_eq!(exact(Kind::U64), 64.0);
    assert_eq!(exact(Kind::F32), 32.0);
    assert_eq!(exact(Kind::F64), 64.0);
    assert_eq!(exact(Kind::Duration), 64.0);
}

#[test]
fn what_is_coarser_tells_less() {
    assert_eq!(bits(Kind::U64, Some(1023.0), Rounding::Exact), 10.0);
    assert_eq!(bits(Kind::U64, Some(1270.0), Rounding::Step(10.0)), 7.0);
    assert_eq!(bits(Kind::F64, None, Rounding::Buckets(vec![0.0, 1.0, 5.0, 10.0])), 2.0);
    // Zero, and the powers from 1 to 2^6.
    assert_eq!(bits(Kind::U8, Some(100.0), Rounding::PowerOfTwo), 3.0);
    // A duration of up to a millisecond, to the microsecond.
    assert!((bits(Kind::Duration, Some(1.0), Rounding::Step(0.001)) - 10.0).abs() < 0.1);
}

#[test]
fn an_enum_tells_which_code_and_an_option_whether() {
    let code = |code| EnumCode { code, name: "A".into(), description: "a".into() };
    let table = EnumSchema {
        field: 0,
        name: "E".into(),
        description: "e".into(),
        codes: vec![code(1), code(2), code(900)],
    };
    let field =
        FieldSchema { optional: true, ..FieldSchema::new("it", Privacy::Metadata, Kind::Enum) };
    let event = EventSchema { enums: vec![table], ..event(field) };
    assert_eq!(event.worst_case_bits(), 2.0);
}

#[test]
fn what_stays_tells_nothing() {
    assert_eq!(event(FieldSchema::new("it", Privacy::Private, Kind::Text)).worst_case_bits(), 0.0);
}

proptest! {
    /// The most values that a field can take, counted one by one.
    #[test]
    fn no_field_takes_more_values_than_its_bits_say(
        max in 0_u8..=255,
        step in 1_u8..=40,
        rounding in 0..4,
        capped in any::<bool>(),
    ) {
        let max = f64::from(max - max % step);
        let rounding = match rounding {
            0 => Rounding::Exact,
            1 => Rounding::Step(f64::from(step)),
            2 => Rounding::PowerOfTwo,
            _ => Rounding::Buckets(vec![0.0, f64::from(step), 200.0]),
        };
        let max = (capped && !matches!(rounding, Rounding::Buckets(_))).then_some(max);
        let granularity = Granularity { max, rounding: rounding.clone() };
        let mut values: Vec<u64> =
            (0..=255).map(|it| granularity.apply(f64::from(it)).to_bits()).collect();
        values.sort_unstable();
        values.dedup();
        let told = bits(Kind::U8, max, rounding);
        prop_assert!((values.len() as f64).log2() <= told + 1e-9, "{} values, {told} bits", values.len());
    }
}

#[test]
fn the_size_of_an_event_is_that_of_its_names_and_keys() {
    let field = FieldSchema::new("result_count", Privacy::Metadata, Kind::U32);
    let event = EventSchema { version: 300, ..event(field) };
    let sampled = EventSchema { sample_rate: SampleRate::new(0.1).ok(), ..event.clone() };
    for event in [event, sampled] {
        let wire = Template::of(&event);
        let parts = [wire.head, wire.version, wire.metadata, wire.sampling];
        assert_eq!(event.worst_case_size(), parts.concat().len());
    }
}
