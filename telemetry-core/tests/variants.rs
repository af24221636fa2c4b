//! Events of one type whose numbers are of the same kinds, so that only their
//! names tell them apart: whatever else changes, each is recorded as itself.

use std::time::Duration;

use telemetry_core::{
    Context, Recorder,
    context::ContextBuilder,
    id::EventId,
    journal::{Batch, Journal},
    telemetry_event,
    wire::{self, Source},
};

macro_rules! keys {
    ($($key:ident $action:literal)*) => {
        /// A key was pressed.
        #[derive(Clone, Copy)]
        #[telemetry_event(feature = "variants.key", owner = "core", purpose = "reliability")]
        enum Key {
            $(
                /// That one.
                #[telemetry(action = $action)]
                $key {
                    /// How often.
                    count: u32,
                },
            )*
        }

        impl Key {
            fn all(count: u32) -> Vec<(Self, &'static str)> {
                vec![$((Self::$key { count }, $action)),*]
            }
        }
    };
}

keys! {
    A "pressedA" B "pressedB" C "pressedC" D "pressedD" E "pressedE" F "pressedF" G "pressedG"
    H "pressedH" I "pressedI" J "pressedJ" K "pressedK" L "pressedL" M "pressedM" N "pressedN"
    O "pressedO" P "pressedP" Q "pressedQ" R "pressedR" S "pressedS" T "pressedT" U "pressedU"
    V "pressedV" W "pressedW" X "pressedX" Y "pressedY" Z "pressedZ"
}

/// What was recorded: which action, how often, and whether in this context.
type Recorded = (&'static str, u32, usize);

fn contexts() -> Vec<Context> {
    let builder =
        |at: u32| ContextBuilder::default().interaction(format!("{at:016x}").parse().ok());
    let all: Vec<_> = (1..=64).map(|at| builder(at).build()).collect();
    assert!(all.iter().all(|it| !it.encoded().is_empty()), "all are ids");
    all
}

/// What waits in the journal must be this.
fn assert_taken(journal: &Journal, contexts: &[Context], expected: &[Recorded]) {
    let source = Source::new("1.2.3").expect("a version");
    let (mut batch, mut wire) = (Batch::default(), Vec::new());
    let mut expected = expected.iter();
    loop {
        journal.take(&mut batch, Duration::ZERO);
        if batch.entries().is_empty() {
            break;
        }
        for entry in batch.entries() {
            let (action, count, context) = expected.next().expect("one that was recorded");
            assert_eq!(entry.declaration().schema().action, *action);
            wire.clear();
            wire::put_event(&mut wire, &batch, entry, &source);
            let holds = |part: &[u8]| wire.windows(part.len()).any(|it| it == part);
            assert!(holds(&f64::from(*count).to_le_bytes()), "{action} {count}");
            assert!(wire.ends_with(contexts[*context].encoded()), "{action} in context {context}");
        }
        journal.stored(batch.entries().len());
        batch.clear();
    }
    assert_eq!(expected.next(), None, "all were taken");
}

fn with_journal(test: impl FnOnce(&Journal)) {
    let directory = std::env::temp_dir().join(format!("telemetry-keys-{}", EventId::generate()));
    test(&Journal::open(&directory, 100_000, "1.2.3").expect("a journal"));
    std::fs::remove_dir_all(directory).ok();
}

/// Each event in a context other than that of the event before.
#[test]
fn each_is_itself_in_each_context() {
    with_journal(|journal| {
        let (recorder, contexts) = (Recorder::new(journal), contexts());
        let mut expected: Vec<Recorded> = Vec::new();
        for round in 0..contexts.len() {
            for (at, (key, action)) in Key::all(1 + round as u32).into_iter().enumerate() {
                let context = (at * (2 * round + 1)) % contexts.len();
                let _entered = contexts[context].enter();
                recorder.record(key);
                expected.push((action, 1 + round as u32, context));
            }
        }
        assert_taken(journal, &contexts, &expected);
    });
}

/// On one thread by turns, with the same contexts.
#[test]
fn each_is_in_the_journal_of_its_recorder() {
    with_journal(|one| {
        with_journal(|other| {
            let contexts = contexts();
            let recorders = [one, other].map(Recorder::new);
            let mut expected: [Vec<Recorded>; 2] = Default::default();
            let counted = |count| Key::all(count).into_iter().map(move |key| (count, key));
            for (at, (count, (key, action))) in (0..20).flat_map(counted).enumerate() {
                let (turn, context) = (at % 3 % 2, at / 4 % contexts.len());
                let _entered = contexts[context].enter();
                recorders[turn].record(key);
                expected[turn].push((action, count, context));
            }
            assert_taken(one, &contexts, &expected[0]);
            assert_taken(other, &contexts, &expected[1]);
        });
    });
}

#[test]
fn none_is_recorded_when_the_journal_is_off_or_closed() {
    with_journal(|journal| {
        let recorder = Recorder::new(journal);
        let record = || Key::all(1).into_iter().for_each(|(key, _)| recorder.record(key));
        record();
        let all: Vec<Recorded> = Key::all(1).iter().map(|(_, action)| (*action, 1, 0)).collect();
        let nowhere = [ContextBuilder::default().build()];
        assert_taken(journal, &nowhere, &all);
        journal.set_on(false);
        record();
        assert_taken(journal, &nowhere, &[]);
        journal.set_on(true);
        journal.close();
        record();
        assert_taken(journal, &nowhere, &[]);
        assert_eq!(journal.losses().closed, all.len() as u64);
    });
}
