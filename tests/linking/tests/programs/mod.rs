//! The workspace of the fixtures, and cargo in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A file below `fixtures/`, and what it becomes.
struct Fixture {
    name: &'static str,
    kind: &'static str,
    dependencies: &'static [&'static str],
    dev_dependencies: &'static [&'static str],
}

const fn fixture(
    kind: &'static str,
    name: &'static str,
    dependencies: &'static [&'static str],
) -> Fixture {
    Fixture { name, kind, dependencies, dev_dependencies: &[] }
}

const FIXTURES: [Fixture; 11] = [
    fixture("lib", "first", &[]),
    fixture("lib", "same", &[]),
    fixture("lib", "alike", &[]),
    fixture("bin", "two_modules", &[]),
    fixture("bin", "with_same", &["first", "same"]),
    fixture("bin", "with_alike", &["first", "alike"]),
    fixture("lib", "modules", &[]),
    fixture("bin", "lister", &["modules"]),
    fixture("bin", "eventless", &[]),
    fixture("cdylib", "shared", &["modules"]),
    fixture("lib", "helper", &["tested"]),
];

const TESTED: Fixture =
    Fixture { name: "tested", kind: "lib", dependencies: &[], dev_dependencies: &["helper"] };

impl Fixture {
    fn manifest(&self, root: &Path) -> String {
        let Self { name, kind, .. } = self;
        let source = root.join("tests/linking/fixtures").join(name).with_extension("rs");
        let target = match *kind {
            "bin" => format!("[[bin]]\nname = {name:?}\npath = {source:?}"),
            kind => format!("[lib]\npath = {source:?}\ncrate-type = [{kind:?}]\ndoctest = false"),
        };
        let table = |names: &[&str]| -> String {
            names.iter().map(|name| format!("{name} = {{ path = \"../{name}\" }}\n")).collect()
        };
        let (dependencies, dev) = (table(self.dependencies), table(self.dev_dependencies));
        let core = root.join("telemetry-core");
        format!(
            "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{target}\n\n\
             [dependencies]\ntelemetry-core = {{ path = {core:?} }}\n{dependencies}\n\
             [dev-dependencies]\n{dev}"
        )
    }
}

/// How a program is built.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Profile {
    Debug,
    Release,
    ThinLto,
    FatLto,
    Stripped,
}

impl Profile {
    pub(crate) const ALL: [Self; 5] =
        [Self::Debug, Self::Release, Self::ThinLto, Self::FatLto, Self::Stripped];

    fn folder(self) -> &'static str {
        if matches!(self, Self::Debug) { "debug" } else { "release" }
    }

    /// By the environment: profiles of their own would each build the macros.
    fn settings(self) -> [(&'static str, &'static str); 2] {
        let (lto, strip) = match self {
            Self::Debug | Self::Release => ("off", "none"),
            Self::ThinLto => ("thin", "none"),
            Self::FatLto => ("fat", "none"),
            Self::Stripped => ("off", "symbols"),
        };
        [("CARGO_PROFILE_RELEASE_LTO", lto), ("CARGO_PROFILE_RELEASE_STRIP", strip)]
    }
}

/// What cargo said.
pub(crate) struct Output {
    pub(crate) success: bool,
    pub(crate) text: String,
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
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let source = source.canonicalize().expect("the workspace of this package");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("linking");
    let members: Vec<_> = FIXTURES.iter().chain([&TESTED]).map(|fixture| fixture.name).collect();
    write(
        &root.join("Cargo.toml"),
        &format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"),
    );
    for fixture in FIXTURES.iter().chain([&TESTED]) {
        write(&root.join(fixture.name).join("Cargo.toml"), &fixture.manifest(&source));
    }
    // The versions that are known to be on this machine.
    if !root.join("Cargo.lock").exists() {
        fs::copy(source.join("Cargo.lock"), root.join("Cargo.lock")).expect("a lockfile");
    }
    Workspace { root, _alone: alone }
}

/// Writes a file, if it is not there already: cargo builds anew what is newer.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file below the root")).expect("writable");
    fs::write(path, text).expect("writable");
}

impl Workspace {
    pub(crate) fn build(&self, program: &str, profile: Profile) -> Output {
        self.cargo(&["build", "-p", program], profile)
    }

    pub(crate) fn cargo(&self, arguments: &[&str], profile: Profile) -> Output {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(&self.root).args(arguments).arg("--offline");
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
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        Output { success: output.status.success(), text }
    }

    /// What a program that was built prints.
    pub(crate) fn run(&self, profile: Profile, program: &str) -> String {
        let output = Command::new(self.artifact(profile, program)).output().expect("it was built");
        assert!(output.status.success(), "{program}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    pub(crate) fn artifact(&self, profile: Profile, name: &str) -> PathBuf {
        self.root.join("target").join(profile.folder()).join(name)
    }
}
