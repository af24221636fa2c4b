//! Which file holds the reviews of a package: that of the workspace around
//! it, whatever the package itself says.

use std::{
    fs,
    path::{Path, PathBuf},
};

use telemetry_schema::reviews::{LocateError, REVIEWS_PATH, locate};
use tempfile::TempDir;

/// A directory of files; a path that ends in `/` is a directory.
struct Disk(TempDir);

impl Disk {
    fn of(files: &[(&str, &str)]) -> Self {
        let disk = Self(tempfile::tempdir().expect("a temporary directory"));
        for (path, text) in files {
            let path = disk.path(path);
            fs::create_dir_all(path.parent().expect("a file in a directory")).expect("created");
            fs::write(path, text).expect("written");
        }
        disk
    }

    fn path(&self, path: &str) -> PathBuf {
        // Without a trailing slash, so that paths can be compared.
        if path.is_empty() { self.0.path().to_owned() } else { self.0.path().join(path) }
    }

    fn root_of(&self, package: &str) -> PathBuf {
        locate(&self.path(package)).expect("a root").root
    }

    fn error(&self, package: &str) -> LocateError {
        locate(&self.path(package)).expect_err("no reviews to be told")
    }
}

const PACKAGE: &str = "[package]\nname = \"p\"\n";
const WORKSPACE: &str = "[workspace]\nmembers = [\"crates/*\"]\n";

#[test]
fn reviews_are_those_of_the_enclosing_workspace() {
    let disk = Disk::of(&[
        ("Cargo.toml", WORKSPACE),
        (REVIEWS_PATH, "# ours"),
        ("crates/a/Cargo.toml", PACKAGE),
        ("crates/a/protocol/reviews.toml", "# mine"),
    ]);
    let located = locate(&disk.path("crates/a")).expect("reviews");
    assert_eq!(located.root, disk.path(""));
    assert_eq!(located.path, disk.path(REVIEWS_PATH));
    assert_eq!(located.text.as_deref(), Some("# ours"));
}

#[test]
fn a_package_that_is_a_root_is_its_own() {
    let disk = Disk::of(&[
        ("Cargo.toml", WORKSPACE),
        ("crates/a/Cargo.toml", "[package]\nname = \"p\"\n[workspace]\nexclude = [\".\", \"\"]\n"),
    ]);
    assert_eq!(disk.root_of("crates/a"), disk.path("crates/a"));
    assert_eq!(disk.root_of(""), disk.path(""));
}

#[test]
fn without_a_workspace_the_package_is_the_root() {
    let disk = Disk::of(&[
        ("Cargo.toml", PACKAGE),
        ("a/Cargo.toml", PACKAGE),
        ("a/protocol/reviews.toml", ""),
    ]);
    let located = locate(&disk.path("a")).expect("reviews");
    assert_eq!((located.root, located.text.as_deref()), (disk.path("a"), Some("")));
    let located = locate(&disk.path("")).expect("none");
    assert_eq!((located.path, located.text), (disk.path(REVIEWS_PATH), None));
}

#[test]
fn an_excluded_package_belongs_to_the_next_workspace_or_to_itself() {
    let excluding = "[workspace]\nmembers = [\"inner/kept\"]\nexclude = [\"inner\"]\n";
    let disk = Disk::of(&[
        ("Cargo.toml", WORKSPACE),
        ("outer/Cargo.toml", excluding),
        ("outer/inner/a/Cargo.toml", PACKAGE),
        ("outer/inner/kept/Cargo.toml", PACKAGE),
        ("outer/inner-not/Cargo.toml", PACKAGE),
    ]);
    assert_eq!(disk.root_of("outer/inner/a"), disk.path(""));
    assert_eq!(disk.root_of("outer/inner/kept"), disk.path("outer"));
    assert_eq!(disk.root_of("outer/inner-not"), disk.path("outer"));

    fs::write(disk.path("Cargo.toml"), PACKAGE).expect("written");
    assert_eq!(disk.root_of("outer/inner/a"), disk.path("outer/inner/a"));
}

#[test]
fn a_workspace_named_by_the_package_is_not_followed() {
    let disk = Disk::of(&[
        ("Cargo.toml", "[workspace]\n"),
        ("other/Cargo.toml", WORKSPACE),
        ("other/protocol/reviews.toml", "# planted"),
        ("a/Cargo.toml", "[package]\nname = \"p\"\nworkspace = \"../other\"\n"),
    ]);
    let located = locate(&disk.path("a")).expect("none");
    assert_eq!((located.root, located.text), (disk.path(""), None));
}

#[test]
fn upward_parts_of_the_path_are_resolved_first() {
    let disk = Disk::of(&[
        ("Cargo.toml", PACKAGE),
        ("ws/Cargo.toml", "[workspace]\n"),
        ("a/Cargo.toml", PACKAGE),
    ]);
    let located = locate(&disk.path("ws").join("../a")).expect("none");
    assert_eq!(located.root, disk.path("a").canonicalize().expect("there"));
}

