//! What is to be measured and how often, as the arguments say. Depends on
//! nothing that measures.

use crate::error::Error;

/// The parts of the benchmark, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Peers,
    Growth,
    Cold,
    Size,
    Check,
}

impl Part {
    const ALL: [Self; 5] = [Self::Peers, Self::Growth, Self::Cold, Self::Size, Self::Check];

    const fn name(self) -> &'static str {
        match self {
            Self::Peers => "peers",
            Self::Growth => "growth",
            Self::Cold => "cold",
            Self::Size => "size",
            Self::Check => "check",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Plan {
    /// How many structs a package of the comparison has.
    pub(crate) structs: usize,
    pub(crate) rounds: usize,
    /// How many structs the packages of the growth have, ascending.
    pub(crate) sizes: &'static [usize],
    pub(crate) growth_rounds: usize,
    pub(crate) cold_rounds: usize,
    /// How often each command looks at the events of a large lock.
    pub(crate) check_rounds: usize,
    /// How many events the programs record whose sizes are compared.
    pub(crate) events: usize,
    parts: Vec<Part>,
}

impl Plan {
    fn full() -> Self {
        Self {
            structs: 200,
            rounds: 7,
            sizes: &[200, 500, 1000, 2000],
            growth_rounds: 3,
            cold_rounds: 3,
            check_rounds: 5,
            events: 200,
            parts: Part::ALL.to_vec(),
        }
    }

    /// To see that it runs; the figures are of no use.
    fn quick() -> Self {
        Self {
            structs: 50,
            rounds: 1,
            sizes: &[50, 100, 200],
            growth_rounds: 1,
            cold_rounds: 1,
            check_rounds: 1,
            ..Self::full()
        }
    }

    /// Whether this part is to run.
    pub(crate) fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// Reads the arguments of the program. Named parts run alone.
    pub(crate) fn from_arguments(arguments: impl Iterator<Item = String>) -> Result<Self, Error> {
        let (options, names): (Vec<_>, Vec<_>) =
            arguments.partition(|argument| argument == "--quick");
        let mut plan = if options.is_empty() { Self::full() } else { Self::quick() };
        let parts: Vec<_> = names.iter().map(|name| part(name)).collect::<Result<_, _>>()?;
        if !parts.is_empty() {
            plan.parts = parts;
        }
        Ok(plan)
    }
}

fn part(name: &str) -> Result<Part, Error> {
    let found = Part::ALL.into_iter().find(|part| part.name() == name);
    found.ok_or_else(|| Error::Argument {
        given: name.to_owned(),
        parts: Part::ALL.map(Part::name).join(", "),
    })
}

#[cfg(test)]
mod tests {
    use super::{Part, Plan};

    fn plan(arguments: &[&str]) -> Option<Plan> {
        Plan::from_arguments(arguments.iter().map(|argument| (*argument).to_owned())).ok()
    }

    #[test]
    fn named_parts_run_alone() {
        let plan = plan(&["size", "--quick"]).expect("valid arguments");
        assert!(plan.has(Part::Size) && !plan.has(Part::Peers));
        assert_eq!(plan.rounds, 1);
    }

    #[test]
    fn what_is_unknown_is_refused() {
        assert!(plan(&["--fast"]).is_none());
    }
}
