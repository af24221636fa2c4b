//! Workspaces of one test each, cargo in them, and the command as people run it
//! there. They share the folder in which the fixtures are built, so that the
//! dependencies are built once.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::programs::{Said, command, said};

/// A directory of one test, with a Cargo.lock of versions that are known to be
/// on this machine.
pub(crate) struct Site {
    name: &'static str,
    root: PathBuf,
}

/// An event of a struct of its own, with one field of this type.
pub(crate) fn event(feature: &str, action: &str, version: u32, field: &str) -> String {
    format!(
        "/// It was {action}.\n\
         #[telemetry_core::telemetry_event(feature = \"{feature}\", action = \"{action}\", \
         version = {version}, owner = \"team\", purpose = \"reliability\")]\n\
         pub struct {} {{\n{field}\n}}\n",
        pascal(&format!("{feature}.{action}")),
    )
}

fn pascal(name: &str) -> String {
    name.split('.').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// How many there were.
pub(crate) const COUNT: &str = "    /// How many there were.\n    pub result_count: u32,";

impl Site {
    /// An empty directory. Packages are called after it, because all of them
    /// share the folder of what is built.
    pub(crate) fn new(name: &'static str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sites").join(name);
        if root.exists() {
            fs::remove_dir_all(&root).expect("a directory of an earlier run");
        }
        fs::create_dir_all(&root).expect("writable");
        Self { name, root }
    }

    /// A package that is its own workspace.
    pub(crate) fn of_one(name: &'static str, source: &str) -> Self {
        let site = Self::new(name);
        site.package("", "[workspace]", source);
        site
    }

    /// A workspace of these members, and nothing else.
    pub(crate) fn of_members(name: &'static str, members: &[&str]) -> Self {
        let site = Self::new(name);
        site.write(
            "Cargo.toml",
            &format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"),
        );
        site
    }

    /// The name of the package in this directory.
    pub(crate) fn package_name(&self, directory: &str) -> String {
        [self.name, directory].join("_").replace('/', "_").trim_end_matches('_').to_owned()
    }

    /// A library in this directory, and a program that has it if there is a
    /// `src/main.rs`; `more` goes behind the dependencies.
    pub(crate) fn package(&self, directory: &str, more: &str, source: &str) {
        let name = self.package_name(directory);
        let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../telemetry-core");
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ntelemetry-core = {{ path = {core:?} }}\n{more}\n"
        );
        self.write(&format!("{directory}/Cargo.toml"), &manifest);
        self.write(&format!("{directory}/src/lib.rs"), &format!("//! A test.\n\n{source}"));
        if more.contains("[workspace]") {
            self.copy_versions(directory);
        }
    }

    fn copy_versions(&self, directory: &str) {
        let versions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(versions, self.path(directory).join("Cargo.lock")).expect("a lockfile");
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file below the root")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("it is there")
    }

    /// Replaces a piece of a file that has to be there.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{old} is not in {text}");
        self.write(path, &text.replace(old, new));
    }

    /// The command in a directory of the site; what it builds it builds
    /// without a network.
    pub(crate) fn telemetry(&self, directory: &str, arguments: &[&str]) -> Said {
        let mut command = command();
        let builds = !arguments.iter().any(|argument| argument.starts_with("--against"));
        command.args(arguments).args(builds.then_some("--offline"));
        said(self.prepared(directory, &mut command))
    }

    /// Writes the reference.
    pub(crate) fn docs(&self) {
        said(self.prepared("", command().arg("docs"))).expect(0, &[]);
    }

    /// Cargo in a directory of the site.
    pub(crate) fn cargo(&self, directory: &str, arguments: &[&str]) -> Said {
        let mut cargo = Command::new(env!("CARGO"));
        said(self.prepared(directory, cargo.args(arguments).arg("--offline")))
    }

    /// Where and in which environment everything runs.
    pub(crate) fn prepared<'a>(
        &self,
        directory: &str,
        command: &'a mut Command,
    ) -> &'a mut Command {
        if self.path("Cargo.toml").exists() && !self.path("Cargo.lock").exists() {
            self.copy_versions("");
        }
        command
            .current_dir(self.path(directory))
            .env("CARGO_TARGET_DIR", Self::target())
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env_remove("RUSTFLAGS")
            .env_remove("RUSTC_WORKSPACE_WRAPPER")
    }

    /// Where everything is built.
    pub(crate) fn target() -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("cargo-telemetry/target")
    }
}

impl Said {
    /// Rule and level of each finding or change, with its event.
    pub(crate) fn found(&self) -> Vec<String> {
        let document = self.json();
        let list = ["findings", "changes"].into_iter().find_map(|name| document[name].as_array());
        let part = |it: &serde_json::Value, name: &str| it[name].as_str().unwrap_or("-").to_owned();
        let list = list.expect("a list").iter();
        list.map(|it| ["rule", "level", "event"].map(|name| part(it, name)).join(" ")).collect()
    }

    /// Checks how it ended, and what standard output and error have of this.
    pub(crate) fn expect(&self, status: i32, said: &[&str]) -> &Self {
        assert_eq!(self.status, status, "{self:?}");
        for said in said {
            assert!(self.stdout.contains(said) || self.stderr.contains(said), "{said}: {self:?}");
        }
        self
    }
}