#[test]
fn a_manifest_that_cannot_be_understood_is_an_error() {
    for (manifest, line) in [
        ("[workspace", 1),
        ("a = 1\na = 2\n", 2),
        ("workspace = 3\n", 1),
        ("[workspace]\nexclude = [1]\n", 1),
        ("[workspace]\nmembers = \"a\"\n", 1),
    ] {
        let disk = Disk::of(&[("Cargo.toml", manifest), ("a/Cargo.toml", PACKAGE)]);
        let error = disk.error("a");
        let LocateError::Malformed { line: at, path, .. } = &error else { panic!("{error}") };
        assert_eq!((*at, path), (line, &disk.path("Cargo.toml")), "{manifest}");
        assert!(error.to_string().contains("; "), "{error}");
    }
}

#[test]
fn a_manifest_that_cannot_be_read_is_an_error() {
    // A directory is unreadable as a file for every user.
    let disk = Disk::of(&[("Cargo.toml/x", ""), ("a/Cargo.toml", PACKAGE)]);
    assert!(matches!(disk.error("a"), LocateError::Manifest { .. }));

    let disk = Disk::of(&[("Cargo.toml", WORKSPACE), ("a/x", "")]);
    assert!(matches!(disk.error("a"), LocateError::Manifest { .. }), "no manifest of its own");

    let disk = Disk::of(&[("Cargo.toml", PACKAGE)]);
    fs::write(disk.path("Cargo.toml"), b"\xff").expect("written");
    assert!(matches!(disk.error(""), LocateError::Manifest { .. }), "not UTF-8");
}

#[test]
fn reviews_that_cannot_be_read_are_not_absent() {
    let disk = Disk::of(&[("Cargo.toml", PACKAGE), ("protocol/reviews.toml/x", "")]);
    assert!(matches!(disk.error(""), LocateError::File { .. }));

    let disk = Disk::of(&[("Cargo.toml", PACKAGE), (REVIEWS_PATH, "")]);
    fs::write(disk.path(REVIEWS_PATH), b"\xff").expect("written");
    assert!(matches!(disk.error(""), LocateError::File { .. }));

    let disk = Disk::of(&[("Cargo.toml", PACKAGE), ("protocol", "a file")]);
    assert!(matches!(disk.error(""), LocateError::File { .. }));
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    fn link(target: &Path, at: &Path) {
        fs::create_dir_all(at.parent().expect("in a directory")).expect("created");
        symlink(target, at).expect("linked");
    }

    #[test]
    fn reviews_do_not_lead_out_of_the_workspace() {
        let elsewhere = Disk::of(&[("reviews.toml", "# planted")]);
        let disk = Disk::of(&[("Cargo.toml", PACKAGE)]);
        link(&elsewhere.path("reviews.toml"), &disk.path(REVIEWS_PATH));
        let error = disk.error("");
        assert!(matches!(error, LocateError::Outside { .. }), "{error}");

        let disk = Disk::of(&[("Cargo.toml", PACKAGE)]);
        link(&elsewhere.path(""), &disk.path("protocol"));
        assert!(matches!(disk.error(""), LocateError::Outside { .. }));
    }

    #[test]
    fn reviews_of_a_sibling_with_the_same_beginning_are_outside() {
        let disk = Disk::of(&[("ws/Cargo.toml", PACKAGE), ("ws-other/reviews.toml", "")]);
        link(&disk.path("ws-other/reviews.toml"), &disk.path("ws/protocol/reviews.toml"));
        assert!(matches!(disk.error("ws"), LocateError::Outside { .. }));
    }

    #[test]
    fn a_link_within_the_workspace_is_followed() {
        let disk = Disk::of(&[("Cargo.toml", PACKAGE), ("docs/reviews.toml", "# ours")]);
        link(Path::new("../docs/reviews.toml"), &disk.path(REVIEWS_PATH));
        let located = locate(&disk.path("")).expect("reviews");
        assert_eq!(located.text.as_deref(), Some("# ours"));
    }

    #[test]
    fn a_link_to_nowhere_is_not_absent() {
        let disk = Disk::of(&[("Cargo.toml", PACKAGE)]);
        link(Path::new("nowhere"), &disk.path(REVIEWS_PATH));
        assert!(matches!(disk.error(""), LocateError::File { .. }));
    }

    #[test]
    fn a_workspace_reached_by_a_link_is_a_workspace() {
        let disk = Disk::of(&[
            ("ws/Cargo.toml", WORKSPACE),
            ("ws/protocol/reviews.toml", "# ours"),
            ("ws/a/Cargo.toml", PACKAGE),
        ]);
        link(&disk.path("ws"), &disk.path("alias"));
        let located = locate(&disk.path("alias/a")).expect("reviews");
        assert_eq!(located.root, disk.path("alias"));
        assert_eq!(located.text.as_deref(), Some("# ours"));
    }
}
