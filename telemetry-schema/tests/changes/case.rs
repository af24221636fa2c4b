//! A case: its steps, and what is found after them.

use std::collections::BTreeSet;

use telemetry_schema::{
    EventSchema,
    compare::{CHANGE_RULES, Change, accept, compare_all, compare_locks},
    lock::{Declared, Lock},
};

use crate::notation;

/// One case of a rule's file.
pub(crate) struct Case {
    /// The rule that it is about.
    pub(crate) id: &'static str,
    pub(crate) name: String,
    /// The rules that speak.
    pub(crate) says: BTreeSet<&'static str>,
    steps: Vec<Step>,
}

/// What happens, one after the other. The last step of a case compares.
pub(crate) enum Step {
    /// These were declared and accepted.
    Accepted(Vec<EventSchema>),
    /// This event was given up.
    Removed(String),
    /// What comes before is the lock of an earlier revision.
    Later,
    /// These are declared now: compared with the lock.
    Now(Vec<EventSchema>),
    /// The lock of these alone stands in place of the lock.
    Rewritten(Vec<EventSchema>),
    /// The lock is compared with that of the earlier revision.
    Compared,
}

impl Case {
    /// What is found after the steps.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let (mut lock, mut earlier) = (Lock::default(), Lock::default());
        for step in &self.steps {
            match step {
                Step::Accepted(built) => lock = self.accepted(&lock, built),
                Step::Removed(name) => lock.remove(name).expect("a live event"),
                Step::Later => earlier = lock.clone(),
                Step::Now(built) => return compare_all(&lock, &declared(built)),
                Step::Rewritten(built) => {
                    let anew = self.accepted(&Lock::default(), built);
                    return compare_locks(&lock, &anew);
                }
                Step::Compared => return compare_locks(&earlier, &lock),
            }
        }
        panic!("{}, {}: nothing is compared", self.id, self.name)
    }

    fn accepted(&self, lock: &Lock, built: &[EventSchema]) -> Lock {
        let denied = |denied| panic!("{}, {}: not accepted: {denied:#?}", self.id, self.name);
        accept(lock, &declared(built)).unwrap_or_else(denied)
    }
}

fn declared(built: &[EventSchema]) -> Vec<Declared<'_>> {
    built.iter().map(Declared::from).collect()
}

/// The rules of these changes.
pub(crate) fn rules(changes: &[Change]) -> BTreeSet<&'static str> {
    changes.iter().map(|change| change.rule.id).collect()
}

/// The cases of a file.
pub(crate) fn read(id: &str, text: &str) -> Vec<Case> {
    let parts = text.split("\n# ").map(|part| part.trim_start_matches("# "));
    parts.map(|part| read_one(id, part)).collect()
}

fn read_one(id: &str, part: &str) -> Case {
    let (name, body) = part.split_once('\n').expect("a name and steps");
    let (steps, says) = body.rsplit_once("\nsays ").expect("what is said");
    let known = |word: &str| CHANGE_RULES.iter().find(|rule| rule.id == word).map(|rule| rule.id);
    let ids = says.split_whitespace().filter(|word| *word != "nothing");
    Case {
        id: known(id).expect("a rule"),
        name: name.to_owned(),
        says: ids.map(|word| known(word).unwrap_or_else(|| panic!("{id}: {word}"))).collect(),
        steps: notation::steps(steps),
    }
}
