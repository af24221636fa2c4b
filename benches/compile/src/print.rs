//! The tables for people. Depends on the results; measures nothing.
#![allow(clippy::print_stdout)]

use crate::{
    cargo::Mode,
    check::{self, Checked, Checks},
    cold::Cold,
    growth::Series,
    peers::{Comparison, Side},
    rounds::Measured,
    size::Size,
    source::{Shape, Subject},
    stats::{Clock, Samples},
};

pub(crate) fn comparison(comparison: &Comparison) {
    for shape in [Shape::Literal, Shape::Resolved] {
        shape_table(comparison, shape);
    }
    for (subject, reason) in &comparison.left_out {
        println!("\nleft out: {}, because {reason}", subject.name());
    }
}

fn shape_table(comparison: &Comparison, shape: Shape) {
    let Comparison { structs, rounds, .. } = comparison;
    println!("\n== {structs} structs: {}", shape.description());
    println!("ms per struct, medians, rounds: {rounds}; ours/ is the ratio of ours to that line\n");
    println!("{:<42} {:^31}   {:^31}", "", "cargo check", "cargo build");
    let head = format!("{:>7} {:>7} {:>7} {:>7}", "cpu", "ours/", "wall", "ours/");
    println!("{:<42} {head}   {head}", "");
    let Some(ours) = comparison.side(shape, Subject::OURS) else { return };
    for side in comparison.of(shape) {
        line(side, ours, *structs);
    }
    above_floor(comparison, shape);
}

fn line(side: &Side, ours: &Measured, structs: usize) {
    let version = side.version.as_deref().unwrap_or("");
    let name = format!("{} {version}", side.subject.description());
    let half = |theirs: &Samples, ours: &Samples| {
        [Clock::Cpu, Clock::Wall]
            .map(|clock| {
                let (time, ratio) = (theirs.per_struct(clock, structs), ours.ratio(theirs, clock));
                format!("{time:>7.2} {ratio:>7.2}")
            })
            .join(" ")
    };
    let check = half(&side.measured.check, &ours.check);
    let build = half(&side.measured.build, &ours.build);
    println!("{name:<42} {check}   {build}");
}

/// A build without any derive is part of both sides; without it they differ more.
fn above_floor(comparison: &Comparison, shape: Shape) {
    let sides = [Subject::OURS, Subject::Floor, Subject::Serde];
    let [Some(ours), Some(floor), Some(serde)] = sides.map(|side| comparison.side(shape, side))
    else {
        return;
    };
    let ratio = |mode| ours.of(mode).ratio_above(floor.of(mode), serde.of(mode), Clock::Cpu);
    println!(
        "ours to serde, the floor taken off both (cpu): check {:.2}, build {:.2}",
        ratio(Mode::Check),
        ratio(Mode::Build)
    );
}

pub(crate) fn growth(series: &[Series]) {
    println!("\n== growth: ms of CPU time per struct, by how many structs there are\n");
    let Some(first) = series.first() else { return };
    let sizes: String = first.points.iter().map(|(size, _)| format!("{size:>8}")).collect();
    println!("{:<26}{sizes}{:>10}{:>12}", "", "further", "last/first");
    for series in series {
        for (mode, name) in [(Mode::Check, "check"), (Mode::Build, "build")] {
            let times: String =
                series.per_struct(mode).map(|(_, time)| format!("{time:>8.2}")).collect();
            let name = format!("{} {}, {name}", series.subject.name(), series.shape.name());
            let (further, steepness) = (series.further(mode), series.steepness(mode));
            println!("{name:<26}{times}{further:>10.2}{steepness:>12.2}");
        }
    }
    for series in series.iter().filter(|series| series.subject == Subject::OURS) {
        verdict(series);
    }
}

fn verdict(series: &Series) {
    let modes = [Mode::Check, Mode::Build];
    let verdict =
        if modes.iter().all(|mode| series.is_linear(*mode)) { "linear" } else { "NOT linear" };
    let [check, build] = modes.map(|mode| series.steepness(mode));
    let name = series.shape.name();
    println!(
        "ours, {name}: {verdict}; ms per struct at the largest size / at the smallest: \
         check {check:.2}, build {build:.2}"
    );
}

pub(crate) fn cold(cold: &Cold) {
    println!(
        "\n== cold build of a program with one declaration, seconds, all dependencies built\n"
    );
    println!("{:<42} {:>7} {:>7}", "", "cpu", "wall");
    for (name, samples) in
        [("telemetry-core alone", &cold.ours), ("serde with derive alone", &cold.serde)]
    {
        let [cpu, wall] = [Clock::Cpu, Clock::Wall].map(|clock| samples.median(clock));
        println!("{name:<42} {cpu:>7.2} {wall:>7.2}");
    }
    let [cpu, wall] = [Clock::Cpu, Clock::Wall].map(|clock| cold.ours.ratio(&cold.serde, clock));
    println!("{:<42} {cpu:>7.2} {wall:>7.2}", "ours/serde");
}

pub(crate) fn checks(checks: &Checks) {
    let Checks { events, rounds, results } = checks;
    println!("\n== `cargo telemetry` over {events} events, seconds, medians, rounds: {rounds}\n");
    println!("{:<42} {:>7} {:>7} {:>12}", "", "cpu", "wall", "wall/target");
    for Checked { shape, command, cost } in results {
        let [cpu, wall] = [Clock::Cpu, Clock::Wall].map(|clock| cost.median(clock));
        let name = format!("{command} ({})", shape.name());
        println!("{name:<42} {cpu:>7.2} {wall:>7.2} {:>12.2}", wall / check::TARGET);
    }
}

pub(crate) fn size(size: &Size) {
    println!(
        "\n== bytes that an event adds to a stripped release program ({} events)\n",
        size.events
    );
    println!("{:<42} {:>7.0}", "machine code", size.per_event(|bytes| bytes.code));
    println!("{:<42} {:>7.0}", "data", size.per_event(|bytes| bytes.data));
    let both = size.per_event(|bytes| bytes.code + bytes.data);
    println!("{:<42} {both:>7.0}", "code and data");
    println!(
        "{:<42} {:>7.0}",
        "the schema, in its own section",
        size.per_event(|bytes| bytes.schema)
    );
    println!("{:<42} {:>7.0}", "growth of the file as a whole", size.per_event(|bytes| bytes.file));
}
