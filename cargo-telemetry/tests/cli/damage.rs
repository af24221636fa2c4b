//! Files that are damaged or made to deceive: what can be read is shown, what
//! cannot is told with its place, and nothing is taken for absent.

use std::fs;

use cargo_telemetry::artifact::{Artifact, Problem};
use proptest::prelude::*;
use telemetry_schema::catalog_entries;

use crate::{
    elf::{FLAGS, INFO, SIZE, TYPE, description, header, members, section, without_sections},
    programs::{Profile, Said, command, said, workspace},
};

fn program() -> Vec<u8> {
    fs::read(workspace().build("app", Profile::Release, "app")).expect("it was built")
}

fn inspect(name: &str, bytes: &[u8]) -> Said {
    let path = workspace().root().join(name);
    fs::write(&path, bytes).expect("writable");
    said(command().args(["inspect", "--json"]).arg(path))
}

fn names(said: &Said) -> Vec<String> {
    let document = said.json();
    let events = document["events"].as_array().expect("events").iter();
    events.map(|event| event["action"].as_str().expect("a name").to_owned()).collect()
}

/// A text that is no longer one damages its record and no other.
#[test]
fn a_damaged_record_is_told_and_the_others_are_shown() {
    let mut bytes = program();
    let (_, place) = section(&bytes).expect("it has events");
    let at = description(&bytes);
    bytes[at] = 0xff;
    let records: Vec<_> = catalog_entries(&bytes[place.clone()]).map(<[u8]>::len).collect();
    let mut start = place.start;
    for length in records {
        if start + length > at {
            break;
        }
        start += length;
    }
    let said = inspect("one_damaged", &bytes);
    assert_eq!((said.status, names(&said)), (2, vec!["failed".into(), "resultsShown".into()]));
    let document = said.json();
    assert_eq!(document["complete"], false);
    let damage = serde_json::json!([
        { "member": null, "offset": start, "problem": "a text is not UTF-8" }
    ]);
    assert_eq!(document["damage"], damage);
}

#[test]
fn what_stands_behind_a_broken_length_is_told_as_unread() {
    let mut bytes = program();
    let (_, place) = section(&bytes).expect("it has events");
    let first = catalog_entries(&bytes[place.clone()]).next().expect("three of them").len();
    let second = place.start + first;
    // The length of the second: longer than all that follows.
    bytes[second + 1..second + 3].copy_from_slice(&[0xff, 0x7f]);
    let said = inspect("broken_length", &bytes);
    let document = said.json();
    assert_eq!((said.status, names(&said).len()), (2, 1));
    assert_eq!(document["damage"][0]["offset"], second);
    let problem = document["damage"][0]["problem"].as_str().expect("a text");
    let unread = format!("the {} bytes from here on are unread", place.end - second);
    assert!(problem.ends_with(&unread), "{problem}");
}

#[test]
fn the_place_in_an_archive_names_the_member() {
    let rlib = workspace().build("events", Profile::Debug, "libevents.rlib");
    let mut bytes = fs::read(&rlib).expect("it was built");
    let at = description(&bytes);
    bytes[at] = 0xff;
    let said = inspect("damaged.rlib", &bytes);
    assert_eq!((said.status, names(&said).len()), (2, 2));
    let document = said.json();
    let member = document["damage"][0]["member"].as_str().expect("a name");
    let offset = document["damage"][0]["offset"].as_u64().expect("an offset") as usize;
    assert!(member.ends_with(".o") && offset < at && at - offset < 200, "{document:#}");
}

#[test]
fn a_section_that_is_not_what_the_program_sees_is_refused() {
    let program = program();
    let (index, _) = section(&program).expect("it has events");
    let patched = |part, value: u32| {
        let mut bytes = program.clone();
        let at = header(&bytes, index, part);
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        Artifact::read(&bytes)
    };
    assert!(matches!(patched(FLAGS, object::elf::SHF_COMPRESSED), Err(Problem::NotPlain)));
    assert!(matches!(patched(TYPE, object::elf::SHT_NOBITS), Err(Problem::NotPlain)));
    assert!(matches!(patched(SIZE, u32::MAX), Err(Problem::Malformed(_))));
    let stripped = Artifact::read(&without_sections(program.clone()));
    assert!(matches!(stripped, Err(Problem::NoSections)), "{stripped:?}");
}

