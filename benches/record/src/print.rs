//! The tables for people. Depends on the results; measures nothing.

use crate::{
    growth::Series,
    measure::Measured,
    stats::{median, percentile, ratio},
    subject::Role,
};

/// The one of ours that the others are compared with: the last, which is the
/// journal in mapped files where there is one.
pub(crate) fn ours(all: &[Measured]) -> Option<&Measured> {
    all.iter().rfind(|it| it.subject.role() == Role::Ours)
}

/// The floor that ours is compared with.
pub(crate) fn floor(all: &[Measured]) -> Option<&Measured> {
    all.iter().find(|it| it.subject.role() == Role::Floor)
}

pub(crate) fn off(all: &[Measured]) {
    println!("\n== switched off: one thread, medians of {} rounds\n", rounds(all));
    println!("{:<52} {:>8} {:>14}", "", "ns", "cold, µs, p50");
    for it in all {
        let cold = percentile(&it.cold, 0.5) / 1000.0;
        println!("{:<52} {:>8.2} {cold:>14.2}", it.subject.name(), median(&it.one));
    }
}

pub(crate) fn comparison(all: &[Measured]) {
    let (Some(ours), Some(floor)) = (ours(all), floor(all)) else { return };
    println!("\n== recording one event of five numbers, medians of {} rounds", rounds(all));
    println!("/ours: how many times as long as {}; /floor: as the floor\n", ours.subject.name());
    println!(
        "{:<52} {:^24}  {:^15} {:>6}  {:^17} {:>8} {:>5}",
        "", "1 thread", "2 threads", "allocs", "cold, µs", "warm, µs", ""
    );
    println!(
        "{:<52} {:>8} {:>7} {:>7}  {:>8} {:>6} {:>6}  {:>8} {:>8} {:>8} {:>5}",
        "", "ns", "/ours", "/floor", "ns each", "2/1", "", "p50", "p99.9", "p99.9", "lost"
    );
    for it in all {
        line(it, ours, floor);
    }
    if let Some(memory) = all.iter().find(|it| it.subject.role() == Role::Ours) {
        println!();
        verdict(memory, floor, all);
        if !std::ptr::eq(memory, ours) {
            verdict(ours, floor, all);
        }
    }
}

fn line(it: &Measured, ours: &Measured, floor: &Measured) {
    let cold = |part| percentile(&it.cold, part) / 1000.0;
    println!(
        "{:<52} {:>8.1} {:>7.2} {:>7.2}  {:>8.1} {:>6.2} {:>6.2}  {:>8.2} {:>8.2} {:>8.2} {:>5}",
        it.subject.name(),
        median(&it.one),
        ratio(&it.one, &ours.one),
        ratio(&it.one, &floor.one),
        median(&it.two),
        ratio(&it.two, &it.one),
        median(&it.allocations),
        cold(0.5),
        cold(0.999),
        percentile(&it.single, 0.999) / 1000.0,
        it.lost().map_or("-".to_owned(), |lost| lost.to_string()),
    );
}

/// One allocation in so many events is none: what a segment or a queue needs
/// when it is full is not what an event needs.
const NO_ALLOCATION: f64 = 0.001;

/// What a subject is to be at least or at most, and what it is.
pub(crate) fn targets(ours: &Measured, floor: &Measured, all: &[Measured]) -> Vec<Target> {
    let peer = |part: &str| all.iter().find(|it| it.subject.name().contains(part));
    let faster =
        |part, bound| peer(part).map(|it| Target::faster(it, bound, ratio(&it.one, &ours.one)));
    let fixed = [
        Target::at_most("of the floor", 1.5, ratio(&ours.one, &floor.one)),
        Target::at_most("allocations", NO_ALLOCATION, median(&ours.allocations)),
        Target::at_most("2 threads/1", 1.15, ratio(&ours.two, &ours.one)),
        Target::at_most("µs cold, p50", 1.0, percentile(&ours.cold, 0.5) / 1000.0),
        Target::at_most("µs warm, p99.9", 20.0, percentile(&ours.single, 0.999) / 1000.0),
    ];
    let peers = [
        faster("boxed queue", 6.0),
        faster("a layer", 6.0),
        faster("opentelemetry", 20.0),
        faster("prost", 60.0),
    ];
    fixed.into_iter().chain(peers.into_iter().flatten()).collect()
}

/// A figure and its bound.
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) bound: f64,
    pub(crate) figure: f64,
    at_least: bool,
}

impl Target {
    fn at_most(name: &str, bound: f64, figure: f64) -> Self {
        Self { name: name.to_owned(), bound, figure, at_least: false }
    }

    fn faster(than: &Measured, bound: f64, figure: f64) -> Self {
        let name = format!("times faster than {}", than.subject.name());
        Self { name, bound, figure, at_least: true }
    }

    pub(crate) fn is_met(&self) -> bool {
        if self.at_least { self.figure >= self.bound } else { self.figure <= self.bound }
    }
}

fn verdict(ours: &Measured, floor: &Measured, all: &[Measured]) {
    println!("{}:", ours.subject.name());
    for target in targets(ours, floor, all) {
        let (sign, met) = match (target.at_least, target.is_met()) {
            (true, met) => ("≥", met),
            (false, met) => ("≤", met),
        };
        let met = if met { "met" } else { "NOT met" };
        println!(
            "  {:>8.4} {} (target {sign} {}): {met}",
            target.figure, target.name, target.bound
        );
    }
}

/// A table of the growth: what, the sizes, and a line for each series.
pub(crate) fn growth(title: &str, all: &[Series]) {
    let Some(floor) = all.first() else { return };
    println!("\n== ns per event, {title}\n");
    let head: String = floor.points.iter().map(|(at, _)| format!("{at:>9}")).collect();
    println!("{:<34}{head}{:>12}", "", "last/first");
    let lost: u64 = all.iter().map(|series| series.lost).sum();
    for series in all {
        let medians: Vec<_> = series.medians().map(|(_, time)| time).collect();
        cells(&series.name, &medians);
        if !std::ptr::eq(series, floor) {
            cells(&format!("{}, /floor", series.name), &series.ratios(floor));
        }
    }
    if lost > 0 {
        println!("{lost} events were lost, so that these figures are too small");
    }
}

fn cells(name: &str, values: &[f64]) {
    let cells: String = values.iter().map(|value| format!("{value:>9.2}")).collect();
    let growth = values.last().zip(values.first()).map_or(f64::NAN, |(last, first)| last / first);
    println!("{name:<34}{cells}{growth:>12.2}");
}

fn rounds(all: &[Measured]) -> usize {
    all.first().map_or(0, |it| it.one.len())
}
