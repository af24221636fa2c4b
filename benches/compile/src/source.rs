//! The source of the generated packages: the same structs with the same doc
//! comments, once for each peer. Depends on `names` alone; writes no file.

use std::fmt::Write as _;

use crate::names::{capitalised, letters};

/// What is derived for the structs, or done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Ours, in a workspace with such a lock.
    Ours(Lock),
    /// Nothing is derived: what the structs alone cost.
    Floor,
    Std,
    ThisError,
    Serde,
    Tracing,
    Prost,
    Metrique,
}

/// What the workspace of our declarations has accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lock {
    /// Nothing: there is no lock, and nothing to compare with.
    Absent,
    /// Exactly the events that are declared.
    Own,
    /// These and others of the same feature, [`LOCKED_EVENTS`] together.
    Large,
}

/// How many events a large lock has.
pub(crate) const LOCKED_EVENTS: usize = 10_000;

/// What the fields are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Five fields whose types are literally `f64`.
    Literal,
    /// Five fields whose kinds only the compiler finds out.
    Resolved,
}

/// The feature of all our events.
pub(crate) const FEATURE: &str = "search";

/// The action of the event with this index.
pub(crate) fn action(index: usize) -> String {
    format!("step-{}", letters(index))
}

struct Field {
    doc: &'static str,
    /// What stands before the field in our declaration.
    ours: &'static str,
    name: &'static str,
    ty: &'static str,
}

const fn field(
    doc: &'static str,
    ours: &'static str,
    name: &'static str,
    ty: &'static str,
) -> Field {
    Field { doc, ours, name, ty }
}

const LITERAL: [Field; 5] = [
    field("How well the first result matched.", "", "first_score", "f64"),
    field("How well the second result matched.", "", "second_score", "f64"),
    field("How well the third result matched.", "", "third_score", "f64"),
    field("How well the fourth result matched.", "", "fourth_score", "f64"),
    field("How well the fifth result matched.", "", "fifth_score", "f64"),
];

const RESOLVED: [Field; 5] = [
    field("Time until the first result.", "#[telemetry(unit = \"ms\")] ", "latency", "Duration"),
    field("Which engine answered.", "", "engine", "Engine"),
    field("Repositories searched; absent for all.", "", "repo_count", "Option<u32>"),
    field("How many results were shown.", "", "result_count", "Count"),
    field("The query; never leaves the instance.", "#[telemetry(private)] ", "query", "String"),
];

impl Shape {
    /// As part of a package's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Literal => "literal",
            Self::Resolved => "resolved",
        }
    }

    const fn fields(self) -> &'static [Field; 5] {
        match self {
            Self::Literal => &LITERAL,
            Self::Resolved => &RESOLVED,
        }
    }

    /// The names of the fields.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'static str> {
        self.fields().iter().map(|field| field.name)
    }

    pub(crate) const fn description(self) -> &'static str {
        match self {
            Self::Literal => "five `f64` fields",
            Self::Resolved => {
                "a `Duration`, an enum, an `Option<u32>`, an alias and a `String` (ours: private)"
            }
        }
    }
}

impl Subject {
    /// Ours as it is used: with everything accepted that is declared.
    pub(crate) const OURS: Self = Self::Ours(Lock::Own);

