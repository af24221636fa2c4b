//! Figures along an axis: a line of a plot, rows of a table, and the same as
//! JSON. Depends on `stats`; measures nothing.
#![allow(clippy::print_stdout, reason = "tables are for people")]

use serde_json::{Value, json};

use crate::stats::{median, ratio};

/// One line of a plot: a figure for each place on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What it is of.
    pub name: String,
    /// Where, and the figure in each round.
    pub points: Vec<(usize, Vec<f64>)>,
    /// Events that were not kept, and without which the figures are too small.
    pub lost: u64,
}

impl Series {
    /// One of which nothing can be lost.
    pub fn new(name: impl Into<String>, points: Vec<(usize, Vec<f64>)>) -> Self {
        Self { name: name.into(), points, lost: 0 }
    }

    /// Where, and the median.
    pub fn medians(&self) -> impl Iterator<Item = (usize, f64)> {
        self.points.iter().map(|(at, rounds)| (*at, median(rounds)))
    }

    /// How many times as much as the other at each place.
    #[must_use]
    pub fn ratios(&self, other: &Self) -> Vec<f64> {
        let pairs = self.points.iter().zip(&other.points);
        pairs.map(|((_, ours), (_, theirs))| ratio(ours, theirs)).collect()
    }

    /// How many times as much the last figure is as the first.
    #[must_use]
    pub fn growth(&self) -> f64 {
        let medians: Vec<_> = self.medians().map(|(_, figure)| figure).collect();
        growth(&medians)
    }
}

/// Prints a line for each series, and for each but the first what it is of the
/// first. The unit belongs into the title.
pub fn print(title: &str, all: &[Series]) {
    let Some(first) = all.first() else { return };
    println!("\n== {title}\n");
    let head: String = first.points.iter().map(|(at, _)| format!("{at:>10}")).collect();
    println!("{:<44}{head}{:>12}", "", "last/first");
    for series in all {
        let medians: Vec<_> = series.medians().map(|(_, figure)| figure).collect();
        cells(&series.name, &medians);
        if !std::ptr::eq(series, first) {
            cells(&format!("  of the {}", first.name), &series.ratios(first));
        }
    }
    let lost: u64 = all.iter().map(|series| series.lost).sum();
    if lost > 0 {
        println!("{lost} events were lost, so that these figures are too small");
    }
}

fn cells(name: &str, values: &[f64]) {
    let cells: String = values.iter().map(|value| format!("{value:>10.2}")).collect();
    println!("{name:<44}{cells}{:>12.2}", growth(values));
}

fn growth(values: &[f64]) -> f64 {
    values.last().zip(values.first()).map_or(f64::NAN, |(last, first)| last / first)
}

/// The medians of each series, and what they are of the first.
#[must_use]
pub fn to_json(all: &[Series]) -> Value {
    let series = |it: &Series| {
        let points: Value =
            it.medians().map(|(at, figure)| json!({ "at": at, "figure": figure })).collect();
        json!({
            "name": it.name,
            "points": points,
            "lost": it.lost,
            "of_the_first": all.first().map(|first| it.ratios(first)),
            "last_to_first": it.growth(),
        })
    };
    all.iter().map(series).collect()
}

#[cfg(test)]
mod tests {
    use super::{Series, to_json};

    #[test]
    fn a_series_is_compared_place_by_place() {
        let floor = Series::new("floor", vec![(1, vec![1.0, 2.0]), (10, vec![4.0])]);
        let ours = Series::new("ours", vec![(1, vec![3.0, 6.0]), (10, vec![6.0])]);
        assert_eq!(ours.ratios(&floor), [3.0, 1.5]);
        let json = to_json(&[floor, ours]);
        assert_eq!(json[1]["of_the_first"][1], 1.5);
        assert_eq!(json[0]["points"][0]["figure"], 1.5);
    }
}
