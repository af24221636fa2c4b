//! Changes between the lock and a build: each is found by its rule, and what
//! is no change is not.

mod arbitrary;
mod mutations;

use std::collections::BTreeSet;

use arbitrary::lock;
use mutations::{MUTATIONS, base};
use proptest::{prelude::*, sample::select};
use telemetry_schema::{
    DefinitionHash, EventSchema, FieldSchema, Kind, Privacy, Purpose, Stability, Unit,
    compare::{
        CHANGE_RULES, Change, ChangeLevel, accept, check_definition, compare, compare_all,
        compare_locks,
    },
    lint::Class,
    lock::{Declared, Lock, LockedEvent},
};

fn rules(changes: &[Change]) -> BTreeSet<&'static str> {
    changes.iter().map(|change| change.rule.id).collect()
}

fn changed(old: &EventSchema, new: &EventSchema) -> Vec<Change> {
    compare(&LockedEvent::accepted(old.into()), new.into())
}

fn declared(events: &[EventSchema]) -> Vec<Declared<'_>> {
    events.iter().map(Declared::from).collect()
}

fn all(lock: &Lock, events: &[EventSchema]) -> BTreeSet<&'static str> {
    rules(&compare_all(lock, &declared(events)))
}

fn count(feature: &str, action: &str, version: i32, keys: &[&str]) -> EventSchema {
    let field = |key: &&str| FieldSchema {
        description: format!("The number `{key}`."),
        ..FieldSchema::new(*key, Privacy::Metadata, Kind::U32)
    };
    EventSchema {
        version,
        description: format!("It was {action}."),
        fields: keys.iter().map(field).collect(),
        ..EventSchema::new(feature, action, Purpose::Reliability)
    }
}

fn from(event: EventSchema, name: &str) -> EventSchema {
    EventSchema { renamed_from: Some(name.to_owned()), ..event }
}

