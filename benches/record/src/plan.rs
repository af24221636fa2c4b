//! What is to be measured and how often, as the arguments say. Depends on
//! nothing that measures.

use crate::error::Error;

/// The parts of the bench, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Switched off. First, because others subscribe for the whole process.
    Off,
    Peers,
    Growth,
}

impl Part {
    const ALL: [(&'static str, Self); 3] =
        [("off", Self::Off), ("peers", Self::Peers), ("growth", Self::Growth)];
}

#[derive(Debug)]
pub(crate) struct Plan {
    /// Rounds in which every subject has its turn.
    pub(crate) rounds: usize,
    /// Turns with single calls after pauses, for each subject.
    pub(crate) idle: usize,
    /// Single calls after a pause and all others, for each subject.
    pub(crate) cold: usize,
    /// Calls in each round that are timed one by one.
    pub(crate) single: usize,
    /// Rounds of the growth.
    pub(crate) growth_rounds: usize,
    parts: Vec<Part>,
}

impl Plan {
    fn full() -> Self {
        let parts = Part::ALL.map(|(_, part)| part).to_vec();
        Self { rounds: 101, idle: 11, cold: 2000, single: 4096, growth_rounds: 41, parts }
    }

    /// To see that it runs; the figures are of little use.
    fn quick() -> Self {
        Self { rounds: 3, idle: 1, cold: 50, single: 512, growth_rounds: 3, ..Self::full() }
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
        let parts: Vec<_> = names.into_iter().map(part).collect::<Result<_, _>>()?;
        if !parts.is_empty() {
            plan.parts = parts;
        }
        Ok(plan)
    }
}

fn part(given: String) -> Result<Part, Error> {
    let found = Part::ALL.into_iter().find(|(name, _)| *name == given);
    found.map(|(_, part)| part).ok_or(Error::Argument(given))
}

#[cfg(test)]
mod tests {
    use super::{Part, Plan};

    fn plan(arguments: &[&str]) -> Option<Plan> {
        Plan::from_arguments(arguments.iter().map(|argument| (*argument).to_owned())).ok()
    }

    #[test]
    fn named_parts_run_alone() {
        let plan = plan(&["growth", "--quick"]).expect("valid arguments");
        assert!(plan.has(Part::Growth) && !plan.has(Part::Peers));
        assert_eq!(plan.rounds, 3);
    }

    #[test]
    fn what_is_unknown_is_refused() {
        assert!(plan(&["--fast"]).is_none());
    }
}
