//! The same results for programs, rounded to what they are worth. Depends on the
//! results; measures nothing.

use serde_json::{Value, json};

use crate::{
    cargo::Mode,
    check::{self, Checked, Checks},
    cold::Cold,
    growth::Series,
    peers::{Comparison, Side},
    rounds::Measured,
    size::Size,
    source::Subject,
    stats::{Clock, Samples},
};

pub(crate) fn comparison(comparison: &Comparison) -> Value {
    let side = |side: &Side| {
        let ours = comparison.side(side.shape, Subject::OURS);
        let half = |mode| ours.map(|ours| times(side, ours, mode, comparison.structs));
        json!({
            "shape": side.shape.name(), "subject": side.subject.name(), "version": side.version,
            "check": half(Mode::Check), "build": half(Mode::Build),
        })
    };
    let left_out = comparison.left_out.iter().map(|(subject, _)| subject.name());
    json!({
        "structs": comparison.structs, "rounds": comparison.rounds,
        "sides": comparison.sides.iter().map(side).collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    })
}

fn times(side: &Side, ours: &Measured, mode: Mode, structs: usize) -> Value {
    let (ours, theirs) = (ours.of(mode), side.measured.of(mode));
    json!({
        "cpu_ms_per_struct": rounded(theirs.per_struct(Clock::Cpu, structs)),
        "wall_ms_per_struct": rounded(theirs.per_struct(Clock::Wall, structs)),
        "ours_cpu_ms_per_struct": rounded(ours.per_struct(Clock::Cpu, structs)),
        "ours_wall_ms_per_struct": rounded(ours.per_struct(Clock::Wall, structs)),
        "cpu_ratio": rounded(ours.ratio(theirs, Clock::Cpu)),
        "wall_ratio": rounded(ours.ratio(theirs, Clock::Wall)),
    })
}

pub(crate) fn growth(series: &[Series]) -> Value {
    let half = |series: &Series, mode| {
        let points = series.per_struct(mode);
        let points = points.map(
            |(structs, time)| json!({ "structs": structs, "cpu_ms_per_struct": rounded(time) }),
        );
        json!({
            "points": points.collect::<Vec<_>>(), "further_cpu_ms": rounded(series.further(mode)),
            "last_to_first": rounded(series.steepness(mode)), "linear": series.is_linear(mode),
        })
    };
    let one = |series: &Series| {
        json!({
            "subject": series.subject.name(), "shape": series.shape.name(),
            "check": half(series, Mode::Check), "build": half(series, Mode::Build),
        })
    };
    series.iter().map(one).collect()
}

pub(crate) fn cold(cold: &Cold) -> Value {
    let side = |samples: &Samples| {
        let [cpu, wall] = [Clock::Cpu, Clock::Wall].map(|clock| rounded(samples.median(clock)));
        json!({ "cpu_s": cpu, "wall_s": wall })
    };
    json!({
        "ours": side(&cold.ours), "serde": side(&cold.serde),
        "cpu_ratio": rounded(cold.ours.ratio(&cold.serde, Clock::Cpu)),
        "wall_ratio": rounded(cold.ours.ratio(&cold.serde, Clock::Wall)),
    })
}

pub(crate) fn checks(checks: &Checks) -> Value {
    let one = |checked: &Checked| {
        let [cpu, wall] =
            [Clock::Cpu, Clock::Wall].map(|clock| rounded(checked.cost.median(clock)));
        json!({
            "shape": checked.shape.name(), "command": checked.command, "cpu_s": cpu, "wall_s": wall,
            "target_s": check::TARGET,
        })
    };
    json!({
        "events": checks.events, "rounds": checks.rounds,
        "results": checks.results.iter().map(one).collect::<Vec<_>>(),
    })
}

pub(crate) fn size(size: &Size) -> Value {
    json!({
        "events": size.events,
        "code_bytes_per_event": rounded(size.per_event(|bytes| bytes.code)),
        "data_bytes_per_event": rounded(size.per_event(|bytes| bytes.data)),
        "schema_bytes_per_event": rounded(size.per_event(|bytes| bytes.schema)),
        "file_bytes_per_event": rounded(size.per_event(|bytes| bytes.file)),
    })
}

/// Three decimals.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
