//! Whether more texts may leave, or fewer. What cannot be told within bounds
//! counts as more: then a person looks at it.

use super::{
    ChangeRule,
    automaton::Automaton,
    rules::{self as rule},
};
use crate::audit::Allowed;

/// What became of the texts that may leave; nothing if they are the same,
/// however they are written.
pub(super) fn compare(old: &Allowed, new: &Allowed) -> Option<&'static ChangeRule> {
    if old == new {
        return None;
    }
    match (within(new, old), within(old, new)) {
        (true, true) => None,
        (true, false) => Some(rule::TEXT_NARROWER),
        (false, _) => Some(rule::TEXT_WIDER),
    }
}

/// Whether every text of `a` is certainly one of `b`.
fn within(a: &Allowed, b: &Allowed) -> bool {
    match (a, b) {
        (Allowed::Values(a), Allowed::Values(b)) => a.iter().all(|value| b.contains(value)),
        (Allowed::Values(values), Allowed::Pattern(pattern)) => {
            let automaton = Automaton::of_pattern(pattern);
            values.iter().all(|value| automaton.takes(value))
        }
        (Allowed::Pattern(a), Allowed::Values(values)) => {
            Automaton::of_pattern(a).is_within(&Automaton::of_values(values))
        }
        (Allowed::Pattern(a), Allowed::Pattern(b)) => {
            Automaton::of_pattern(a).is_within(&Automaton::of_pattern(b))
        }
    }
}