fn ids(ids: &[&'static str]) -> BTreeSet<&'static str> {
    ids.iter().copied().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_mutation_is_found_by_its_rules(event in base()) {
        for mutation in MUTATIONS {
            let changes = changed(&event, &mutation.of(&event));
            prop_assert_eq!(rules(&changes), ids(mutation.rules), "{:?}: {:#?}", mutation, changes);
        }
    }
}

proptest! {
    #[test]
    fn an_event_is_as_it_was_accepted(event in arbitrary::event()) {
        prop_assert_eq!(changed(&event, &event), []);
        let read = lock(std::slice::from_ref(&event));
        prop_assert_eq!(all(&read, std::slice::from_ref(&event)), ids(&[]));
        prop_assert_eq!(compare_locks(&read, &read), []);
    }

    #[test]
    fn what_is_accepted_is_no_change_any_more(event in base(), mutation in select(MUTATIONS)) {
        let old = lock(std::slice::from_ref(&event));
        let new = [mutation.of(&event)];
        let denied = changed(&event, &new[0]).iter().any(|it| it.level() == ChangeLevel::Deny);
        match accept(&old, &declared(&new)) {
            Ok(lock) => {
                prop_assert!(!denied);
                prop_assert_eq!(all(&lock, &new), ids(&[]));
                let later = rules(&compare_locks(&old, &lock));
                prop_assert_eq!(later, ids(mutation.rules));
            }
            Err(changes) => {
                prop_assert!(denied);
                prop_assert!(changes.iter().all(|it| it.level() == ChangeLevel::Deny));
            }
        }
    }

    #[test]
    fn any_two_events_can_be_compared(old in arbitrary::event(), new in arbitrary::event()) {
        for change in changed(&old, &new) {
            prop_assert!(!change.to_string().contains('\n'));
        }
    }
}

#[test]
fn every_rule_of_one_event_has_a_mutation() {
    let tested: BTreeSet<_> = MUTATIONS.iter().flat_map(|it| it.rules).copied().collect();
    // These need a history or other events, and have tests of their own below.
    let others = ids(&[
        "C0001", "C0009", "C0016", "C0017", "C0018", "C0019", "C0020", "C0022", "C0039", "C0040",
        "C0041", "C0042",
    ]);
    let rules: BTreeSet<_> = CHANGE_RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(rules.difference(&tested).copied().collect::<BTreeSet<_>>(), others);
}

/// The table of the rules for changes, turned round.
#[test]
fn every_rule_has_its_class_and_level() {
    use ChangeLevel::{Accept, Deny, Free};
    use Class::{Meaning, Privacy as Disclosing, Source, Wire};
    let table: [(Option<Class>, ChangeLevel, &[&'static str]); 9] = [
        (Some(Wire), Accept, &["C0042"]),
        (None, Free, &["C0001", "C0002", "C0004", "C0013", "C0022", "C0036"]),
        (Some(Wire), Deny, &["C0005", "C0008", "C0009", "C0039", "C0041"]),
        (Some(Meaning), Deny, &["C0003", "C0006", "C0007", "C0012", "C0017", "C0020", "C0040"]),
        (
            Some(Meaning),
            Accept,
            &["C0010", "C0011", "C0014", "C0015", "C0016", "C0018", "C0019", "C0038"],
        ),
        (Some(Source), Deny, &["C0021"]),
        (Some(Disclosing), Deny, &["C0037"]),
        (
            Some(Disclosing),
            Accept,
            &["C0023", "C0025", "C0027", "C0029", "C0031", "C0032", "C0034", "C0043"],
        ),
        (Some(Disclosing), Free, &["C0024", "C0026", "C0028", "C0030", "C0033", "C0035", "C0044"]),
    ];
    for rule in CHANGE_RULES {
        let rows =
            table.iter().filter(|(class, level, _)| (*class, *level) == (rule.class, rule.level));
        let found = rows.filter(|(_, _, ids)| ids.contains(&rule.id)).count();
        assert_eq!(found, 1, "{rule} {:?} {}", rule.class, rule.level);
    }
}

#[test]
fn a_new_event_is_free() {
    let changes = compare_all(&Lock::default(), &declared(&[count("search", "shown", 0, &[])]));
    assert_eq!(
        (changes[0].rule.id, changes[0].level(), changes[0].class()),
        ("C0001", ChangeLevel::Free, None)
    );
}

#[test]
fn what_is_absent_is_not_removed() {
    let lock =
        lock(&[count("search", "shown", 0, &["count", "size"]), count("search", "failed", 0, &[])]);
    let part = count("search", "shown", 0, &["count"]);
    let absent = ["size".to_owned()];
    assert_eq!(compare_all(&lock, &[Declared { event: &part, absent: &absent, open: &[] }]), []);
}

#[test]
fn a_field_of_another_target_is_part_of_the_set() {
    let old = lock(&[count("search", "shown", 0, &["count"])]);
    let (part, absent) = (count("search", "shown", 1, &["count"]), ["unix".to_owned()]);
    let here = Declared { event: &part, absent: &absent, open: &[] };
    assert_eq!(rules(&compare_all(&old, &[here])), ids(&[]), "a field is declared");
    let lock = accept(&old, &[here]).expect("allowed");
    assert_eq!(compare_all(&lock, &[here]), []);
    let whole = [count("search", "shown", 1, &["count", "unix"])];
    assert_eq!(all(&lock, &whole), ids(&["C0002"]), "the same version");
    let lock = accept(&lock, &declared(&whole)).expect("allowed");
    assert_eq!(compare_all(&lock, &[here]), []);
    let without = [count("search", "shown", 2, &["count"])];
    assert_eq!(all(&lock, &without), ids(&["C0010"]));
}

#[test]
fn c0009_keeps_the_key_of_a_removed_field() {
    let old = lock(&[count("search", "shown", 0, &["count"])]);
    let lock = accept(&old, &declared(&[count("search", "shown", 1, &[])])).expect("allowed");
    let same = count("search", "shown", 2, &["count"]);
    assert_eq!(all(&lock, std::slice::from_ref(&same)), ids(&["C0002"]));
    let mut other = same;
    other.fields[0].unit = Unit::from_symbol("ms");
    assert_eq!(all(&lock, std::slice::from_ref(&other)), ids(&["C0009"]));
    other.fields[0].unit = None;
    other.fields[0].kind = Kind::U64;
    let changes = compare_all(&lock, &declared(&[other]));
    assert_eq!(rules(&changes), ids(&["C0009"]));
    assert_eq!((changes[0].level(), changes[0].class()), (ChangeLevel::Deny, Some(Class::Wire)));
    assert_eq!((changes[0].old.as_deref(), changes[0].new.as_deref()), (Some("u32"), Some("u64")));
}

#[test]
fn c0012_keeps_removed_codes() {
    let event = |version: i32, codes: &[(i32, &str)]| {
        let mut event = count("search", "failed", version, &[]);
        let cause = FieldSchema::new("cause", Privacy::Metadata, Kind::Enum);
        let codes = codes.iter().map(|(code, name)| mutations::code(*code, name, name)).collect();
        arbitrary::push(&mut event, cause, "Cause", codes);
        event
    };
    let old = lock(&[event(0, &[(1, "Timeout"), (2, "Denied")])]);
    let lock = accept(&old, &declared(&[event(0, &[(2, "Denied")])])).expect("allowed");
    let now = |codes| all(&lock, &[event(0, codes)]);
    assert_eq!(now(&[(1, "Timeout"), (2, "Denied")]), ids(&["C0013"]));
    assert_eq!(now(&[(1, "Timeouts"), (2, "Denied")]), ids(&["C0012"]));
    assert_eq!(now(&[(3, "Timeout"), (2, "Denied")]), ids(&["C0012"]));
}

#[test]
fn c0016_to_c0018_keep_the_names_of_a_removed_event() {
    let old = lock(&[count("search", "shown", 0, &["count"])]);
    let mut lock = old.clone();
    lock.remove("search.shown").expect("there");
    assert_eq!(rules(&compare_locks(&old, &lock)), ids(&["C0016"]));
    let same = count("search", "shown", 0, &["count"]);
    assert_eq!(all(&lock, std::slice::from_ref(&same)), ids(&["C0018"]));
    let other = EventSchema { description: "Something else.".into(), ..same.clone() };
    assert_eq!(all(&lock, &[other]), ids(&["C0017", "C0036"]));
    let mut other = same;
    other.fields[0].kind = Kind::Bool;
    assert_eq!(all(&lock, &[other]), ids(&["C0005", "C0017"]));
}

#[test]
fn c0019_follows_an_event_to_its_new_name() {
    let old = lock(&[count("search", "shown", 0, &["count"])]);
    let renamed = [from(count("search", "displayed", 0, &["count"]), "search.shown")];
    let first = rename(&old, &renamed);
    assert_eq!(all(&first, &renamed), ids(&[]), "it is accepted");
    assert_eq!(all(&first, &[count("search", "shown", 0, &["count"])]), ids(&["C0017"]));
    let later = [from(count("find", "painted", 0, &["count"]), "search.shown")];
    let second = rename(&first, &later);
    assert_eq!(
        second.find("search.shown").map(|it| &it.state),
        second.find("search.displayed").map(|it| &it.state)
    );
    // What the new name says is compared with what the old one said.
    let mut kind = later[0].clone();
    kind.fields[0].kind = Kind::U64;
    assert_eq!(all(&first, &[kind]), ids(&["C0005", "C0019", "C0036"]));
}

/// Accepts a rename, in which nothing but the names and the description
/// changes.
fn rename(lock: &Lock, events: &[EventSchema]) -> Lock {
    assert_eq!(all(lock, events), ids(&["C0019", "C0036"]));
    accept(lock, &declared(events)).expect("allowed")
}

#[test]
fn c0020_renames_only_what_is_gone() {
    let shown = count("search", "shown", 0, &["count"]);
    let lock = lock(&[shown.clone(), count("search", "failed", 0, &[])]);
    let renamed = |name| from(count("search", "displayed", 0, &["count"]), name);
    assert_eq!(all(&lock, &[renamed("search.missing")]), ids(&["C0020"]));
    assert_eq!(all(&lock, &[renamed("search.shown"), shown.clone()]), ids(&["C0020"]));
    assert_eq!(all(&lock, &[from(shown.clone(), "search.failed")]), ids(&["C0020"]));
    assert_eq!(all(&lock, &[from(shown, "search.shown")]), ids(&["C0020"]));
}

#[test]
fn c0022_lets_an_event_become_stable() {
    let stable = count("search", "shown", 0, &[]);
    let experimental = EventSchema { stability: Stability::Experimental, ..stable.clone() };
    assert_eq!(rules(&changed(&experimental, &stable)), ids(&["C0022"]));
}

#[test]
fn c0037_compares_a_review_with_the_hash_of_its_declaration() {
    let mut event = count("search", "shown", 0, &[]);
    let review = mutations::reviewed(mutations::values(8, &["go"]), true);
    let hash = review.definition;
    event.fields.push(mutations::audited("language", review));
    assert_eq!(check_definition(&event, "language", hash), None);
    let other = DefinitionHash([1; 32]);
    let change = check_definition(&event, "language", other).expect("another declaration");
    assert_eq!((change.rule.id, change.level()), ("C0037", ChangeLevel::Deny));
}

#[test]
fn c0039_keeps_the_spelling() {
    let lock = lock(&[count("codeSearch", "resultsShown", 0, &[])]);
    for (feature, action) in [("codeSearch", "results-shown"), ("code.search", "resultsShown")] {
        assert_eq!(all(&lock, &[count(feature, action, 0, &[])]), ids(&["C0039"]));
    }
}

#[test]
fn c0040_misses_what_is_gone_from_a_lock() {
    let whole =
        lock(&[count("search", "shown", 0, &["count", "size"]), count("search", "failed", 0, &[])]);
    let part = lock(&[count("search", "shown", 1, &["count"])]);
    assert_eq!(rules(&compare_locks(&whole, &part)), ids(&["C0010", "C0040"]));
}

#[test]
fn a_change_says_what_to_do() {
    let old = count("search", "shown", 0, &["count"]);
    let mut new = old.clone();
    new.fields[0].kind = Kind::U64;
    assert_eq!(
        changed(&old, &new)[0].to_string(),
        "deny[telemetry::C0005] wire (search, shown), field `count`: the kind of a key never changes \
         (u32 -> u64); leave this key as it was and add a new one beside it"
    );
}

#[test]
fn a_text_without_a_review_is_never_accepted() {
    let mut event = count("search", "shown", 1, &["results"]);
    event.unaccepted = Some(DefinitionHash([7; 32]));
    event.fields.push(FieldSchema::new("language", Privacy::Audited, Kind::Text));
    let changes = compare_all(&Lock::default(), &[Declared::from(&event)]);
    let found: Vec<_> = changes.iter().map(|it| (it.rule.id, it.field.as_deref())).collect();
    assert_eq!(found, [("C0001", None), ("C0037", Some("language"))]);
    assert!(changes[1].new.as_deref().is_some_and(|hash| hash.starts_with("sha256:0707")));
}

#[test]
fn a_field_keeps_its_key_whatever_else_changes() {
    let lock = Lock::merge_accept(
        &Lock::default(),
        &[Declared::from(&count("search", "shown", 1, &["results"]))],
    );
    let mut event = count("search", "shown", 2, &["hits"]);
    event.fields[0].name = Some("results".into());
    event.fields[0].description = "Another one.".into();
    let changes = compare_all(&lock, &[Declared::from(&event)]);
    let found: Vec<_> = changes.iter().map(|it| (it.rule.id, it.field.as_deref())).collect();
    assert_eq!(found, [("C0008", Some("hits"))]);
}
