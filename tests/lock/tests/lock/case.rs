//! Cases, as they are written in files:
//!
//! ```text
//! // # kind-alias: another kind behind an alias
//! // === accepted
//! /// Results were shown.
//! #[telemetry_event(feature = "_", action = "shown", …)]
//! pub struct Shown {
//!     /// How many there were.
//!     pub count: u32,
//! }
//! // === now
//! …
//!     pub count: Count, //~ C0005 (accepted: u32; declared: u64) @ Count
//! ```
//!
//! Each case is a module; `"_"` is its own feature, `"_dotted"` the same with
//! dots for dashes. Before `now` there can be more of `accepted`, and `removed
//! shown`. At the end of a line stands what has to be said of it: the rule,
//! then, if it matters, the values and the marked tokens. Nothing else may be
//! said. `//= language | max_bytes = 8; …` is the review of a text; what is not
//! written there is as in [`place`](crate::place).

use std::{collections::BTreeMap, fs, path::Path};

/// One case.
pub(crate) struct Case {
    /// Letters and dashes; the feature.
    pub(crate) slug: String,
    pub(crate) steps: Vec<Step>,
    pub(crate) now: Source,
    pub(crate) expected: Expected,
}

/// What happened before.
pub(crate) enum Step {
    Accepted(Source),
    /// The action of an event that was given up.
    Removed(String),
}

/// What the build has to say.
pub(crate) enum Expected {
    /// At these places, and nowhere else.
    Marked(Vec<Mark>),
    /// These messages, wherever.
    Said(Vec<String>),
}

/// What has to be said of one line.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// Counted from 1, in the module.
    pub(crate) line: usize,
    pub(crate) rule: String,
    /// `(accepted: …; declared: …)`, or nothing.
    pub(crate) values: String,
    /// The marked tokens, or nothing.
    pub(crate) tokens: String,
}

/// A module, and what its reviews say.
#[derive(Clone, Default)]
pub(crate) struct Source {
    pub(crate) text: String,
    /// Lines of TOML by the key of the text.
    pub(crate) reviews: BTreeMap<String, Vec<String>>,
}

/// What every module begins with; it is its first line.
const PRELUDE: &str = "use telemetry_core::{MetadataValue, telemetry_event};\n";

impl Source {
    /// This text as the module of a case.
    pub(crate) fn of(slug: &str, text: &str) -> Self {
        let dotted = slug.replace('-', ".");
        let named = text.replace("\"_dotted", &format!("\"{dotted}"));
        let named = named.replace("\"_", &format!("\"{slug}"));
        let reviews = text.lines().filter_map(|line| line.strip_prefix("//= ")).map(|line| {
            let (key, terms) = line.split_once(" | ").expect("a key and terms");
            (key.to_owned(), terms.split("; ").map(str::to_owned).collect())
        });
        Self { text: format!("{PRELUDE}{named}"), reviews: reviews.collect() }
    }

    /// Whether a text of it leaves.
    pub(crate) fn has_texts(&self) -> bool {
        self.text.contains("(audited")
    }
}

/// The cases of all files, in the order of the files' names.
pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let entries = fs::read_dir(folder).expect("the cases are here");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    let read = |file: &_| fs::read_to_string(file).expect("readable");
    files.iter().flat_map(|file| cases(&read(file))).collect()
}

fn cases(text: &str) -> Vec<Case> {
    text.split("// # ").skip(1).map(case).collect()
}

fn case(text: &str) -> Case {
    let (name, body) = text.split_once('\n').expect("a name and steps");
    let (slug, _) = name.split_once(": ").expect("a slug and a title");
    let mut case = Case {
        slug: slug.to_owned(),
        steps: Vec::new(),
        now: Source::default(),
        expected: Expected::Marked(Vec::new()),
    };
    for part in body.split("// === ").skip(1) {
        let (step, text) = part.split_once('\n').expect("a step and its text");
        match step.split_once(' ') {
            None if step == "accepted" => {
                case.steps.push(Step::Accepted(Source::of(slug, text)));
            }
            None if step == "now" => {
                case.now = Source::of(slug, text);
                case.expected = Expected::Marked(marks(text));
            }
            Some(("removed", action)) => case.steps.push(Step::Removed(action.to_owned())),
            _ => panic!("{slug}: no such step: {step}"),
        }
    }
    case
}

fn marks(text: &str) -> Vec<Mark> {
    let lines = text.lines().zip(PRELUDE.lines().count() + 1..);
    let mut marks: Vec<Mark> = lines
        .flat_map(|(text, line)| text.split(" //~ ").skip(1).map(move |mark| one(line, mark)))
        .collect();
    marks.sort();
    marks
}

fn one(line: usize, mark: &str) -> Mark {
    let (mark, tokens) = mark.split_once(" @ ").unwrap_or((mark, ""));
    let (rule, values) = mark.split_once(' ').unwrap_or((mark, ""));
    Mark { line, rule: rule.to_owned(), values: values.to_owned(), tokens: tokens.to_owned() }
}
