//! Whether the event that is to be switched is one that the program declares: a
//! name that is silently ignored is found out by an audit.

use std::fmt;

use telemetry_core::journal::SwitchedOff;
use telemetry_schema::nearest;

use super::SwitchError;

/// How many names a message lists.
const LISTED: usize = 5;

/// A name that no declaration has, and those that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEvent {
    /// The feature that was asked for.
    pub feature: String,
    /// The action that was asked for, if it was one.
    pub action: Option<String>,
    /// The declared names that are near, the nearest first; or some of those
    /// that there are, if none is near.
    pub candidates: Vec<String>,
}

impl fmt::Display for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.action {
            Some(action) => write!(f, "no event `{}.{action}` is declared", self.feature)?,
            None => write!(f, "no event of a feature `{}` is declared", self.feature)?,
        }
        match &self.candidates[..] {
            [] => f.write_str("; look into the catalog for the names that there are"),
            all => write!(f, "; is one of these meant: `{}`", all.join("`, `")),
        }
    }
}

impl std::error::Error for UnknownEvent {}

/// Looks for the event, or the feature, among the declared (feature, action)s
/// and among what is switched off, whoever declared that.
fn check_names(
    declared: &[(&str, &str)],
    off: &SwitchedOff,
    feature: &str,
    action: Option<&str>,
) -> Result<(), UnknownEvent> {
    let mut asked = SwitchedOff::default();
    asked.insert(feature, action);
    let known = declared.iter().any(|(feature, action)| asked.contains(feature, action))
        || off.iter().any(|known| known == (feature, action));
    if known {
        return Ok(());
    }
    let candidates = match action {
        Some(action) => near_actions(declared, feature, action),
        None => near(feature, declared.iter().map(|(feature, _)| *feature)),
    };
    Err(UnknownEvent { feature: feature.to_owned(), action: action.map(str::to_owned), candidates })
}

/// The same, and whether what is asked for can be done.
pub(crate) fn check_recorded(
    declared: &[(&str, &str)],
    off: &SwitchedOff,
    feature: &str,
    action: Option<&str>,
    recorded: bool,
) -> Result<(), SwitchError> {
    check_names(declared, off, feature, action).map_err(SwitchError::Unknown)?;
    // All of a feature is switched on with what is below it, not without what is above.
    let whole = off.whole(feature).filter(|whole| action.is_some() || *whole != feature);
    match whole.filter(|_| recorded) {
        None => Ok(()),
        Some(whole) => Err(SwitchError::WholeFeature {
            feature: feature.to_owned(),
            action: action.unwrap_or("*").to_owned(),
            off: whole.to_owned(),
        }),
    }
}

/// Events of this feature with a like action, or of a like feature.
fn near_actions(declared: &[(&str, &str)], feature: &str, action: &str) -> Vec<String> {
    let features = || declared.iter().map(|(feature, _)| *feature);
    let feature = match features().any(|it| it == feature) {
        true => Some(feature),
        false => nearest(feature, features()),
    };
    let Some(feature) = feature else {
        return near(feature.unwrap_or_default(), features());
    };
    let actions = declared.iter().filter(|(of, _)| *of == feature).map(|(_, action)| *action);
    near(action, actions).iter().map(|action| format!("{feature}.{action}")).collect()
}

/// The names that are near, the nearest first; all of them if none is.
fn near<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    let mut found = Vec::new();
    while let Some(name) = nearest(word, names.iter().copied()) {
        names.retain(|it| *it != name);
        found.push(name.to_owned());
    }
    if found.is_empty() {
        found.extend(names.into_iter().map(str::to_owned));
    }
    found.truncate(LISTED);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARED: [(&str, &str); 4] = [
        ("cody.chat", "asked"),
        ("search", "resultsShown"),
        ("search", "failed"),
        ("repos", "added"),
    ];

    fn candidates(feature: &str, action: Option<&str>) -> Vec<String> {
        let off = SwitchedOff::default();
        check_names(&DECLARED, &off, feature, action).expect_err("unknown").candidates
    }

    #[test]
    fn declared_names_and_what_is_off_already_are_known() {
        let mut off = SwitchedOff::default();
        off.insert("gone", Some("event"));
        for (feature, action) in
            [("search", None), ("search", Some("failed")), ("cody", None), ("gone", Some("event"))]
        {
            assert_eq!(check_names(&DECLARED, &off, feature, action), Ok(()), "{feature}");
        }
        for (feature, action) in
            [("cody", Some("asked")), ("gone", None), ("sear", None), ("search", Some("Failed"))]
        {
            assert!(check_names(&DECLARED, &off, feature, action).is_err(), "{feature}");
        }
    }

    #[test]
    fn near_names_are_listed() {
        assert_eq!(candidates("serch", None), ["search"]);
        assert_eq!(candidates("search", Some("resultShown")), ["search.resultsShown"]);
        assert_eq!(candidates("serch", Some("faild")), ["search.failed"]);
        assert_eq!(candidates("search", Some("zzz")), ["search.failed", "search.resultsShown"]);
        assert_eq!(candidates("zzz", None), ["cody.chat", "repos", "search"]);
        let error = check_names(&DECLARED, &SwitchedOff::default(), "serch", None);
        assert_eq!(
            error.expect_err("unknown").to_string(),
            "no event of a feature `serch` is declared; is one of these meant: `search`"
        );
    }

    #[test]
    fn an_event_of_a_feature_that_is_off_cannot_be_switched_on() {
        let mut off = SwitchedOff::default();
        off.insert("search", None);
        let on = |feature, action| check_recorded(&DECLARED, &off, feature, action, true);
        assert!(matches!(on("search", Some("failed")), Err(SwitchError::WholeFeature { .. })));
        assert!(on("search", None).is_ok() && on("cody.chat", Some("asked")).is_ok());
        assert!(check_recorded(&DECLARED, &off, "search", Some("failed"), false).is_ok());
    }
}
