//! Builds real programs with cargo and looks at what the linker made of their
//! declarations. The programs are the files below `fixtures/`; they share one
//! workspace and one target folder below the target folder of this one.

mod programs;

use programs::{Profile, Workspace, workspace};

/// The symbol that two declarations of the event define.
const GUARD: &str = "telemetry_event_declared_twice__search__resultsshown";

#[test]
fn an_event_of_two_modules_is_refused() {
    let output = workspace().build("two_modules", Profile::Debug);
    assert!(!output.success && output.text.contains(GUARD), "{}", output.text);
}

#[test]
fn an_event_of_two_crates_is_refused_whatever_the_profile() {
    let workspace = workspace();
    for profile in [Profile::Debug, Profile::Release, Profile::FatLto] {
        let output = workspace.build("with_same", profile);
        assert!(!output.success && output.text.contains(GUARD), "{profile:?}: {}", output.text);
    }
}

#[test]
fn events_that_a_person_cannot_tell_apart_are_refused() {
    let output = workspace().build("with_alike", Profile::Debug);
    assert!(!output.success && output.text.contains(GUARD), "{}", output.text);
}

/// With thin LTO the linker never sees both; then the catalog refuses.
#[test]
fn what_the_linker_cannot_see_the_catalog_refuses() {
    let workspace = workspace();
    for (program, second) in [("with_same", "same::Second"), ("with_alike", "alike::Third")] {
        let printed = started(&workspace, program, Profile::ThinLto);
        let refused = printed.starts_with("refused: the event (search, results");
        let both = printed.contains("`first::First`") && printed.contains(&format!("`{second}`"));
        assert!(refused && both, "{printed}");
    }
}

#[test]
fn events_that_nothing_uses_are_in_the_catalog_whatever_the_profile() {
    let workspace = workspace();
    for profile in Profile::ALL {
        let printed = started(&workspace, "lister", profile);
        let lines: Vec<_> = printed.lines().collect();
        let expected = [
            "(modules, deep) 0 fields 0 codes",
            "(modules, first) 2 fields 2 codes",
            "(modules, second) 0 fields 0 codes",
        ];
        assert_eq!(lines, expected, "{profile:?}");
    }
}

#[test]
fn a_program_without_events_has_an_empty_catalog() {
    let workspace = workspace();
    for profile in [Profile::Debug, Profile::Release] {
        assert_eq!(started(&workspace, "eventless", profile), "0 events\n", "{profile:?}");
    }
}

#[test]
fn a_shared_library_has_its_events() {
    let workspace = workspace();
    for profile in [Profile::Debug, Profile::FatLto] {
        let output = workspace.build("shared", profile);
        assert!(output.success, "{}", output.text);
        let library = workspace.artifact(profile, "libshared.so");
        let bytes = std::fs::read(&library).expect("it was built");
        for said in ["Something happened in a shared library.", "Nobody mentions it."] {
            let found = bytes.windows(said.len()).any(|window| window == said.as_bytes());
            assert!(found, "{profile:?}: {} lacks {said:?}", library.display());
        }
    }
}

#[test]
fn the_tests_of_a_library_may_hold_it_twice() {
    let output = workspace().cargo(&["test", "-p", "tested"], Profile::Debug);
    assert!(output.success && output.text.contains("1 passed"), "{}", output.text);
}

/// Builds and runs a program; what it prints.
fn started(workspace: &Workspace, program: &str, profile: Profile) -> String {
    let output = workspace.build(program, profile);
    assert!(output.success, "{program}, {profile:?}: {}", output.text);
    workspace.run(profile, program)
}
