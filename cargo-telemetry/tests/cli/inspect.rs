//! What `inspect` lists, of every kind of file and however it was built.

use std::{fs, path::Path};

use crate::{
    elf::members,
    programs::{Profile, Said, command, said, workspace},
};

/// The events of the library, in the order of the list.
const EVENTS: [&str; 3] = ["search failed", "search resultsShown", "search.deep opened"];

fn inspect(path: &Path) -> Said {
    said(command().args(["inspect", "--json"]).arg(path))
}

/// Feature and action of every event, of a file that was read in full.
fn listed(path: &Path) -> Vec<String> {
    let said = inspect(path);
    assert_eq!((said.status, &*said.stderr), (0, ""), "{}", said.stdout);
    let document = said.json();
    assert_eq!(document["complete"], true);
    let names = document["events"].as_array().expect("events").iter().map(|event| {
        let name = |key: &str| event[key].as_str().expect("a name").to_owned();
        [name("feature"), name("action")].join(" ")
    });
    names.collect()
}

fn kind(path: &Path) -> String {
    inspect(path).json()["kind"].as_str().expect("a word").to_owned()
}

#[test]
fn a_program_has_exactly_its_events_however_it_is_built() {
    let workspace = workspace();
    for profile in Profile::ALL {
        let app = workspace.build("app", profile, "app");
        assert_eq!(
            (listed(&app), &*kind(&app)),
            (EVENTS.map(str::to_owned).into(), "executable"),
            "{profile:?}"
        );
    }
}

#[test]
fn a_shared_library_has_exactly_its_events_however_it_is_built() {
    let workspace = workspace();
    for profile in Profile::ALL {
        let shared = workspace.build("shared", profile, "libshared.so");
        let events = [&EVENTS[..], &["shared happened"]].concat();
        assert_eq!(listed(&shared), events, "{profile:?}");
        assert_eq!(kind(&shared), "shared library");
    }
}

#[test]
fn an_rlib_has_the_events_of_all_its_object_files() {
    let workspace = workspace();
    for profile in [Profile::Debug, Profile::Release] {
        let rlib = workspace.build("events", profile, "libevents.rlib");
        assert_eq!(
            (listed(&rlib), &*kind(&rlib)),
            (EVENTS.map(str::to_owned).into(), "archive"),
            "{profile:?}"
        );
        let mut each = Vec::new();
        for object in members(&rlib) {
            let path = workspace.root().join("member.o");
            fs::write(&path, object).expect("writable");
            assert_eq!(kind(&path), "object file");
            each.extend(listed(&path));
        }
        each.sort();
        assert_eq!(each, EVENTS, "{profile:?}");
    }
}

#[test]
fn an_rlib_of_a_build_with_lto_is_refused() {
    let workspace = workspace();
    workspace.build("app", Profile::FatLto, "app");
    let folder = fs::read_dir(workspace.root().join("target/release/deps")).expect("it was built");
    let said: Vec<_> = folder
        .map(|entry| entry.expect("readable").path())
        .filter(|path| {
            path.file_name().is_some_and(|name| {
                let name = name.to_string_lossy();
                name.starts_with("libevents-") && name.ends_with(".rlib")
            })
        })
        .map(|path| inspect(&path))
        .collect();
    // Those of builds without LTO stand beside it.
    let refused: Vec<_> = said.iter().filter(|said| said.status == 2).collect();
    assert!(!refused.is_empty(), "{said:?}");
    for said in refused {
        assert!(
            said.stdout.is_empty() && said.stderr.contains("bitcode of a build with LTO"),
            "{said:?}"
        );
    }
}

#[test]
fn a_catalog_lists_what_its_program_lists() {
    let workspace = workspace();
    let writer = workspace.build("writer", Profile::Debug, "writer");
    let catalog = workspace.root().join("catalog.binpb");
    let status = std::process::Command::new(&writer).arg(&catalog).status().expect("it runs");
    assert!(status.success());
    let (program, written) = (inspect(&writer).json(), inspect(&catalog).json());
    assert_eq!((&program["events"], &written["kind"]), (&written["events"], &"catalog".into()));
}

#[test]
fn a_file_without_events_says_so() {
    let workspace = workspace();
    let eventless = workspace.build("eventless", Profile::Stripped, "eventless");
    assert!(listed(&eventless).is_empty());
    let said = said(command().arg("inspect").arg(&eventless));
    assert!(
        said.status == 0 && said.stdout.ends_with("eventless (executable) has no events\n"),
        "{said:?}"
    );
}

/// The documented shapes, with everything that a declaration can say.
#[test]
fn everything_declared_is_shown() {
    let workspace = workspace();
    let app = workspace.build("app", Profile::Debug, "app");
    let text = said(command().arg("inspect").arg(&app)).stdout;
    let text = text.replace(&*app.to_string_lossy(), "app");
    assert_eq!(text, include_str!("../fixtures/app.txt"), "{text}");
    let mut json = inspect(&app).json();
    json["file"] = "app".into();
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("../fixtures/app.json")).expect("JSON");
    assert_eq!(json, expected, "{json:#}");
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, why) in [
        ("Cargo.toml", "neither an ELF file, nor an archive"),
        ("src", "it is no file"),
        ("nowhere", "No such file"),
    ] {
        let said = inspect(&package.join(path));
        assert_eq!((said.status, &*said.stdout), (2, ""), "{path}");
        assert!(said.stderr.starts_with("error: ") && said.stderr.contains(why), "{said:?}");
    }
}

#[test]
fn cargo_finds_the_command() {
    let folder = Path::new(env!("CARGO_BIN_EXE_cargo-telemetry")).parent().expect("a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths =
        std::env::join_paths([folder.to_owned()].into_iter().chain(std::env::split_paths(&path)));
    let mut cargo = std::process::Command::new(env!("CARGO"));
    let said =
        said(cargo.args(["telemetry", "inspect", "--help"]).env("PATH", paths.expect("paths")));
    assert!(said.status == 0 && said.stdout.contains("Usage: cargo telemetry inspect"), "{said:?}");
}

#[test]
fn colour_is_for_those_who_see_it() {
    let workspace = workspace();
    let app = workspace.build("app", Profile::Debug, "app");
    let colored = |arguments: &[&str], no_color: &str| {
        let mut command = command();
        command.args(arguments).arg("inspect").arg(&app).env("NO_COLOR", no_color);
        said(&mut command).stdout.contains('\u{1b}')
    };
    assert!(colored(&["--color", "always"], "") && colored(&["--color=always"], "1"));
    // This is no terminal.
    assert!(!colored(&[], "") && !colored(&["--color", "never"], ""));
}

#[test]
fn wrong_arguments_are_not_findings() {
    for arguments in [&["inspect"][..], &["inspect", "a", "b"], &["nothing"], &[]] {
        let said = said(command().args(arguments));
        assert_eq!((said.status, &*said.stdout), (2, ""), "{arguments:?}");
        assert!(said.stderr.contains("cargo telemetry"), "{said:?}");
    }
}
