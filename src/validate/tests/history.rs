//! A lock and the programs of years: whatever was accepted once is taken still,
//! from the program that it was accepted for, and nothing else is.

use std::collections::BTreeSet;

use proptest::prelude::*;
use telemetry_schema::{
    EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose,
    lock::{Declared, Lock},
};

use super::{Event, EventParameters, RefusalCode, Rules, good};
use crate::proto::telemetrygateway::v1::Event as Wire;
use prost::Message as _;

/// Keys whose kinds never change, as the lock demands it.
const KEYS: [(&str, Kind); 5] = [
    ("count", Kind::U8),
    ("ratio", Kind::F64),
    ("engine", Kind::Enum),
    ("is_cold", Kind::Bool),
    ("delta", Kind::I16),
];

/// One program of a series: which keys it has, which of them have to be there,
/// and which codes.
#[derive(Debug, Clone)]
struct Program {
    keys: BTreeSet<usize>,
    required: BTreeSet<usize>,
    codes: BTreeSet<i32>,
}

fn programs() -> impl Strategy<Value = Vec<Program>> {
    let keys = || prop::collection::btree_set(0..KEYS.len(), 0..=KEYS.len());
    let codes = prop::collection::btree_set(1..6, 1..5);
    let program = (keys(), keys(), codes).prop_map(|(keys, required, codes)| Program {
        keys,
        required,
        codes,
    });
    prop::collection::vec(program, 1..6)
}

impl Program {
    fn schema(&self, version: i32) -> EventSchema {
        let field = |at: &usize| FieldSchema {
            description: "d".into(),
            optional: !self.required.contains(at),
            ..FieldSchema::new(KEYS[*at].0, Privacy::Metadata, KEYS[*at].1)
        };
        let fields: Vec<FieldSchema> = self.keys.iter().map(field).collect();
        let of_enum = fields.iter().position(|field| field.kind == Kind::Enum);
        let code = |code: &i32| EnumCode {
            code: *code,
            name: format!("C{code}"),
            description: "d".into(),
        };
        let table = |at: usize| EnumSchema {
            field: at as u32,
            name: "Engine".into(),
            description: "d".into(),
            codes: self.codes.iter().map(code).collect(),
        };
        EventSchema {
            version,
            description: "d".into(),
            owner: "o".into(),
            enums: of_enum.map(table).into_iter().collect(),
            fields,
            ..EventSchema::new("search", "shown", Purpose::Reliability)
        }
    }

    /// An event as this program sends it, with every key that it has.
    fn event(&self, version: i32, code: i32) -> Wire {
        let value = |kind| if kind == Kind::Enum { f64::from(code) } else { 1.0 };
        let metadata = self.keys.iter().map(|at| (KEYS[*at].0.to_owned(), value(KEYS[*at].1)));
        with(version, metadata)
    }
}

fn with(version: i32, metadata: impl IntoIterator<Item = (String, f64)>) -> Event {
    let metadata = metadata.into_iter().collect();
    let parameters = Some(EventParameters { version, metadata, ..Default::default() });
    Event { parameters, ..good() }
}

/// The lock after each program was accepted, the first as version 1.
fn lock(programs: &[Program]) -> Lock {
    (1..).zip(programs).fold(Lock::default(), |lock, (version, program)| {
        Lock::merge_accept(&lock, &[Declared::from(&program.schema(version))])
    })
}

fn code_of(rules: &Rules, event: &Event) -> Option<RefusalCode> {
    rules.check(&event.encode_to_vec().into()).err().map(|refusal| refusal.code)
}

proptest! {
    #[test]
    fn what_was_accepted_once_is_taken(programs in programs()) {
        let rules = Rules::new(lock(&programs));
        for (version, program) in (1..).zip(&programs) {
            for code in &program.codes {
                let event = program.event(version, *code);
                prop_assert_eq!(code_of(&rules, &event), None, "version {}", version);
            }
            let newest = version as usize == programs.len();
            let floats_only = program.required.iter().all(|at| KEYS[*at].1 == Kind::F64 || !program.keys.contains(at));
            let empty = code_of(&rules, &with(version, []));
            let expected = (newest && !floats_only).then_some(RefusalCode::MissingKey);
            prop_assert_eq!(empty, expected, "version {}", version);
        }
    }

    #[test]
    fn what_was_gone_before_a_version_is_refused_in_it(programs in programs()) {
        let rules = Rules::new(lock(&programs));
        let newest = programs.len() as i32;
        for version in 1..newest {
            let later = &programs[version as usize - 1..];
            for (at, (key, kind)) in KEYS.into_iter().enumerate().filter(|(_, (_, kind))| *kind != Kind::Enum) {
                let was_there = later.iter().any(|program| program.keys.contains(&at));
                let event = with(version, [(key.to_owned(), 1.0)]);
                let expected = (!was_there).then_some(RefusalCode::UnknownKey);
                prop_assert_eq!(code_of(&rules, &event), expected, "{} {} of version {}", kind, key, version);
            }
        }
        for version in [newest + 1, i32::MAX] {
            let event = programs[programs.len() - 1].event(version, 1);
            prop_assert_eq!(code_of(&rules, &event), Some(RefusalCode::NewerVersion));
        }
    }
}

#[test]
fn an_older_value_is_one_of_its_kind_and_an_older_code_one_of_its_codes() {
    let all = (0..KEYS.len()).collect::<BTreeSet<_>>();
    let program = |codes: &[i32], keys: &BTreeSet<usize>| Program {
        keys: keys.clone(),
        required: BTreeSet::new(),
        codes: codes.iter().copied().collect(),
    };
    let few = BTreeSet::from([1, 2]);
    let rules = Rules::new(lock(&[program(&[1, 2], &all), program(&[1, 3], &few)]));
    let code =
        |version, key: &str, value| code_of(&rules, &with(version, [(key.to_owned(), value)]));
    assert_eq!(code(1, "count", 255.0), None, "removed, and still of version 1");
    assert_eq!(code(1, "count", 256.0), Some(RefusalCode::InvalidValue));
    assert_eq!(code(2, "count", 255.0), Some(RefusalCode::UnknownKey));
    assert_eq!(code(1, "engine", 2.0), None, "a code that was removed since");
    assert_eq!(code(2, "engine", 2.0), Some(RefusalCode::InvalidValue));
    assert_eq!(code(1, "engine", 4.0), Some(RefusalCode::InvalidValue), "never a code");
    assert_eq!(code(0, "count", 1.0), None, "version 0 is before all of them");
}

/// A code that goes without a new version is still sent by programs of this one.
#[test]
fn a_code_that_was_removed_within_a_version_is_taken_in_it() {
    let keys = BTreeSet::from([2]);
    let of = |codes: [i32; 2]| Program {
        keys: keys.clone(),
        required: BTreeSet::new(),
        codes: codes.into(),
    };
    let first = Lock::merge_accept(&Lock::default(), &[Declared::from(&of([1, 2]).schema(1))]);
    let second = Lock::merge_accept(&first, &[Declared::from(&of([1, 3]).schema(1))]);
    let rules = Rules::new(second);
    for code in 1..=4 {
        let expected = (code == 4).then_some(RefusalCode::InvalidValue);
        assert_eq!(code_of(&rules, &of([1, 2]).event(1, code)), expected, "{code}");
    }
}
