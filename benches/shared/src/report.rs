//! What a bench finds, part by part: printed for people as it comes, noted for
//! programs, and drawn. Depends on all its neighbours.
#![allow(clippy::print_stdout, reason = "the report is the output")]

use std::{fs, io, path::Path};

use serde_json::{Value, json};

use crate::{
    Series, Target, machine, series,
    svg::{self, Panel},
    target,
};

/// What one part of a bench has found.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// What the series show.
    pub title: &'static str,
    /// What their figures are.
    pub unit: &'static str,
    /// What the places on the axis are.
    pub axis: &'static str,
    /// Whether these grow by factors.
    pub logarithmic: bool,
    /// Cost along the axis. The others are compared with the first.
    pub series: Vec<Series>,
    /// What is to be met.
    pub targets: Vec<Target>,
}

impl Findings {
    fn print(&self) {
        if !self.series.is_empty() {
            let Self { title, unit, axis, .. } = self;
            series::print(&format!("{title}, {unit}, by {axis}"), &self.series);
        }
        if !self.targets.is_empty() {
            target::print(&self.targets);
        }
    }

    fn panel(&self) -> Panel<'_> {
        let Self { title, unit, axis, logarithmic, ref series, .. } = *self;
        Panel { title, unit, axis, logarithmic, series }
    }
}

/// The results of a bench, collected while it runs.
#[derive(Debug)]
pub struct Report {
    json: Value,
    drawn: Vec<Findings>,
}

impl Report {
    /// Begins: notes the load before the bench adds to it.
    #[must_use]
    pub fn new(bench: &str) -> Self {
        let (machine, load) = (machine::describe(), machine::load());
        let json = json!({ "bench": bench, "machine": machine, "load_at_start": load });
        Self { json, drawn: Vec::new() }
    }

    /// Notes results for programs.
    pub fn add(&mut self, part: &str, results: Value) {
        self.json[part] = results;
    }

    /// Prints what a part has found, and keeps it for the plot and for programs.
    pub fn show(&mut self, part: &str, findings: Findings) {
        findings.print();
        let Findings { series, targets, .. } = &findings;
        let (series, targets) = (series::to_json(series), target::to_json(targets));
        self.add(part, json!({ "series": series, "targets": targets }));
        if !findings.series.is_empty() {
            self.drawn.push(findings);
        }
    }

    /// Draws what was shown into this file, if there was any, and says so.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn draw(&self, path: &Path) -> io::Result<()> {
        if self.drawn.is_empty() {
            return Ok(());
        }
        let panels: Vec<_> = self.drawn.iter().map(Findings::panel).collect();
        fs::write(path, svg::plot(&panels))?;
        println!("\nplot: {}", path.display());
        Ok(())
    }

    /// Prints the machine, its load, and everything as JSON, which is the last
    /// line.
    pub fn print(mut self) {
        self.json["load_at_end"] = machine::load();
        let (before, after) = (&self.json["load_at_start"], &self.json["load_at_end"]);
        println!("\n{}; load {before} before, {after} after", machine::describe());
        println!("{}", self.json);
    }
}
