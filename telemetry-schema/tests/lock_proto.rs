//! The lock as other tools see it: protox compiles it together with the
//! options, and it has the style that the linters of protobuf ask for.

mod arbitrary;

use std::{fs, path::Path};

use arbitrary::{describe, events, lock};
use proptest::prelude::*;
use telemetry_schema::{EventSchema, lock::Declared, lock::Lock};

const PROTOCOL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../protocol");

/// Compiles one file, with its comments.
fn compiled(file: &Path, include: &Path) -> protox::prost_reflect::FileDescriptor {
    let mut compiler = protox::Compiler::new([include, Path::new(PROTOCOL)]).expect("folders");
    compiler.include_source_info(true);
    compiler.open_file(file).unwrap_or_else(|error| panic!("{error:?}"));
    let name = file.strip_prefix(include).expect("within").to_str().expect("UTF-8");
    compiler.descriptor_pool().get_file_by_name(name).expect("compiled")
}

/// What a linter would say.
struct Lint {
    described: Vec<Vec<i32>>,
    problems: Vec<String>,
}

impl Lint {
    fn of(file: &protox::prost_reflect::FileDescriptor) -> Vec<String> {
        let proto = file.file_descriptor_proto();
        let comments = proto.source_code_info.iter().flat_map(|info| &info.location);
        let described = comments.filter(|it| !it.leading_comments().trim().is_empty());
        let mut lint =
            Self { described: described.map(|it| it.path.clone()).collect(), problems: Vec::new() };
        lint.must(file.package_name().ends_with(".v1"), file.package_name(), "package suffix");
        lint.must(is_package(file.package_name()), file.package_name(), "package name");
        for (at, message) in proto.message_type.iter().enumerate() {
            let path = [4, at as i32];
            lint.element(&path, message.name(), is_pascal(message.name()));
            for (at, field) in message.field.iter().enumerate() {
                lint.element(&join(&path, 2, at), field.name(), is_snake(field.name()));
                lint.must(field.label() as i32 != 2, field.name(), "no `required`");
            }
            for (at, table) in message.enum_type.iter().enumerate() {
                let prefix = format!("{}_", upper_snake(table.name()));
                let path = join(&path, 4, at);
                lint.element(&path, table.name(), is_pascal(table.name()));
                let zero = &table.value[0];
                lint.must(zero.number() == 0, zero.name(), "first value");
                lint.must(zero.name() == format!("{prefix}UNSPECIFIED"), zero.name(), "zero value");
                lint.must(
                    table.options.as_ref().is_none_or(|it| !it.allow_alias()),
                    table.name(),
                    "no alias",
                );
                for (at, value) in table.value.iter().enumerate() {
                    let good = value.name().starts_with(&prefix) && is_upper(value.name());
                    lint.element(&join(&path, 2, at), value.name(), good);
                }
            }
        }
        for (at, option) in proto.extension.iter().enumerate() {
            lint.element(&[7, at as i32], option.name(), is_snake(option.name()));
            lint.must((50_000..50_100).contains(&option.number()), option.name(), "number");
        }
        lint.problems
    }

    fn must(&mut self, good: bool, name: &str, what: &str) {
        if !good {
            self.problems.push(format!("{what}: {name}"));
        }
    }

    fn element(&mut self, path: &[i32], name: &str, good: bool) {
        self.must(good, name, "name");
        self.must(self.described.iter().any(|it| it == path), name, "comment");
    }
}

fn join(path: &[i32], kind: i32, at: usize) -> Vec<i32> {
    path.iter().copied().chain([kind, at as i32]).collect()
}

fn is_package(name: &str) -> bool {
    name.split('.').all(is_snake)
}

fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.contains("__")
        && !name.ends_with('_')
}

fn is_pascal(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_upper(name: &str) -> bool {
    name == name.to_ascii_uppercase() && is_snake(&name.to_ascii_lowercase())
}

fn upper_snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let begins = at > 0
            && letter.is_ascii_uppercase()
            && (!letters[at - 1].is_ascii_uppercase()
                || letters.get(at + 1).is_some_and(char::is_ascii_lowercase));
        if begins {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}

fn passes(feature: &str, lock: &Lock) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(format!("{feature}.proto"));
    let text = lock.features[feature].write(feature);
    fs::write(&file, &text).expect("written");
    let file = compiled(&file, folder.path());
    assert_eq!(Lint::of(&file), Vec::<String>::new(), "{text}");
}

#[test]
fn the_options_are_in_style() {
    let path = Path::new(PROTOCOL).join("telemetry/v1/options.proto");
    assert_eq!(Lint::of(&compiled(&path, Path::new(PROTOCOL))), Vec::<String>::new());
}

#[test]
fn awkward_features_compile() {
    for feature in ["telemetry", "message", "import", "option", "a-", "cody.chat", "codeSearch"] {
        passes(
            feature,
            &lock(&[EventSchema {
                description: "It happened.".into(),
                ..EventSchema::new(feature, "telemetry", telemetry_schema::Purpose::Security)
            }]),
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_lock_compiles_and_is_in_style(mut first in events("search"), mut second in events("search")) {
        first.iter_mut().for_each(describe);
        let lock = lock(&first);
        for (new, old) in second.iter_mut().zip(&first) {
            (new.action, new.version) = (old.action.clone(), old.version + 1);
        }
        second.truncate(first.len());
        second.iter_mut().for_each(describe);
        let declared: Vec<Declared<'_>> = second.iter().map(Declared::from).collect();
        passes("search", &Lock::merge_accept(&lock, &declared));
    }
}
