//! What implementations by hand get through: nothing. They need the word
//! `unsafe` to compile at all; here it is said, and the recorder refuses.
#![allow(unsafe_code, clippy::undocumented_unsafe_blocks)]
// What the macros write with a path is imported here by hand.
#![allow(unused_qualifications)]

use std::time::Duration;

use telemetry_core::{
    __private::{CodeTable, Coded, Field, Schema, Text, Values},
    Event, MetadataValue, Recorder,
    id::EventId,
    journal::{Batch, Journal, Losses},
    telemetry_event,
    testing::Capture,
    wire::{self, Source},
};

/// A file was opened.
#[telemetry_event(feature = "file", action = "touched", owner = "web", purpose = "reliability")]
struct Opened {
    /// Whether it was found.
    found: bool,
    /// How many lines it has, roughly.
    #[telemetry(round = 10)]
    line_count: u32,
    /// What it is called.
    #[telemetry(private)]
    name: String,
}

fn refused(event: impl Event) {
    let capture = Capture::new();
    capture.recorder().record(event);
    assert_eq!(capture.events(), []);
    assert_eq!(capture.losses().not_declared, 1);
}

fn opened() -> Opened {
    Opened { found: true, line_count: 70, name: "notes".to_owned() }
}

#[test]
fn what_the_macro_wrote_is_recorded() {
    let capture = Capture::new();
    capture.recorder().record(opened());
    assert_eq!(capture.events().len(), 1);
}

/// A record that no macro put into the program, though it is a good one.
#[test]
fn a_record_of_the_programs_own_making_is_refused() {
    struct Copied;
    static COPY: [Schema; 1] = [Schema::declare(b"")];
    unsafe impl Event for Copied {
        const SCHEMAS: &'static [Schema] = &COPY;
        fn hand_over(&self, values: &mut Values) {
            values.event(0);
        }
    }
    refused(Copied);

    /// The same bytes at another place.
    struct Moved;
    const LENGTH: usize = Opened::SCHEMAS[0].record().len();
    static MOVED: [u8; LENGTH] = {
        let mut bytes = [0; LENGTH];
        bytes.copy_from_slice(Opened::SCHEMAS[0].record());
        bytes
    };
    unsafe impl Event for Moved {
        const SCHEMAS: &'static [Schema] = &[Schema::declare(&MOVED)];
        fn hand_over(&self, values: &mut Values) {
            opened().hand_over(values);
        }
    }
    refused(Moved);
}

/// A part of a true record, which may decode as something else.
#[test]
fn a_part_of_a_record_is_refused() {
    struct Part;
    unsafe impl Event for Part {
        const SCHEMAS: &'static [Schema] =
            &[Schema::declare(Opened::SCHEMAS[0].record().split_at(2).1)];
        fn hand_over(&self, values: &mut Values) {
            opened().hand_over(values);
        }
    }
    refused(Part);
}

/// Another event's record, and values of the forger's choice.
struct Borrowed(fn(&mut Values));

unsafe impl Event for Borrowed {
    const SCHEMAS: &'static [Schema] = Opened::SCHEMAS;
    fn hand_over(&self, values: &mut Values) {
        values.event(0);
        self.0(values);
    }
}

#[test]
fn values_of_another_kind_are_refused() {
    fn whole(values: &mut Values) {
        values.bool(true);
        values.u32(70);
        values.text(&"n".to_owned(), Text::private());
    }
    let capture = Capture::new();
    capture.recorder().record(Borrowed(whole));
    assert_eq!(capture.events().len(), 1, "the very values of the macro are its values");

    refused(Borrowed(|values| {
        values.f64(12_345.678);
        values.u32(70);
        values.text(&"n".to_owned(), Text::private());
    }));
    refused(Borrowed(|values| {
        values.bool(true);
        values.text(&"n".to_owned(), Text::private());
    }));
    refused(Borrowed(|values| {
        whole(values);
        values.u32(70);
    }));
    refused(Borrowed(|values| {
        values.bool(true);
        values.u32(70);
    }));
}

#[test]
fn finer_values_than_declared_are_refused() {
    refused(Borrowed(|values| {
        values.bool(true);
        values.number(&71_u32, Field::metadata(), 1);
        values.text(&"n".to_owned(), Text::private());
    }));
}

#[test]
fn a_private_text_does_not_pass_for_a_reviewed_one() {
    refused(Borrowed(|values| {
        values.bool(true);
        values.u32(70);
        values.text(&"n".to_owned(), Text::audited());
    }));
}

#[test]
fn more_values_than_an_event_can_have_are_refused() {
    refused(Borrowed(|values| (0..100).for_each(|_| values.u32(1))));
    refused(Borrowed(|values| {
        (0..100).for_each(|_| values.text(&String::new(), Text::private()));
    }));
}

