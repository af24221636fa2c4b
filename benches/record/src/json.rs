//! The same results as JSON. Depends on the results; measures nothing.

use serde_json::{Value, json};

use crate::{
    growth::Series,
    measure::Measured,
    print::{floor, ours, targets},
    stats::{median, percentile, ratio},
};

pub(crate) fn off(all: &[Measured]) -> Value {
    let line = |it: &Measured| {
        json!({
            "name": it.subject.name(),
            "ns": median(&it.one),
            "cold_ns_p50": percentile(&it.cold, 0.5),
        })
    };
    all.iter().map(line).collect()
}

pub(crate) fn comparison(all: &[Measured]) -> Value {
    let (Some(ours), Some(floor)) = (ours(all), floor(all)) else { return Value::Null };
    let lines: Value = all.iter().map(|it| line(it, ours, floor)).collect();
    let targets = targets(ours, floor, all).into_iter().map(|target| {
        let met = target.is_met();
        json!({ "name": target.name, "bound": target.bound, "figure": target.figure, "met": met })
    });
    json!({
        "ours": ours.subject.name(),
        "lines": lines,
        "targets": targets.collect::<Value>(),
    })
}

fn line(it: &Measured, ours: &Measured, floor: &Measured) -> Value {
    json!({
        "name": it.subject.name(),
        "ns": median(&it.one),
        "ns_fastest_round": percentile(&it.one, 0.0),
        "ns_two_threads": median(&it.two),
        "per_ours": ratio(&it.one, &ours.one),
        "per_floor": ratio(&it.one, &floor.one),
        "two_per_one": ratio(&it.two, &it.one),
        "allocations": median(&it.allocations),
        "cold_ns_p50": percentile(&it.cold, 0.5),
        "cold_ns_p999": percentile(&it.cold, 0.999),
        "warm_ns_p50": percentile(&it.single, 0.5),
        "warm_ns_p999": percentile(&it.single, 0.999),
        "lost": it.lost(),
    })
}

/// The medians of each series, and what they are of the first.
pub(crate) fn growth(all: &[Series]) -> Value {
    let series = |it: &Series| {
        let points: Value = it.medians().map(|(at, ns)| json!({ "at": at, "ns": ns })).collect();
        json!({
            "name": it.name,
            "points": points,
            "lost": it.lost,
            "per_floor": all.first().map(|floor| it.ratios(floor)),
        })
    };
    all.iter().map(series).collect()
}
