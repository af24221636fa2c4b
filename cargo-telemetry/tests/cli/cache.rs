//! What a build of the command leaves to the builds of cargo: the dependencies,
//! and nothing else.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use crate::{
    programs::{command, said},
    site::{COUNT, Site, event},
};

/// Whether the only event of a file was compared with the lock when it was
/// built.
fn is_compared(path: &Path) -> bool {
    let said = said(command().args(["inspect", "--json"]).arg(path)).json();
    said["events"][0]["accepted"].as_bool().expect("one event")
}

#[test]
fn dependencies_are_shared_and_results_are_not() {
    let site = Site::of_one("cached", &event("cached", "opened", 0, COUNT));
    site.write("src/main.rs", "use cached as _;\nfn main() {}\n");
    site.cargo("", &["build"]).expect(0, &["Compiling cached"]);
    let program = Site::target().join("debug/cached");
    let built = || fs::metadata(&program).and_then(|it| it.modified()).expect("it was built");
    let before = built();
    let check = site.telemetry("", &["check"]);
    check.expect(0, &["Compiling cached"]);
    assert!(!check.stderr.contains("Compiling telemetry-core"), "{check:?}");
    // What people run is what they built.
    assert_eq!(built(), before);
    assert!(is_compared(&program));
    assert!(!is_compared(&Site::target().join("telemetry/debug/cached")));
    for _ in 0..2 {
        let plain = site.cargo("", &["build"]);
        assert!(plain.status == 0 && !plain.stderr.contains("Compiling"), "{plain:?}");
        let again = site.telemetry("", &["check"]);
        assert!(again.status == 0 && !again.stderr.contains("Compiling"), "{again:?}");
    }
}

/// The file of a shared library has no hash in its name, so one would take the
/// place of the other.
#[test]
fn shared_libraries_are_kept_apart_entirely() {
    let library = "\n[lib]\ncrate-type = [\"cdylib\", \"rlib\"]\n\n[workspace]";
    let site = Site::new("shared_apart");
    site.package("", library, &event("apart", "opened", 0, COUNT));
    let file = Site::target().join("debug/libshared_apart.so");
    for _ in 0..2 {
        site.cargo("", &["build"]).expect(0, &[]);
        assert!(is_compared(&file));
        site.telemetry("", &["check"]).expect(0, &["(apart, opened)"]);
        assert!(is_compared(&file));
        let apart = Site::target().join("telemetry/debug/libshared_apart.so");
        assert!(!is_compared(&apart));
    }
}

#[test]
fn a_wrapper_that_was_set_before_is_run() {
    let site = Site::of_one("wrapped", &event("wrapped", "opened", 0, COUNT));
    site.write("wrapper", "#!/bin/sh\necho \"$@\" >> \"$(dirname \"$0\")/log\"\nexec \"$@\"\n");
    let wrapper = site.path("wrapper");
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).expect("it was written");
    let check = || {
        let mut check = command();
        site.prepared("", check.args(["check", "--offline"]));
        check
    };
    let logged = || {
        let log = fs::read_to_string(site.path("log")).unwrap_or_default();
        log.lines().filter(|line| line.contains("--crate-name wrapped ")).count()
    };
    said(check().env("RUSTC_WORKSPACE_WRAPPER", &wrapper)).expect(0, &[]);
    assert_eq!(logged(), 1);
    site.write(".cargo/config.toml", "[build]\nrustc-workspace-wrapper = \"./wrapper\"\n");
    site.edit("src/lib.rs", "opened.", "opened again.");
    said(&mut check()).expect(0, &[]);
    assert_eq!(logged(), 2);
    site.edit("src/lib.rs", "opened again.", "opened.");
    said(check().env("RUSTC_WORKSPACE_WRAPPER", "")).expect(0, &[]);
    assert_eq!(logged(), 2);
}

/// Link-time optimisation in the profile would leave no objects to read.
#[test]
fn a_profile_with_lto_is_built_without_it() {
    let lto = "[workspace]\n\n[profile.dev]\nlto = \"thin\"";
    let site = Site::new("lto");
    site.package("", lto, &event("lto", "opened", 0, COUNT));
    site.telemetry("", &["check"]).expect(0, &["(lto, opened)"]);
}