#[test]
fn object_files_have_whole_records_and_others_are_refused() {
    let rlib = workspace().build("events", Profile::Debug, "libevents.rlib");
    for mut object in members(&rlib) {
        assert!(Artifact::read(&object).is_ok_and(|it| it.damage.is_empty()));
        let (index, _) = section(&object).expect("only those");
        let rela = (1..).find(|index| {
            let at = header(&object, *index, TYPE);
            object[at..at + 4] == object::elf::SHT_RELA.to_le_bytes()
        });
        let at = header(&object, rela.expect("code has relocations"), INFO);
        object[at..at + 4].copy_from_slice(&(index as u32).to_le_bytes());
        assert!(matches!(Artifact::read(&object), Err(Problem::Relocated)));
    }
}

#[test]
fn texts_of_a_hostile_file_do_not_reach_the_terminal() {
    let mut bytes = program();
    let at = description(&bytes);
    bytes[at..at + 4].copy_from_slice(b"\x1b[2J");
    let path = workspace().root().join("hostile");
    fs::write(&path, bytes).expect("writable");
    let said = said(command().arg("inspect").arg(path));
    assert!(said.status == 0 && !said.stdout.contains('\u{1b}'), "{said:?}");
    assert!(said.stdout.contains("\\u{1b}[2Jdy mentions it."), "{}", said.stdout);
}

#[test]
fn archives_that_tell_nothing_are_refused() {
    let read = |bytes: &[u8]| Artifact::read(bytes).expect_err("refused");
    assert!(matches!(read(b"!<thin>\n"), Problem::Thin));
    assert!(matches!(read(b"BC\xc0\xde and so on"), Problem::Bitcode));
    let header = format!("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "a.txt/", 0, 0, 0, 0, 4);
    let archive = Artifact::read(format!("!<arch>\n{header}text").as_bytes()).expect("an archive");
    assert_eq!((archive.events.len(), archive.damage.len()), (0, 1));
    assert_eq!(
        (archive.damage[0].member.as_deref(), archive.damage[0].offset),
        (Some("a.txt"), 68)
    );
}

/// Many records are not many messages, nor much memory.
#[test]
fn what_is_told_of_a_hostile_file_is_bounded() {
    use cargo_telemetry::artifact::{MAX_DAMAGE, MAX_RECORDS};
    let known = program();
    let (_, place) = section(&known).expect("it has events");
    let mut bytes = known[place].to_vec();
    bytes.extend([0x0a, 0].repeat(1000));
    let read = Artifact::read(&bytes).expect("a catalog");
    assert_eq!((read.events.len(), read.damage.len()), (3, MAX_DAMAGE));
    bytes.resize(MAX_RECORDS + 1, 0);
    assert!(matches!(Artifact::read(&bytes), Err(Problem::Unknown)));
}

/// Once for all cases: a case must not wait for cargo.
fn fixture() -> &'static [u8] {
    static PROGRAM: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    PROGRAM.get_or_init(program)
}

/// Positions where a change matters: the file's header, the section, the table
/// of sections, and anywhere.
fn position() -> impl Strategy<Value = usize> {
    let bytes = fixture();
    let (_, place) = section(bytes).expect("it has events");
    let table = header(bytes, 0, 0);
    prop_oneof![0..64_usize, place, table..bytes.len(), 0..bytes.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_panics(changes in prop::collection::vec((position(), any::<u8>()), 1..8)) {
        let mut bytes = fixture().to_vec();
        for (at, value) in changes {
            bytes[at] = value;
        }
        let _ = Artifact::read(&bytes);
    }

    #[test]
    fn no_event_vanishes_unnoticed(at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let mut bytes = fixture().to_vec();
        let (_, place) = section(&bytes).expect("it has events");
        bytes[place.start + at.index(place.len())] = value;
        let read = Artifact::read(&bytes).expect("the file itself is whole");
        prop_assert!(read.events.len() == 3 || !read.damage.is_empty(), "{read:?}");
    }

    #[test]
    fn no_part_of_a_file_panics(end in any::<prop::sample::Index>(), skipped in 0..3_usize) {
        let bytes = fixture();
        let end = end.index(bytes.len());
        let _ = Artifact::read(&bytes[skipped.min(end)..end]);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), magic in 0..4_usize) {
        let magic = [&b"\x7fELF\x02\x01\x01"[..], b"\x7fELF\x01\x02\x01", b"!<arch>\n", b"\n"][magic];
        let _ = Artifact::read(&[magic, &bytes].concat());
    }
}
