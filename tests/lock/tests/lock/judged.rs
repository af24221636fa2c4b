//! Cases, built against their locks: what was said, and what should have been.

use std::collections::{BTreeMap, BTreeSet};

use telemetry_schema::{compare::ChangeRule, lock::Lock};

use crate::{
    case::{Case, Expected, Mark},
    diagnostics::Diagnostic,
    lockfile::{self, Entries},
    place::Place,
};

/// What is wrong with the answers of the compiler to these cases; nothing if
/// all is well.
pub(crate) fn problems(name: &str, cases: &[Case]) -> Vec<String> {
    let entries = lockfile::entries(name, cases);
    let locks = lockfile::accepted(name, cases, &entries);
    let world = World { name, entries, locks };
    let (loud, silent): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| !case.expected.is_silent());
    let mut problems = world.silent(&silent);
    // What a macro says ends the build before types are looked at, so that
    // cases of the second kind have to be on their own.
    let (early, rest) = world.loud(&loud, "macros");
    problems.extend(early);
    let (late, mute) = world.loud(&rest, "types");
    problems.extend(late);
    problems.extend(mute.iter().map(|case| format!("{}: it compiles", case.slug)));
    problems
}

struct World<'a> {
    name: &'a str,
    entries: Entries,
    locks: BTreeMap<String, Lock>,
}

impl World<'_> {
    fn place(&self, kind: &str, cases: &[&Case]) -> Place {
        let name = format!("{}_{kind}", self.name);
        let place = Place::of(&name, cases.iter().map(|case| (case.slug.as_str(), &case.now)));
        lockfile::write(&place, cases.iter().filter_map(|case| self.locks.get(&case.slug)));
        let reviews = lockfile::reviews_now(&self.entries, cases.iter().copied());
        place.write("protocol/reviews.toml", &reviews);
        place
    }

    fn silent(&self, cases: &[&Case]) -> Vec<String> {
        let output = self.place("silent", cases).check();
        let problems =
            output.errors.iter().map(|error| format!("harmless, and refused: {error:?}"));
        let mut problems: Vec<String> = problems.collect();
        if !output.success && problems.is_empty() {
            problems.push(output.said);
        }
        problems
    }

    /// What is wrong with those cases of which something is said, and those of
    /// which nothing is.
    fn loud<'a>(&self, cases: &[&'a Case], kind: &str) -> (Vec<String>, Vec<&'a Case>) {
        if cases.is_empty() {
            return Default::default();
        }
        let output = self.place(kind, cases).check();
        let mut said: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for error in output.errors {
            said.entry(error.module.replace('_', "-")).or_default().push(error);
        }
        let (mut problems, mut mute) = (Vec::new(), Vec::new());
        for case in cases {
            match said.remove(&case.slug) {
                Some(said) => problems.extend(judge(case, &said)),
                None => mute.push(*case),
            }
        }
        problems.extend(said.values().map(|said| format!("of no case: {said:?}")));
        (problems, mute)
    }
}

impl Expected {
    fn is_silent(&self) -> bool {
        match self {
            Self::Marked(marks) => marks.is_empty(),
            Self::Said(said) => said.is_empty(),
        }
    }
}

fn judge(case: &Case, said: &[Diagnostic]) -> Option<String> {
    let same = match &case.expected {
        Expected::Marked(marks) => is_marked(case, marks, said),
        Expected::Said(expected) => {
            let said = said.iter().map(|it| generic(case, message(it)));
            let said: BTreeSet<String> = said.collect();
            expected.iter().cloned().collect::<BTreeSet<_>>() == said
        }
    };
    let shown = || said.iter().map(|it| format!("\n    {it:?}")).collect::<String>();
    (!same).then(|| format!("{}: said was{}", case.slug, shown()))
}

/// What is said, without what the compiler puts before a panic in a constant.
fn message(said: &Diagnostic) -> &str {
    said.message.strip_prefix("evaluation panicked: ").unwrap_or(&said.message)
}

/// Each mark has its message, and each message its mark.
fn is_marked(case: &Case, marks: &[Mark], said: &[Diagnostic]) -> bool {
    let fits = |mark: &Mark, it: &Diagnostic| {
        let message = generic(case, &it.message);
        let tokens = mark.tokens.is_empty() || generic(case, &it.tokens) == mark.tokens;
        mark.line == it.line
            && tokens
            && message.contains(&mark.values)
            && message.ends_with(&tag(&mark.rule))
            && (!message.contains(", accept]") || message.contains("`cargo telemetry accept`"))
    };
    let every_mark = marks.iter().all(|mark| said.iter().any(|it| fits(mark, it)));
    let every_message = said.iter().all(|it| marks.iter().any(|mark| fits(mark, it)));
    every_mark && every_message
}

/// What a message of this rule ends in; of a rule for declarations the id
/// alone.
fn tag(rule: &str) -> String {
    match ChangeRule::find(rule) {
        Some(rule) => {
            let class = rule.class.map(|class| format!(", {class}")).unwrap_or_default();
            format!("[telemetry::{}{class}, {}]", rule.id, rule.level)
        }
        None => format!("[telemetry::{rule}]"),
    }
}

/// A text in which the feature of the case is called as in the case.
fn generic(case: &Case, text: &str) -> String {
    let dotted = case.slug.replace('-', ".");
    text.replace(&case.slug, "_").replace(&dotted, "_dotted")
}
