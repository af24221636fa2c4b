//! What a bench is told: `--quick`, `--rows N`, and the parts to run.

use std::collections::BTreeSet;

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Only to see that it runs.
    pub(crate) quick: bool,
    /// How many rows the queue shall have at last.
    pub(crate) rows: Option<usize>,
    parts: BTreeSet<String>,
}

impl Arguments {
    /// Those of the program, of which these are the parts. Ends the program
    /// when there is another.
    pub(crate) fn of_the_program(parts: &[&str]) -> Self {
        // Cargo says that it runs a bench.
        let given = std::env::args().skip(1).filter(|argument| argument != "--bench");
        Self::read(given, parts).unwrap_or_else(|unknown| {
            eprintln!(
                "error: unknown argument `{unknown}`; give --quick, --rows N or any of the parts {}",
                parts.join(", ")
            );
            std::process::exit(2)
        })
    }

    fn read(mut given: impl Iterator<Item = String>, parts: &[&str]) -> Result<Self, String> {
        let mut arguments = Self::default();
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--quick" => arguments.quick = true,
                "--rows" => {
                    let rows = given.next().unwrap_or_default();
                    arguments.rows = Some(rows.parse().map_err(|_| format!("--rows {rows}"))?);
                }
                part if parts.contains(&part) => drop(arguments.parts.insert(argument)),
                _ => return Err(argument),
            }
        }
        Ok(arguments)
    }

    /// Whether this part is to run. Named parts run alone.
    pub(crate) fn has(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.contains(part)
    }

    /// So many in earnest, or so many only to see that it runs.
    pub(crate) fn either(&self, full: usize, quick: usize) -> usize {
        if self.quick { quick } else { full }
    }
}
