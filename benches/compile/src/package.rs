//! Writes generated packages below `target/bench-compile/`, each a workspace of
//! its own that begins with a copy of our lock file, so that all sides build
//! the versions that are locked here. Depends on the sources and on files; runs
//! nothing.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use telemetry_schema::lock::lock_path;

use crate::{
    error::Error,
    program,
    source::{self, Lock, Shape, Subject},
};

/// Where things are: this workspace, and what is generated.
pub(crate) struct Rooms {
    /// The root of the workspace.
    workspace: PathBuf,
}

impl Rooms {
    pub(crate) fn new() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = package.ancestors().nth(2).unwrap_or(package);
        Self { workspace: workspace.to_owned() }
    }

    /// The manifest of this workspace.
    pub(crate) fn manifest(&self) -> PathBuf {
        self.workspace.join("Cargo.toml")
    }

    /// Where this workspace itself is built.
    pub(crate) fn own_target(&self) -> PathBuf {
        self.workspace.join("target")
    }

    fn core(&self) -> String {
        self.workspace.join("telemetry-core").display().to_string()
    }

    /// What is generated and built.
    pub(crate) fn generated(&self) -> PathBuf {
        self.workspace.join("target/bench-compile")
    }

    /// The target directory that the measured packages share, so that a
    /// dependency is built once.
    pub(crate) fn target(&self) -> PathBuf {
        self.generated().join("target")
    }

    /// A library of so many structs.
    pub(crate) fn library(
        &self,
        subject: Subject,
        shape: Shape,
        structs: usize,
    ) -> Result<Package, Error> {
        let name = format!("{}-{}-{structs}", subject.name(), shape.name());
        let source = source::library(subject, shape, structs);
        self.write(name, subject, "lib.rs", &source)
    }

    /// A program with a single declaration.
    pub(crate) fn single_program(&self, subject: Subject) -> Result<Package, Error> {
        let name = format!("{}-single", subject.name());
        self.write(name, subject, "main.rs", &program::single(subject))
    }

    /// A program that records so many of our events.
    pub(crate) fn recording_program(&self, events: usize) -> Result<Package, Error> {
        let name = format!("recording-{events}");
        self.write(name, Subject::Ours(Lock::Absent), "main.rs", &program::recording(events))
    }

    fn write(
        &self,
        name: String,
        subject: Subject,
        file: &str,
        source: &str,
    ) -> Result<Package, Error> {
        let directory = self.generated().join("packages").join(&name);
        let sources = directory.join("src");
        fs::create_dir_all(&sources).map_err(Error::files(&sources))?;
        let package = Package { name, directory };
        package.forget_accepted()?;
        write_file(
            &package.manifest(),
            &manifest(&package.name, &subject.dependency(&self.core())),
        )?;
        write_file(&sources.join(file), source)?;
        let lock = self.workspace.join("Cargo.lock");
        fs::copy(&lock, package.lock()).map_err(Error::files(&lock))?;
        Ok(package)
    }
}

/// A generated package.
pub(crate) struct Package {
    pub(crate) name: String,
    directory: PathBuf,
}

impl Package {
    pub(crate) fn manifest(&self) -> PathBuf {
        self.directory.join("Cargo.toml")
    }

    fn lock(&self) -> PathBuf {
        self.directory.join("Cargo.lock")
    }

    /// Where it is, which is the root of its workspace.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// The file of the lock of this feature.
    pub(crate) fn accepted(&self, feature: &str) -> PathBuf {
        self.directory.join(lock_path(feature))
    }

    /// Removes what an earlier run accepted.
    fn forget_accepted(&self) -> Result<(), Error> {
        remove(&self.directory.join("protocol"))
    }

    /// The library as `cargo build` leaves it in this target directory.
    pub(crate) fn built_library(&self, target: &Path) -> PathBuf {
        target.join("debug").join(format!("lib{}.rlib", self.name.replace('-', "_")))
    }

    /// The version of a dependency that is locked.
    pub(crate) fn locked_version(&self, dependency: &str) -> Result<Option<String>, Error> {
        let lock = fs::read_to_string(self.lock()).map_err(Error::files(self.lock()))?;
        let head = format!("name = \"{dependency}\"");
        let mut lines = lock.lines().skip_while(|line| *line != head).skip(1);
        let version = lines.next().and_then(|line| line.strip_prefix("version = "));
        Ok(version.map(|version| version.trim_matches('"').to_owned()))
    }
}

/// The profiles are cargo's own, except that released programs are stripped.
fn manifest(name: &str, dependency: &str) -> String {
    format!(
        "[workspace]\n\n[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         publish = false\n\n[dependencies]\n{dependency}\n\n[profile.release]\nstrip = true\n"
    )
}

/// Removes a directory with everything in it, if there is one.
pub(crate) fn remove(directory: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::files(directory)(error))
        }
        _ => Ok(()),
    }
}

pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(Error::files(path))
}
