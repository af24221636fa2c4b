//! A workspace with a lock, and the command in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use telemetry_schema::{
    Date, DefinitionHash, EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose,
    TextReview, Unit,
    audit::{Allowed, Limits},
    lock::{Declared, Lock, lock_path},
};
use tempfile::TempDir;

/// What the command said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn run(command: &mut Command) -> Said {
    let output = command.output().expect("it runs");
    Said {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

pub(crate) fn docs() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-telemetry"));
    command.arg("docs");
    command
}

/// A workspace with this lock.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn of(lock: &Lock) -> Self {
        let place = Self(tempfile::tempdir().expect("a directory"));
        fs::write(place.path("Cargo.toml"), "[workspace]\n").expect("writable");
        place.accept(lock);
        place
    }

    /// A workspace with the reference of these events.
    pub(crate) fn documented(events: &[EventSchema]) -> Self {
        let place = Self::of(&lock(events));
        place.write_docs();
        place
    }

    pub(crate) fn accept(&self, lock: &Lock) {
        for (name, feature) in &lock.features {
            let path = self.path(&lock_path(name));
            fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            fs::write(path, feature.write(name)).expect("writable");
        }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        run(docs().current_dir(self.0.path()).args(arguments))
    }

    pub(crate) fn write_docs(&self) {
        let said = self.run(&[]);
        assert_eq!((said.status, &*said.stderr), (0, ""), "{said:?}");
    }

    pub(crate) fn page(&self, name: &str) -> String {
        let path = self.path("protocol/reference").join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Every page by its name.
    pub(crate) fn pages(&self) -> std::collections::BTreeMap<String, String> {
        let entries = fs::read_dir(self.path("protocol/reference")).expect("the reference");
        let page = |path: &Path| {
            let name = path.file_name().and_then(|name| name.to_str()).expect("text");
            (name.to_owned(), fs::read_to_string(path).expect("readable"))
        };
        entries.map(|entry| page(&entry.expect("readable").path())).collect()
    }
}

pub(crate) fn lock(events: &[EventSchema]) -> Lock {
    accepted(&Lock::default(), events)
}

/// The lock once these events are accepted, too.
pub(crate) fn accepted(lock: &Lock, events: &[EventSchema]) -> Lock {
    let declared: Vec<Declared<'_>> = events.iter().map(Declared::from).collect();
    Lock::merge_accept(lock, &declared)
}

pub(crate) fn event(feature: &str, action: &str, fields: Vec<FieldSchema>) -> EventSchema {
    EventSchema {
        version: 1,
        description: format!("It was {action}."),
        owner: "search-team".to_owned(),
        fields,
        ..EventSchema::new(feature, action, Purpose::Reliability)
    }
}

pub(crate) fn number(key: &str, kind: Kind) -> FieldSchema {
    FieldSchema {
        description: format!("What {key} is."),
        ..FieldSchema::new(key, Privacy::Metadata, kind)
    }
}

pub(crate) fn in_unit(key: &str, kind: Kind, unit: &str) -> FieldSchema {
    FieldSchema { unit: Unit::from_symbol(unit), ..number(key, kind) }
}

pub(crate) fn private(key: &str) -> FieldSchema {
    FieldSchema {
        description: format!("What {key} is."),
        ..FieldSchema::new(key, Privacy::Private, Kind::Text)
    }
}

/// A text that leaves if it is one of these values.
pub(crate) fn audited(key: &str, values: &[&str], reason: &str) -> FieldSchema {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    let review = TextReview {
        limits: Limits::new(16, Allowed::Values(values)).expect("valid"),
        with_user: false,
        definition: DefinitionHash([7; 32]),
        reason: reason.to_owned(),
        reviewer: "privacy".to_owned(),
        link: "here".to_owned(),
        date: Date::new(2026, 1, 1).expect("a day"),
        expires: Date::new(2027, 1, 1).expect("a day"),
    };
    let field = FieldSchema::new(key, Privacy::Audited, Kind::Text);
    FieldSchema { description: "A reviewed text.".to_owned(), review: Some(review), ..field }
}

/// Gives the event's last field these codes.
pub(crate) fn with_codes(mut event: EventSchema, name: &str, codes: &[(i32, &str)]) -> EventSchema {
    let codes = codes.iter().map(|(code, name)| EnumCode {
        code: *code,
        name: (*name).to_owned(),
        description: format!("It is {name}."),
    });
    event.enums.push(EnumSchema {
        field: event.fields.len() as u32 - 1,
        name: name.to_owned(),
        description: format!("Which {name}."),
        codes: codes.collect(),
    });
    event
}
