//! The same results as JSON. Depends on the results; measures nothing.

use serde_json::{Value, json};

use telemetry_bench::{
    stats::{median, percentile, ratio},
    target,
};

use crate::{
    measure::Measured,
    print::{floor, off_targets, ours, targets},
};

pub(crate) fn off(all: &[Measured]) -> Value {
    let line = |it: &Measured| {
        json!({
            "name": it.subject.name(),
            "ns": median(&it.one),
            "idle_ns_p50": percentile(&it.idle, 0.5),
            "cold_ns_p50": percentile(&it.cold, 0.5),
        })
    };
    let lines: Value = all.iter().map(line).collect();
    json!({ "lines": lines, "targets": target::to_json(&off_targets(all)) })
}

pub(crate) fn comparison(all: &[Measured]) -> Value {
    let (Some(ours), Some(floor)) = (ours(all), floor(all)) else { return Value::Null };
    let lines: Value = all.iter().map(|it| line(it, ours, floor)).collect();
    json!({
        "ours": ours.subject.name(),
        "lines": lines,
        "targets": target::to_json(&targets(ours, floor, all)),
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
        "idle_ns_p50": percentile(&it.idle, 0.5),
        "cold_ns_p50": percentile(&it.cold, 0.5),
        "cold_ns_p999": percentile(&it.cold, 0.999),
        "warm_ns_p50": percentile(&it.single, 0.5),
        "warm_ns_p999": percentile(&it.single, 0.999),
        "warm_ns_p9999": percentile(&it.single, 0.9999),
        "lost": it.lost(),
    })
}
