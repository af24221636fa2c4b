//! The workspace of the fixtures, cargo in it, and the command over what cargo
//! made.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use telemetry_schema::{
    EventSchema, FieldSchema, Kind, Privacy, Purpose, Stability,
    lock::{Declared, Lock, lock_path},
};

/// Name, kind and dependencies of each file below `fixtures/`.
const FIXTURES: [(&str, &str, &[&str]); 6] = [
    ("events", "lib", &[]),
    ("app", "bin", &["events"]),
    ("writer", "bin", &["events"]),
    ("shared", "cdylib", &["events"]),
    ("again", "lib", &[]),
    ("eventless", "bin", &[]),
];

/// The reviews of the fixtures.
pub(crate) const REVIEWS: &str = include_str!("../fixtures/reviews.toml");

/// How a program is built.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Profile {
    Debug,
    Release,
    FatLto,
    Stripped,
}

impl Profile {
    pub(crate) const ALL: [Self; 4] = [Self::Debug, Self::Release, Self::FatLto, Self::Stripped];

    fn folder(self) -> &'static str {
        if matches!(self, Self::Debug) { "debug" } else { "release" }
    }

    /// By the environment: profiles of their own would each build the macros.
    fn settings(self) -> [(&'static str, &'static str); 2] {
        let lto = if matches!(self, Self::FatLto) { "fat" } else { "off" };
        let strip = if matches!(self, Self::Stripped) { "symbols" } else { "none" };
        [("CARGO_PROFILE_RELEASE_LTO", lto), ("CARGO_PROFILE_RELEASE_STRIP", strip)]
    }
}

/// The fixtures as a workspace. One test at a time: programs of different
/// profiles have the same place.
pub(crate) struct Workspace {
    root: PathBuf,
    _alone: MutexGuard<'static, ()>,
}

pub(crate) fn workspace() -> Workspace {
    static ALONE: Mutex<()> = Mutex::new(());
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cargo-telemetry");
    let workspace = Workspace { root, _alone: alone };
    static WRITTEN: OnceLock<()> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        write_workspace(&workspace.root);
        workspace.accept();
    });
    workspace
}

fn write_workspace(root: &Path) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let members = FIXTURES.map(|(name, ..)| name);
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    write(&root.join("Cargo.toml"), &manifest);
    write(&root.join("protocol/reviews.toml"), REVIEWS);
    for (name, kind, dependencies) in FIXTURES {
        let source = package.join("tests/fixtures").join(name).with_extension("rs");
        let target = match kind {
            "bin" => format!("[[bin]]\nname = {name:?}\npath = {source:?}"),
            kind => format!("[lib]\npath = {source:?}\ncrate-type = [{kind:?}]\ndoctest = false"),
        };
        let core = package.join("../telemetry-core");
        let others = dependencies.iter().map(|name| format!("{name} = {{ path = \"../{name}\" }}"));
        let others: Vec<_> = others.collect();
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{target}\n\n\
             [dependencies]\ntelemetry-core = {{ path = {core:?} }}\n{}\n",
            others.join("\n")
        );
        write(&root.join(name).join("Cargo.toml"), &manifest);
    }
    // The versions that are known to be on this machine.
    if !root.join("Cargo.lock").exists() {
        fs::copy(package.join("../Cargo.lock"), root.join("Cargo.lock")).expect("a lockfile");
    }
}

/// Writes a file, if it is not there already: cargo builds anew what is newer.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file below the root")).expect("writable");
    fs::write(path, text).expect("writable");
}

/// What one event of the fixtures continues.
fn broken() -> EventSchema {
    EventSchema {
        stability: Stability::Experimental,
        fields: vec![FieldSchema::new("token", Privacy::Metadata, Kind::U64)],
        ..EventSchema::new("search", "broken", Purpose::ProductImprovement)
    }
}

impl Workspace {
    /// Accepts the events of the program and of the shared library, unless an
    /// earlier run has done so: cargo builds anew what is newer.
    fn accept(&self) {
        if self.accepted().status == 0 {
            return;
        }
        let path = self.root.join(lock_path("search"));
        let _ = fs::remove_dir_all(path.parent().expect("a folder"));
        let lock = Lock::merge_accept(&Lock::default(), &[Declared::from(&broken())]);
        write(&path, &lock.features["search"].write("search"));
        let said = self.accepted();
        assert_eq!(said.status, 0, "{said:?}");
    }

    fn accepted(&self) -> Said {
        self.telemetry(&["accept", "--offline", "-p", "app", "-p", "shared"])
    }

    /// The command as it builds by itself.
    pub(crate) fn telemetry(&self, arguments: &[&str]) -> Said {
        let mut command = command();
        command.current_dir(&self.root).args(arguments);
        said(
            command
                .env("CARGO_TARGET_DIR", self.root.join("target"))
                .env("CARGO_PROFILE_DEV_DEBUG", "false"),
        )
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Builds a fixture; where `file` of it is then.
    pub(crate) fn build(&self, name: &str, profile: Profile, file: &str) -> PathBuf {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(&self.root).args(["rustc", "--offline", "-p", name]);
        if profile.folder() == "release" {
            command.arg("--release");
        }
        let output = command
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .envs(profile.settings())
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.root.join("target").join(profile.folder()).join(file)
    }
}

/// What the command said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Said {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).expect("one JSON document")
    }
}

/// The command itself, without cargo.
pub(crate) fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_cargo-telemetry"))
}

/// Runs the command and keeps what it says.
pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().expect("it runs");
    Said {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}