/// An enum by hand that has more codes than it says.
#[test]
fn a_code_that_is_not_in_the_table_does_not_leave() {
    struct Letter(u8);
    unsafe impl Coded for Letter {
        const TABLE: CodeTable =
            CodeTable::declare(b"\x12\x01L\x1a\x01l\x22\x08\x08\x61\x12\x01A\x1a\x01a", &[97], 0);
        fn code(&self) -> i32 {
            i32::from(self.0)
        }
    }
    const fn is_value<T: MetadataValue>() {}
    is_value::<Letter>();

    /// A key was pressed.
    #[telemetry_event(feature = "key", action = "pressed", owner = "web", purpose = "reliability")]
    struct Pressed {
        /// Which letter.
        letter: Letter,
    }
    let capture = Capture::new();
    let recorder = capture.recorder::<Pressed>();
    b"ab".iter().for_each(|letter| recorder.record(Pressed { letter: Letter(*letter) }));
    let letters: Vec<_> = capture.events().iter().map(|event| event.number("letter")).collect();
    assert_eq!(letters, [Some(97.0), None]);
}

/// What a journal in a directory kept, and what it lost.
fn kept(record: impl FnOnce(&Journal)) -> (Vec<Vec<u8>>, Losses) {
    let name = format!("telemetry-forged-{}", EventId::generate());
    let directory = std::env::temp_dir().join(name);
    let journal = Journal::open(&directory, 1000, "1.0.0").expect("a journal");
    record(&journal);
    journal.close();
    let (mut batch, mut events) = (Batch::default(), Vec::new());
    let source = Source::new("1.0.0").expect("a version");
    while !journal.take(&mut batch, Duration::ZERO) {
        let wire = |entry| {
            let mut wire = Vec::new();
            wire::put_event(&mut wire, &batch, entry, &source);
            wire
        };
        events.extend(batch.entries().iter().map(wire));
        journal.stored(batch.entries().len());
    }
    let losses = journal.losses();
    drop(journal);
    let _ = std::fs::remove_dir_all(directory);
    (events, losses)
}

/// Something was measured.
#[telemetry_event(feature = "page", action = "touched", owner = "web", purpose = "reliability")]
struct Measured {
    /// How long it is.
    lines: u32,
    /// How wide it is, roughly.
    #[telemetry(round = 10)]
    columns: u32,
}

/// Numbers go straight into the journal; those of a forger do not, and leave
/// nothing behind for the events that follow.
#[test]
fn what_a_forger_hands_over_is_not_in_the_journal() {
    struct Forged(u32);
    unsafe impl Event for Forged {
        const SCHEMAS: &'static [Schema] = Measured::SCHEMAS;
        fn hand_over(&self, values: &mut Values) {
            values.event(0);
            (0..self.0).for_each(|_| values.f64(f64::from_bits(u64::MAX)));
        }
    }
    let (events, losses) = kept(|journal| {
        let (forged, good) = (Recorder::new(journal), Recorder::new(journal));
        for count in [0, 1, 2, 3, 60, 64, 65, 100] {
            good.record(Measured { lines: count, columns: 80 });
            forged.record(Forged(count));
        }
    });
    assert_eq!((events.len(), losses.not_declared, losses.total()), (8, 8, 8));
}

#[test]
fn finer_values_than_declared_do_not_leave_a_journal() {
    struct Finer;
    unsafe impl Event for Finer {
        const SCHEMAS: &'static [Schema] = Measured::SCHEMAS;
        fn hand_over(&self, values: &mut Values) {
            values.event(0);
            values.u32(1);
            values.u32(81);
        }
    }
    let (events, losses) = kept(|journal| {
        Recorder::new(journal).record(Finer);
        Recorder::new(journal).record(Measured { lines: 1, columns: 80 });
    });
    assert_eq!((events.len(), losses.not_declared, losses.total()), (1, 1, 1));
}

/// A program whose allocator, say, records events comes back while it is at it.
#[test]
fn an_event_that_records_another_one_loses_neither() {
    struct Within<'a>(&'a Recorder<Measured>);
    unsafe impl Event for Within<'static> {
        const SCHEMAS: &'static [Schema] = Measured::SCHEMAS;
        fn hand_over(&self, values: &mut Values) {
            values.event(0);
            values.u32(1);
            self.0.record(Measured { lines: 2, columns: 80 });
            values.u32(80);
        }
    }
    let (events, losses) = kept(|journal| {
        let inner: &'static Recorder<Measured> = Box::leak(Box::new(Recorder::new(journal)));
        let outer = Recorder::new(journal);
        (0..10).for_each(|_| outer.record(Within(inner)));
    });
    assert_eq!((events.len(), losses.total()), (20, 0));
}
