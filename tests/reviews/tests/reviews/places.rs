//! Directories with packages and reviews, and cargo in them. They share one
//! target folder below that of this workspace, so that the dependencies are
//! built once.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The only fixture's declaration: one event with one audited text.
pub(crate) const SHOWN: &str = r#"
/// The results of a search were shown.
#[telemetry_core::telemetry_event(
    feature = "search",
    action = "resultsShown",
    owner = "search-team",
    purpose = "product-improvement"
)]
pub struct ResultsShown {
    /// The language filter, from the editor's list.
    #[telemetry(audited)]
    pub language: Option<String>,
}
"#;

/// The values of [`SHOWN`]'s review.
pub(crate) const LANGUAGES: &str = "values = [\"go\", \"rust\"]";

/// What cargo said.
pub(crate) struct Output {
    pub(crate) success: bool,
    /// Without the indentation by which the compiler sets off what follows
    /// the first line of a message.
    pub(crate) text: String,
}

impl Output {
    pub(crate) fn expect_success(&self) {
        assert!(self.success, "{}", self.text);
    }

    /// Checks that the build failed and said all of this.
    pub(crate) fn expect_failure(&self, said: &[&str]) {
        assert!(!self.success, "it compiles");
        for said in said {
            assert!(self.text.contains(said), "{said} is not in {}", self.text);
        }
    }

    /// Every entry that the messages say is to be completed.
    pub(crate) fn entries(&self) -> Vec<String> {
        let ends = |line: &&str| line.starts_with("expires = ");
        let mut entries = Vec::new();
        let mut lines = self.text.lines();
        while lines.by_ref().any(|line| line == "[[audited]]") {
            let body: Vec<_> = lines.by_ref().take_while(|line| !ends(line)).collect();
            entries.push(format!("[[audited]]\n{}\nexpires = \"\"\n", body.join("\n")));
        }
        assert!(!entries.is_empty(), "no entry is in {}", self.text);
        entries
    }

    /// The first hash of a declaration that the messages name.
    pub(crate) fn hash(&self) -> String {
        let line = self.text.lines().find(|line| line.starts_with("definition = "));
        line.unwrap_or_else(|| panic!("no hash is in {}", self.text)).to_owned()
    }
}

/// An entry with everything filled in that a person decides.
pub(crate) fn completed(entry: &str, allowed: &str) -> String {
    let filled = [
        ("reason = \"\"", "reason = \"a closed list, names nobody\""),
        ("max_bytes = 0", "max_bytes = 8"),
        ("values = []", allowed),
        ("reviewer = \"\"", "reviewer = \"privacy@example.com\""),
        ("link = \"\"", "link = \"docs/reviews/12.md\""),
        ("date = \"\"", "date = \"2026-11-22\""),
        ("expires = \"\"", "expires = \"2028-11-01\""),
    ];
    filled.into_iter().fold(entry.to_owned(), |entry, (empty, value)| {
        assert!(entry.contains(empty), "{empty} is not in {entry}");
        entry.replace(empty, value)
    })
}

/// A directory of one test.
pub(crate) struct Place {
    name: &'static str,
    root: PathBuf,
}

impl Place {
    /// An empty directory. Packages are called after it, because all places
    /// share their target folder.
    pub(crate) fn new(name: &'static str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reviews").join(name);
        if root.exists() {
            fs::remove_dir_all(&root).expect("a directory of an earlier run");
        }
        fs::create_dir_all(&root).expect("writable");
        Self { name, root }
    }

    /// A package that is its own workspace, with this declaration in it.
    pub(crate) fn with(name: &'static str, source: &str) -> Self {
        let place = Self::new(name);
        place.package("", "[workspace]", source);
        place
    }

    /// A library below the directory; `more` goes into its manifest.
    pub(crate) fn package(&self, directory: &str, more: &str, source: &str) {
        let name = [self.name, directory].join("_").replace('/', "_");
        let name = name.trim_end_matches('_');
        let core = workspace().join("telemetry-core");
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ntelemetry-core = {{ path = {core:?} }}\n\n{more}\n"
        );
        self.write(&format!("{directory}/Cargo.toml"), &manifest);
        self.write(&format!("{directory}/src/lib.rs"), source);
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file below the root")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    /// Replaces a piece of a file that has to be there.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(path)).expect("written before");
        assert!(text.contains(old), "{old} is not in {text}");
        self.write(path, &text.replace(old, new));
    }

    /// Where cargo puts what it builds, of all places.
    pub(crate) fn target() -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("reviews/target")
    }

    pub(crate) fn review(&self, text: &str) {
        self.write("protocol/reviews.toml", text);
    }

    /// Completes every entry that building asks for.
    pub(crate) fn review_all(&self, allowed: impl Fn(&str) -> &'static str) {
        let entries = self.check("").entries();
        let reviews: Vec<_> =
            entries.iter().map(|entry| completed(entry, allowed(entry))).collect();
        self.review(&reviews.join("\n"));
    }

    pub(crate) fn check(&self, directory: &str) -> Output {
        self.cargo(directory, &["check"], &[])
    }

    /// Cargo in a directory of the place, with these variables.
    pub(crate) fn cargo(
        &self,
        directory: &str,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Output {
        let directory = self.path(directory);
        // The versions that are known to be on this machine; of a workspace
        // the lock is at the root, and another one is not read.
        for root in [&self.root, &directory] {
            if root.join("Cargo.toml").exists() && !root.join("Cargo.lock").exists() {
                fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).expect("a lock");
            }
        }
        let output = Command::new(env!("CARGO"))
            .current_dir(directory)
            .args(arguments)
            .args(["--offline", "--color", "never"])
            .env("CARGO_TARGET_DIR", Self::target())
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env_remove("RUSTFLAGS")
            .envs(variables.iter().copied())
            .output()
            .expect("cargo runs");
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<_> = text.lines().map(str::trim_start).collect();
        Output { success: output.status.success(), text: lines.join("\n") }
    }
}

/// The workspace of this package.
pub(crate) fn workspace() -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    path.canonicalize().expect("the workspace of this package")
}