    /// As part of a package's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ours(Lock::Own) => "ours",
            Self::Ours(Lock::Absent) => "ours-unlocked",
            Self::Ours(Lock::Large) => "ours-large-lock",
            Self::Floor => "floor",
            Self::Std => "std",
            Self::ThisError => "thiserror",
            Self::Serde => "serde",
            Self::Tracing => "tracing",
            Self::Prost => "prost",
            Self::Metrique => "metrique",
        }
    }

    pub(crate) const fn description(self) -> &'static str {
        match self {
            Self::Ours(Lock::Own) => "ours: #[telemetry_event]",
            Self::Ours(Lock::Absent) => "ours without a lock",
            Self::Ours(Lock::Large) => "ours with a lock of 10,000 events",
            Self::Floor => "floor: no derive",
            Self::Std => "Debug, Clone, PartialEq, Default",
            Self::ThisError => "Debug, thiserror::Error",
            Self::Serde => "serde::Serialize",
            Self::Tracing => "one tracing::info! each",
            Self::Prost => "Clone, PartialEq, prost::Message",
            Self::Metrique => "metrique #[metrics]",
        }
    }

    /// What stands under `[dependencies]`. The copied lock file says which
    /// version of a peer it is; nothing in this workspace uses metrique, so
    /// that its version stands here.
    pub(crate) fn dependency(self, core: &str) -> String {
        match self {
            Self::Ours(_) => format!("telemetry-core = {{ path = {core:?} }}"),
            Self::Floor | Self::Std => String::new(),
            Self::ThisError => "thiserror = \"2\"".to_owned(),
            Self::Serde => "serde = { version = \"1\", features = [\"derive\"] }".to_owned(),
            Self::Tracing => "tracing = \"0.1\"".to_owned(),
            Self::Prost => "prost = \"0.14\"".to_owned(),
            Self::Metrique => {
                "metrique = { version = \"=0.1.33\", default-features = false }".to_owned()
            }
        }
    }

    /// The crate whose version the table shows.
    pub(crate) const fn peer_crate(self) -> Option<&'static str> {
        match self {
            Self::Ours(_) | Self::Floor | Self::Std => None,
            _ => Some(self.name()),
        }
    }

    /// What stands before the struct.
    fn attributes(self, index: usize) -> String {
        let (letters, action) = (letters(index), action(index));
        match self {
            Self::Ours(_) => format!(
                "#[telemetry_core::telemetry_event(feature = {FEATURE:?}, \
                 action = \"{action}\", owner = \"search-team\", \
                 purpose = \"product-improvement\")]\n"
            ),
            Self::Floor | Self::Tracing => String::new(),
            Self::Std => "#[derive(Debug, Clone, PartialEq, Default)]\n".to_owned(),
            Self::ThisError => format!(
                "#[derive(Debug, thiserror::Error)]\n\
                 #[error(\"step {letters} failed at {{first_score}}\")]\n"
            ),
            Self::Serde => "#[derive(serde::Serialize)]\n".to_owned(),
            Self::Prost => "#[derive(Clone, PartialEq, prost::Message)]\n".to_owned(),
            Self::Metrique => "#[metrique::unit_of_work::metrics]\n".to_owned(),
        }
    }

    fn field_attribute(self, field: &Field, at: usize) -> String {
        match self {
            Self::Ours(_) => field.ours.to_owned(),
            Self::Prost => format!("#[prost(double, tag = \"{}\")] ", at + 1),
            _ => String::new(),
        }
    }

    fn enum_attributes(self) -> &'static str {
        match self {
            Self::Ours(_) => "#[derive(telemetry_core::MetadataValue)]\n",
            Self::Std => "#[derive(Debug, Clone, PartialEq, Default)]\n",
            Self::Serde => "#[derive(serde::Serialize)]\n",
            _ => "",
        }
    }
}

/// A library with so many structs.
pub(crate) fn library(subject: Subject, shape: Shape, structs: usize) -> String {
    let mut out = String::from("//! Generated; see benches/README.md.\n");
    if shape == Shape::Resolved {
        out += &shared_types(subject);
    }
    for index in 0..structs {
        out += &declaration(subject, shape, index);
    }
    out
}

/// The types that the fields of the resolved shape name.
fn shared_types(subject: Subject) -> String {
    let attributes = subject.enum_attributes();
    let default = if subject == Subject::Std { "#[default] " } else { "" };
    format!(
        "use std::time::Duration;\n\
         /// A number of things.\npub type Count = u32;\n\
         /// Which engine answered.\n{attributes}pub enum Engine {{\n\
         /// Trigram index.\n{default}Indexed = 1,\n\
         /// Scan of the working tree.\nUnindexed = 2,\n}}\n"
    )
}

/// The struct with this index, and what is done with it.
pub(crate) fn declaration(subject: Subject, shape: Shape, index: usize) -> String {
    let (letters, name) = (letters(index), capitalised(index));
    let attributes = subject.attributes(index);
    let mut out = format!("/// Step {letters} of a search was taken.\n{attributes}");
    let _ = writeln!(out, "pub struct Step{name} {{");
    for (at, field) in shape.fields().iter().enumerate() {
        let attribute = subject.field_attribute(field, at);
        let Field { doc, name, ty, .. } = field;
        let _ = writeln!(out, "/// {doc}\n{attribute}pub {name}: {ty},");
    }
    out += "}\n";
    if subject == Subject::Tracing {
        out += &call_site(shape, index);
    }
    out
}

fn call_site(shape: Shape, index: usize) -> String {
    let (letters, name) = (letters(index), capitalised(index));
    let fields: String = shape.keys().map(|key| format!("{key} = it.{key}, ")).collect();
    format!(
        "/// Records it.\npub fn record_{letters}(it: &Step{name}) {{\n\
         tracing::info!({fields}\"step {letters} of a search was taken\");\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{Shape, Subject, declaration};

    #[test]
    fn the_same_descriptions_stand_on_all_sides() {
        let docs = |subject| {
            let source = declaration(subject, Shape::Literal, 7);
            let docs = source.lines().take_while(|line| *line != "}");
            docs.filter(|line| line.starts_with("///")).map(str::to_owned).collect::<Vec<_>>()
        };
        let expected = docs(Subject::OURS);
        assert_eq!(expected.len(), 6);
        for subject in [Subject::Floor, Subject::Serde, Subject::Tracing, Subject::Metrique] {
            assert_eq!(docs(subject), expected);
        }
    }
}
