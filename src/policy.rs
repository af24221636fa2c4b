//! What may leave right now: the mode and the scope of an instance, and the
//! events that its application has accepted.
//!
//! Applied when an event is queued and again when it is sent. Pure but for the
//! date: it knows names and reasons, no queue and no network.

mod accepted;

use std::{
    fmt,
    str::FromStr,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
};

use telemetry_core::journal::SwitchedOff;
use telemetry_schema::names::{self, NamePart};

use crate::queue::{Disposition, WithheldReason};

pub use accepted::AcceptedEvents;

/// Whether and what an instance exports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Mode {
    /// Records and exports the features in this scope.
    On(Scope),
    /// Records and keeps on the instance; exports nothing. Also for
    /// installations without a way out. The default, until somebody says where
    /// events should go.
    #[default]
    Local,
    /// Records nothing, and what waits is purged.
    Off,
}

/// Which features are exported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// Those in the list and what is below them: `cody` means `cody` and
    /// `cody.*`.
    Features(Vec<String>),
}

impl Mode {
    /// What happens to an event of this feature.
    #[must_use]
    pub fn disposition(&self, feature: &str) -> Disposition {
        match self {
            Self::On(scope) if scope.contains(feature) => Disposition::Queue,
            Self::On(_) => Disposition::Withhold(WithheldReason::Scope),
            Self::Local | Self::Off => Disposition::Withhold(WithheldReason::Local),
        }
    }
}

impl Scope {
    fn contains(&self, feature: &str) -> bool {
        match self {
            Self::All => true,
            Self::Features(prefixes) => prefixes.iter().any(|prefix| is_below(feature, prefix)),
        }
    }
}

/// What holds in an instance right now: the mode, and the events that are
/// switched off one by one. Shared by all who apply it: a change reaches them
/// with the next event that they look at.
#[derive(Debug, Clone, Default)]
pub struct CurrentMode(Arc<RwLock<Now>>);

/// What holds at one moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Now {
    pub(crate) mode: Mode,
    pub(crate) off: Arc<SwitchedOff>,
    /// How many changes came before: what is the same again may have been
    /// something else in between.
    pub(crate) change: u64,
}

impl CurrentMode {
    /// Starts in this mode, with no event switched off.
    #[must_use]
    pub fn new(mode: Mode) -> Self {
        Self(Arc::new(RwLock::new(Now { mode, ..Now::default() })))
    }

    /// The mode now.
    #[must_use]
    pub fn get(&self) -> Mode {
        self.read().mode.clone()
    }

    /// Changes the mode for all clones. What is in a queue already is brought
    /// in line by [`Telemetry::set_mode`](crate::Telemetry::set_mode).
    pub fn set(&self, mode: Mode) {
        self.change(|now| now.mode = mode);
    }

    /// The events that are switched off one by one.
    #[must_use]
    pub fn switched_off(&self) -> Arc<SwitchedOff> {
        Arc::clone(&self.read().off)
    }

    pub(crate) fn switch_off(&self, off: Arc<SwitchedOff>) {
        self.change(|now| now.off = off);
    }

    /// All of it, at one moment.
    pub(crate) fn now(&self) -> Now {
        self.read().clone()
    }

    /// Whether nothing was changed since that moment, also not back again.
    pub(crate) fn is_unchanged_since(&self, then: &Now) -> bool {
        self.read().change == then.change
    }

    fn change(&self, change: impl FnOnce(&mut Now)) {
        let mut now = self.0.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut now);
        now.change += 1;
    }

    fn read(&self) -> RwLockReadGuard<'_, Now> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_below(feature: &str, prefix: &str) -> bool {
    feature.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Why a text is not a mode.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{word}` is not a mode; write `on`, `local`, `off`, or `on:` and features, such as `on:search,cody.*`"
)]
pub struct ParseModeError {
    word: String,
}

impl FromStr for Mode {
    type Err = ParseModeError;

    /// Reads `on`, `local`, `off`, or `on:feature,other.*`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseModeError { word: text.to_owned() };
        match text.split_once(':') {
            None => match text {
                "on" => Ok(Self::On(Scope::All)),
                "local" => Ok(Self::Local),
                "off" => Ok(Self::Off),
                _ => Err(error()),
            },
            Some(("on", list)) => {
                let features: Vec<String> = list.split(',').map(|f| feature_of(f.trim())).collect();
                let valid =
                    |feature: &String| names::check_part(feature, NamePart::Feature).is_ok();
                if features.iter().all(valid) {
                    Ok(Self::On(Scope::Features(features)))
                } else {
                    Err(error())
                }
            }
            Some(_) => Err(error()),
        }
    }
}

/// `cody.*` says the same as `cody`.
fn feature_of(pattern: &str) -> String {
    pattern.strip_suffix(".*").unwrap_or(pattern).to_owned()
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(Scope::All) => f.write_str("on"),
            Self::On(Scope::Features(features)) => write!(f, "on:{}", features.join(",")),
            Self::Local => f.write_str("local"),
            Self::Off => f.write_str("off"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_holds_a_feature_and_what_is_below_it() {
        let mode: Mode = "on:cody,search.files.*".parse().expect("a mode");
        for inside in ["cody", "cody.chat", "search.files", "search.files.opened"] {
            assert_eq!(mode.disposition(inside), Disposition::Queue, "{inside}");
        }
        for outside in ["codyX", "search", "search.filesX", "co"] {
            assert_eq!(
                mode.disposition(outside),
                Disposition::Withhold(WithheldReason::Scope),
                "{outside}"
            );
        }
    }

    #[test]
    fn local_and_off_let_nothing_leave() {
        for mode in ["local", "off"] {
            let mode: Mode = mode.parse().expect("a mode");
            assert_eq!(mode.disposition("search"), Disposition::Withhold(WithheldReason::Local));
        }
    }

    #[test]
    fn a_mode_is_read_as_it_is_written() {
        for text in ["on", "local", "off", "on:search,cody.chat"] {
            assert_eq!(text.parse::<Mode>().expect("a mode").to_string(), text);
        }
        for bad in ["", "On", "of", "on:", "on:a b", "local:search", "on:search,,cody"] {
            assert!(bad.parse::<Mode>().is_err(), "{bad}");
        }
    }
}
