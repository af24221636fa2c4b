//! Packages of a module for each case, and cargo in them. All share one target
//! folder below that of this workspace, that of the tests of reviews, so that
//! the dependencies are built once.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    case::Source,
    diagnostics::{self, Output},
};

/// A package that is its own workspace.
pub(crate) struct Place {
    pub(crate) root: PathBuf,
}

impl Place {
    /// A package with nothing in it; also called after it, because all places
    /// share their target folder.
    pub(crate) fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lock").join(name);
        if root.exists() {
            fs::remove_dir_all(&root).expect("a directory of an earlier run");
        }
        let place = Self { root };
        let core = workspace().join("telemetry-core");
        place.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"lock_{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\ntelemetry-core = {{ path = {core:?} }}\n\n[workspace]\n"
            ),
        );
        // The versions that are known to be on this machine.
        fs::copy(workspace().join("Cargo.lock"), place.root.join("Cargo.lock")).expect("a lock");
        place
    }

    /// A package with these modules, by their slugs.
    pub(crate) fn of<'a>(
        name: &str,
        modules: impl IntoIterator<Item = (&'a str, &'a Source)>,
    ) -> Self {
        let place = Self::new(name);
        let mut root = "#![allow(dead_code, unused_imports)]\n".to_owned();
        for (slug, source) in modules {
            let module = slug.replace('-', "_");
            root.push_str(&format!("mod {module};\n"));
            place.write(&format!("src/{module}.rs"), &source.text);
        }
        place.write("src/lib.rs", &root);
        place
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a file below the root")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("written before")
    }

    /// What an author sees.
    pub(crate) fn check(&self) -> Output {
        self.cargo("check", &[])
    }

    /// A build that asks for nothing to be accepted, as `cargo telemetry` makes
    /// it: under a wrapper of the workspace's packages, here one that does
    /// nothing.
    pub(crate) fn build_unaccepted(&self) -> Output {
        let relaxed = [("RUSTC_WORKSPACE_WRAPPER", "env"), ("CARGO_TELEMETRY_RELAX", "1")];
        self.cargo("build", &relaxed)
    }

    fn cargo(&self, subcommand: &str, variables: &[(&str, &str)]) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reviews/target");
        let output = Command::new(env!("CARGO"))
            .current_dir(&self.root)
            .args([subcommand, "--offline", "--message-format", "json"])
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env_remove("RUSTFLAGS")
            .envs(variables.iter().copied())
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        diagnostics::read(&String::from_utf8_lossy(&output.stdout), said)
    }
}

/// The review of a text: what is written for it, and what is not.
pub(crate) fn review(entry: &str, terms: &[String]) -> String {
    let usual = [
        "reason = \"a closed list\"",
        "max_bytes = 8",
        "values = [\"go\", \"rust\"]",
        "with_user = true",
        "reviewer = \"ada@example.com\"",
        "link = \"docs/reviews/1.md\"",
        "date = \"2026-01-01\"",
        "expires = \"2027-06-01\"",
    ];
    let name = |term: &str| term.split(' ').next().map(str::to_owned);
    let said = |it: &str| {
        let pattern = it.starts_with("values") && terms.iter().any(|it| it.starts_with("pattern"));
        pattern || terms.iter().any(|term| name(term) == name(it))
    };
    let usual = usual.into_iter().filter(|it| !said(it)).map(str::to_owned);
    let lines: Vec<String> = usual.chain(terms.iter().cloned()).collect();
    format!("{entry}{}\n\n", lines.join("\n"))
}

/// The workspace of this package.
fn workspace() -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    path.canonicalize().expect("the workspace of this package")
}
