//! A figure and what it is to be at most or at least. Depends on nothing that
//! measures.
#![allow(clippy::print_stdout, reason = "verdicts are for people")]

use serde_json::{Value, json};

/// See the module.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// What the figure is of, with its unit.
    pub name: String,
    /// What it is to be.
    pub bound: f64,
    /// What it is.
    pub figure: f64,
    /// Ours and the reference's, where the figure is a ratio of the two.
    pub sides: Option<(f64, f64)>,
    at_least: bool,
}

impl Target {
    /// A figure that is to be at most this.
    pub fn at_most(name: impl Into<String>, bound: f64, figure: f64) -> Self {
        Self { name: name.into(), bound, figure, sides: None, at_least: false }
    }

    /// A figure that is to be at least this.
    pub fn at_least(name: impl Into<String>, bound: f64, figure: f64) -> Self {
        Self { at_least: true, ..Self::at_most(name, bound, figure) }
    }

    /// The same, with what it is a ratio of.
    #[must_use]
    pub fn of(self, ours: f64, reference: f64) -> Self {
        Self { sides: Some((ours, reference)), ..self }
    }

    /// Whether it is. What was not measured is not met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        if self.at_least { self.figure >= self.bound } else { self.figure <= self.bound }
    }
}

/// Prints a line for each.
pub fn print(targets: &[Target]) {
    println!("\n{:<58}{:>11}{:>11}{:>11}  target", "", "ours", "reference", "figure");
    for target in targets {
        let sign = if target.at_least { "≥" } else { "≤" };
        let met = if target.is_met() { "met" } else { "NOT met" };
        let sides = target.sides.map(|(ours, reference)| (rounded(ours), rounded(reference)));
        let (ours, reference) = sides.unwrap_or_default();
        let (name, figure) = (&target.name, rounded(target.figure));
        println!("{name:<58}{ours:>11}{reference:>11}{figure:>11}  {sign} {}: {met}", target.bound);
    }
}

/// As many digits as it is worth.
fn rounded(figure: f64) -> String {
    match figure.abs() {
        size if size >= 1000.0 => format!("{figure:.0}"),
        size if size >= 10.0 => format!("{figure:.1}"),
        size if size >= 0.1 => format!("{figure:.3}"),
        _ => format!("{figure:.4}"),
    }
}

/// The same for programs.
#[must_use]
pub fn to_json(targets: &[Target]) -> Value {
    let one = |it: &Target| {
        json!({
            "name": it.name, "bound": it.bound, "figure": it.figure, "met": it.is_met(),
            "ours": it.sides.map(|(ours, _)| ours), "reference": it.sides.map(|(_, it)| it),
        })
    };
    targets.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn the_bound_itself_is_met_and_nothing_is_not() {
        assert!(Target::at_most("ms", 50.0, 50.0).is_met());
        assert!(!Target::at_most("ms", 50.0, 50.1).is_met());
        assert!(Target::at_least("events/s", 6.0, 6.0).is_met());
        assert!(!Target::at_least("events/s", 6.0, f64::NAN).is_met());
    }
}
