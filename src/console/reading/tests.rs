//! Whatever a queue holds and whatever is known: each value is one row, and
//! nothing is said of it that its version cannot have had.

use proptest::prelude::*;
use prost::Message as _;
use telemetry_schema::{
    Catalog, EventSchema, FieldSchema, Kind, Privacy, Purpose, Unit,
    lock::{Declared, Lock},
};

use super::{Class, Reading};
use crate::{
    declarations::Declarations,
    proto::telemetrygateway::v1::{Event, EventParameters},
    queue::{EventState, StoredEvent},
};

const KEYS: [&str; 4] = ["a_ms", "b_ms", "c_ms", "d_ms"];

/// The version of a series of programs that has these keys.
fn schema(version: i32, keys: &[usize]) -> EventSchema {
    let field = |at: &usize| FieldSchema {
        unit: Unit::from_symbol("ms"),
        ..FieldSchema::new(KEYS[*at], Privacy::Metadata, Kind::Duration)
    };
    let fields = keys.iter().map(field).collect();
    EventSchema { version, fields, ..EventSchema::new("search", "shown", Purpose::Reliability) }
}

fn stored(version: i32, keys: &[usize], local: Vec<u8>) -> StoredEvent {
    let metadata = keys.iter().map(|at| (KEYS[*at].to_owned(), 1.0)).collect();
    let parameters = Some(EventParameters { version, metadata, ..Default::default() });
    stored_bytes(Event { parameters, ..Event::default() }.encode_to_vec(), local)
}

fn stored_bytes(exportable: Vec<u8>, local: Vec<u8>) -> StoredEvent {
    StoredEvent {
        id: "event-1".into(),
        feature: "search".into(),
        action: "shown".into(),
        recorded_at: 0,
        queued_at: 0,
        state: EventState::Queued,
        state_at: 0,
        exportable: exportable.into(),
        local: Some(local.into()),
    }
}

fn keys() -> impl Strategy<Value = Vec<usize>> {
    prop::sample::subsequence((0..KEYS.len()).collect::<Vec<_>>(), 0..=KEYS.len())
}

proptest! {
    #[test]
    fn each_value_is_one_row_and_none_is_explained_by_a_version_that_lacks_it(
        programs in prop::collection::vec(keys(), 1..5),
        version in 0..7_i32,
        sent in keys(),
        with_lock: bool,
    ) {
        let schemas: Vec<_> =
            (1..).zip(&programs).map(|(version, keys)| schema(version, keys)).collect();
        let newest = schemas.len() as i32;
        let lock = schemas.iter().fold(Lock::default(), |lock, event| {
            Lock::merge_accept(&lock, &[Declared::from(event)])
        });
        let catalog = Catalog::new(vec![schemas[newest as usize - 1].clone()]).expect("one event");
        let known = if with_lock { Declarations::from(lock) } else { catalog.into() };
        let reading_of = stored(version, &sent, Vec::new());
        let reading = Reading::of(&reading_of, &known);
        let shown: Vec<_> = reading.numbers.iter().filter(|row| row.value.is_some()).collect();
        prop_assert_eq!(shown.len(), sent.len());
        for row in shown {
            let at = KEYS.iter().position(|key| *key == row.key).expect("a key that was sent");
            let from = if with_lock { version.clamp(1, newest) } else { newest };
            let can_be = programs[from as usize - 1..].iter().any(|keys| keys.contains(&at));
            prop_assert_eq!(row.field.is_some(), can_be, "{} of version {}", row.key, version);
            prop_assert_eq!(row.note().is_none(), row.field.is_some_and(|it| it.is_live()));
        }
        prop_assert_eq!(reading.notes().is_empty(), version == newest);
    }

    #[test]
    fn any_bytes_are_read(
        exportable in prop::collection::vec(any::<u8>(), 0..60),
        local in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let known = Declarations::from(Catalog::new(vec![schema(1, &[0])]).expect("one event"));
        let event = stored_bytes(exportable, local);
        let reading = Reading::of(&event, &known);
        let private = reading.local.iter().all(|row| row.class == Class::Private);
        prop_assert!(private && reading.notes().len() < 4);
    }
}
