//! The tables for people. Depends on the results; measures nothing.

use telemetry_bench::{
    Target,
    stats::{median, percentile, ratio},
    target,
};

use crate::{measure::Measured, subject::Role};

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
    println!("{:<52} {:>8} {:>14} {:>14}", "", "ns", "idle, µs, p50", "cold, µs, p50");
    for it in all {
        let [idle, cold] = [&it.idle, &it.cold].map(|times| percentile(times, 0.5) / 1000.0);
        println!("{:<52} {:>8.2} {idle:>14.2} {cold:>14.2}", it.subject.name(), median(&it.one));
    }
    target::print(&off_targets(all));
}

pub(crate) fn comparison(all: &[Measured]) {
    let (Some(ours), Some(floor)) = (ours(all), floor(all)) else { return };
    println!("\n== recording one event of five numbers, medians of {} rounds", rounds(all));
    println!("/ours: how many times as long as {}; /floor: as the floor\n", ours.subject.name());
    println!(
        "{:<52} {:^24}  {:^15} {:>6} {:>8} {:^17} {:^17} {:>5}",
        "", "1 thread", "2 threads", "allocs", "idle, µs", "cold, µs", "warm, µs", ""
    );
    println!(
        "{:<52} {:>8} {:>7} {:>7}  {:>8} {:>6} {:>6} {:>8} {:>8} {:>8} {:>8} {:>8} {:>5}",
        "",
        "ns",
        "/ours",
        "/floor",
        "ns each",
        "2/1",
        "",
        "p50",
        "p50",
        "p99.9",
        "p99.9",
        "p99.99",
        "lost"
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
        "{:<52} {:>8.1} {:>7.2} {:>7.2}  {:>8.1} {:>6.2} {:>6.2} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>5}",
        it.subject.name(),
        median(&it.one),
        ratio(&it.one, &ours.one),
        ratio(&it.one, &floor.one),
        median(&it.two),
        ratio(&it.two, &it.one),
        median(&it.allocations),
        percentile(&it.idle, 0.5) / 1000.0,
        cold(0.5),
        cold(0.999),
        percentile(&it.single, 0.999) / 1000.0,
        percentile(&it.single, 0.9999) / 1000.0,
        it.lost().map_or("-".to_owned(), |lost| lost.to_string()),
    );
}

/// One allocation in so many events is none: what a segment or a queue needs
/// when it is full is not what an event needs.
const NO_ALLOCATION: f64 = 0.001;

/// What a subject is to be at least or at most, and what it is.
pub(crate) fn targets(ours: &Measured, floor: &Measured, all: &[Measured]) -> Vec<Target> {
    let [one, two] = [&ours.one, &ours.two].map(|times| median(times));
    let faster = |part: &str, bound| {
        let peer = all.iter().find(|it| it.subject.name().contains(part))?;
        let name = format!("ns: times faster than {}", peer.subject.name());
        let times = ratio(&peer.one, &ours.one);
        Some(Target::at_least(name, bound, times).of(one, median(&peer.one)))
    };
    let micros = |times, part| percentile(times, part) / 1000.0;
    let fixed = [
        Target::at_most("ns: of the floor", 1.5, ratio(&ours.one, &floor.one))
            .of(one, median(&floor.one)),
        Target::at_most("allocations", NO_ALLOCATION, median(&ours.allocations)),
        Target::at_most("ns: each of two threads of one", 1.15, ratio(&ours.two, &ours.one))
            .of(two, one),
        Target::at_most("µs after idle, p50", 1.0, micros(&ours.idle, 0.5))
            .of(micros(&ours.idle, 0.5), micros(&floor.idle, 0.5)),
        Target::at_most("µs warm, p99.9", 20.0, micros(&ours.single, 0.999)),
    ];
    let peers = [("boxed queue", 6.0), ("a layer", 6.0), ("opentelemetry", 20.0), ("prost", 60.0)];
    let peers = peers.into_iter().filter_map(|(part, bound)| faster(part, bound));
    fixed.into_iter().chain(peers).collect()
}

/// What an event is to cost that nobody wants: by itself, and without what the
/// bench does to call.
pub(crate) fn off_targets(all: &[Measured]) -> Vec<Target> {
    let Some(ours) = ours(all) else { return Vec::new() };
    let (Some(flag), Some(passed)) = (floor(all), passed(all)) else { return Vec::new() };
    let rounds = ours.one.iter().zip(&passed.one);
    let above: Vec<_> = rounds.map(|(ours, passed)| ours - passed).collect();
    let (flag, passed) = (median(&flag.one), median(&passed.one));
    let one = median(&ours.one);
    vec![
        Target::at_most("ns switched off (reference: a look at a flag)", 1.0, one).of(one, flag),
        Target::at_most("ns above the same event passed by a call", 1.0, median(&above))
            .of(one, passed),
    ]
}

/// The floor that is called as ours is.
fn passed(all: &[Measured]) -> Option<&Measured> {
    all.iter().rfind(|it| it.subject.role() == Role::Floor)
}

fn verdict(ours: &Measured, floor: &Measured, all: &[Measured]) {
    println!("{}:", ours.subject.name());
    target::print(&targets(ours, floor, all));
}

fn rounds(all: &[Measured]) -> usize {
    all.first().map_or(0, |it| it.one.len())
}
