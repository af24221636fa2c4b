//! One thing that is to be told, whoever found it: a rule over declarations, a
//! comparison with the lock, or a look at the reviews.
//!
//! Here everything that is found takes one shape, so that people, programs and
//! continuous integration read all of it alike. Nothing is found here, and no
//! file is read.

mod annotation;
mod json;
mod text;

use telemetry_schema::{
    compare::{Change, ChangeLevel},
    lint::{Class, Finding},
    rules::{self, Level},
};

use crate::program::Disagreement;

pub(crate) use annotation::annotations;
pub(crate) use json::list as json;
pub(crate) use text::{paragraphs, summary};

/// One thing that was found.
#[derive(Debug, Clone)]
pub(crate) struct Diagnostic {
    /// The id of the rule, `T` or `C` and four digits.
    pub(crate) rule: &'static str,
    /// The rule in a few words.
    pub(crate) title: &'static str,
    pub(crate) severity: Severity,
    pub(crate) class: Option<Class>,
    /// The event as people write it.
    pub(crate) event: String,
    /// The key of the field, if it is about one.
    pub(crate) field: Option<String>,
    /// The code, if it is about one.
    pub(crate) code: Option<i32>,
    /// What was accepted, was reviewed, or is declared elsewhere.
    pub(crate) old: Option<String>,
    /// What is declared.
    pub(crate) new: Option<String>,
    /// The crate and type of the declaration, where it is known.
    pub(crate) declared_by: Option<String>,
    /// A line of the lock or of the reviews, if there is one to look at.
    pub(crate) location: Option<Location>,
    pub(crate) message: String,
    pub(crate) fix: String,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// It does not build, or must not stay.
    Deny,
    /// It does not build before it was accepted.
    Accept,
    /// It builds, and somebody has to look.
    Warn,
    /// It builds and may stay; what is new is withheld until it is accepted.
    Free,
    /// It is said, and that is all.
    Note,
}

/// One line of a file of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location {
    /// The path from the root of the workspace.
    pub(crate) path: String,
    /// From 1.
    pub(crate) line: usize,
    /// In characters, from 1.
    pub(crate) column: usize,
    /// The line itself.
    pub(crate) text: String,
}

impl Severity {
    pub(crate) const ALL: [Self; 5] =
        [Self::Deny, Self::Accept, Self::Warn, Self::Free, Self::Note];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::Accept => "accept",
            Self::Warn => "warn",
            Self::Free => "free",
            Self::Note => "note",
        }
    }

    /// Whether a check ends with findings because of it.
    pub(crate) const fn fails(self) -> bool {
        matches!(self, Self::Deny | Self::Accept | Self::Warn)
    }
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Deny => Self::Deny,
            Level::Warn => Self::Warn,
            Level::Note => Self::Note,
        }
    }
}

impl From<ChangeLevel> for Severity {
    fn from(level: ChangeLevel) -> Self {
        match level {
            ChangeLevel::Deny => Self::Deny,
            ChangeLevel::Accept => Self::Accept,
            ChangeLevel::Free => Self::Free,
        }
    }
}

impl From<Finding> for Diagnostic {
    fn from(finding: Finding) -> Self {
        Self {
            rule: finding.rule.id,
            title: finding.rule.title,
            severity: finding.level.into(),
            class: finding.class,
            event: finding.event,
            field: finding.field,
            code: None,
            old: finding.old,
            new: finding.new,
            declared_by: Some(finding.place),
            location: None,
            message: finding.message,
            fix: finding.fix,
        }
    }
}

impl From<Change> for Diagnostic {
    fn from(change: Change) -> Self {
        Self {
            rule: change.rule.id,
            title: change.rule.title,
            severity: change.level().into(),
            class: change.class(),
            event: change.event,
            field: change.field,
            code: change.code,
            old: change.old,
            new: change.new,
            declared_by: None,
            location: None,
            message: change.message,
            fix: change.fix,
        }
    }
}

impl From<Disagreement> for Diagnostic {
    fn from(disagreement: Disagreement) -> Self {
        let (rule, message) = (rules::DECLARED_ONCE, disagreement.message());
        let [old, new] = disagreement.sides().map(Some);
        Self {
            rule: rule.id,
            title: rule.title,
            severity: rule.level.into(),
            class: Some(Class::Wire),
            event: disagreement.event,
            field: disagreement.field,
            code: None,
            old,
            new,
            declared_by: Some(disagreement.declared_by),
            location: None,
            message,
            fix: Disagreement::FIX.to_owned(),
        }
    }
}

impl Diagnostic {
    /// The rule as messages show it.
    fn rule_name(&self) -> String {
        format!("telemetry::{}", self.rule)
    }

    /// The event, and the part of it that it is about.
    fn subject(&self) -> String {
        let field = self.field.as_ref().map(|key| format!(", field `{key}`")).unwrap_or_default();
        let code = self.code.map(|code| format!(", code {code}")).unwrap_or_default();
        format!("{}{field}{code}", self.event)
    }
}

/// Puts them in the one order in which they are told.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    fn key(it: &Diagnostic) -> impl Ord + '_ {
        (&it.event, &it.declared_by, &it.field, it.code, it.rule, &it.message)
    }
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
}
