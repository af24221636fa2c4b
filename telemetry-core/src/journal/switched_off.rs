//! Which events are switched off one by one, by their names. A value: who says
//! so, and what follows, is not decided here.

use std::collections::BTreeSet;

/// The events that are not recorded although the journal is on: single ones, or
/// all of a feature and of what is below it (`cody` means `cody` and `cody.*`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SwitchedOff(BTreeSet<(String, Option<String>)>);

impl SwitchedOff {
    /// Whether nothing is switched off.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each feature, and its action if it is that event alone, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.0.iter().map(|(feature, action)| (feature.as_str(), action.as_deref()))
    }

    /// Whether this event is switched off, by itself or with its feature.
    #[must_use]
    pub fn contains(&self, feature: &str, action: &str) -> bool {
        !self.is_empty() && self.0.iter().any(|(of, one)| is(of, one.as_deref(), feature, action))
    }

    /// The feature that is switched off with all its events, if this event is
    /// or would be off because of one.
    #[must_use]
    pub fn whole(&self, feature: &str) -> Option<&str> {
        let whole = self.iter().filter(|(_, action)| action.is_none());
        whole.map(|(of, _)| of).find(|of| is_below(feature, of))
    }

    /// Switches off an event, or all of a feature.
    pub fn insert(&mut self, feature: &str, action: Option<&str>) {
        self.0.insert((feature.to_owned(), action.map(str::to_owned)));
    }

    /// Switches an event on again; or all of a feature, with what is below it.
    pub fn remove(&mut self, feature: &str, action: Option<&str>) {
        self.0.retain(|(of, one)| match action {
            Some(action) => (of.as_str(), one.as_deref()) != (feature, Some(action)),
            None => !is_below(of, feature),
        });
    }

    /// What either of the two switches off.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self(self.0.union(&other.0).cloned().collect())
    }

    /// Whether this switches off something that the other does not name.
    #[must_use]
    pub fn adds_to(&self, other: &Self) -> bool {
        !self.0.is_subset(&other.0)
    }
}

fn is(of: &str, one: Option<&str>, feature: &str, action: &str) -> bool {
    match one {
        Some(one) => of == feature && one == action,
        None => is_below(feature, of),
    }
}

fn is_below(feature: &str, of: &str) -> bool {
    feature.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(all: &[(&str, Option<&str>)]) -> SwitchedOff {
        let mut off = SwitchedOff::default();
        all.iter().for_each(|(feature, action)| off.insert(feature, *action));
        off
    }

    #[test]
    fn a_feature_holds_what_is_below_it_and_an_event_itself() {
        let off = off(&[("cody", None), ("search", Some("failed"))]);
        assert!(off.contains("cody", "asked") && off.contains("cody.chat", "asked"));
        assert!(off.contains("search", "failed"));
        for (feature, action) in
            [("codyX", "asked"), ("search", "shown"), ("search.file", "failed"), ("co", "asked")]
        {
            assert!(!off.contains(feature, action), "{feature}.{action}");
        }
        assert_eq!((off.whole("cody.chat"), off.whole("search")), (Some("cody"), None));
    }

    #[test]
    fn a_feature_is_switched_on_with_all_of_it() {
        let mut all =
            off(&[("cody.chat", None), ("cody", Some("asked")), ("search", Some("failed"))]);
        all.remove("search", Some("shown"));
        assert!(all.contains("search", "failed"));
        all.remove("cody", None);
        assert_eq!(all, off(&[("search", Some("failed"))]));
        all.remove("search", Some("failed"));
        assert!(all.is_empty());
    }

    #[test]
    fn a_union_keeps_the_stricter() {
        let (a, b) = (off(&[("search", None)]), off(&[("cody", Some("asked"))]));
        assert!(a.adds_to(&b) && !a.adds_to(&a.union(&b)));
        assert!(a.union(&b).contains("cody", "asked") && a.union(&b).contains("search", "any"));
    }
}
