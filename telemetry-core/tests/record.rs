//! From a declaration to its wire form and its catalog entry.

#![forbid(unsafe_code)]

use std::{num::NonZeroU8, time::Duration};

use telemetry_core::{
    Catalog, Context, MetadataValue, Recorder, UserKey,
    context::{Client, ClientVersion, ContextBuilder, FeatureFlag},
    journal::{Batch, Journal},
    linked_catalog, telemetry_event,
    testing::Capture,
};

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "product-improvement")]
#[derive(Debug, Clone)]
enum Search {
    /// The results of a search were shown.
    #[telemetry(action = "listShown", version = 3)]
    ResultsShown {
        /// How many results were shown.
        result_count: u32,
        /// Time until the first result.
        #[telemetry(unit = "ms")]
        latency: Duration,
        /// Which engine answered.
        engine: Option<Engine>,
        /// How well the best result matched.
        score: f32,
        /// The query as typed.
        #[telemetry(private)]
        query: String,
        /// The user's own note.
        #[telemetry(private)]
        note: Option<String>,
    },
    /// The search could not be answered.
    #[telemetry(action = "gaveNone", purpose = "reliability")]
    Failed,
}

/// Which engine answered.
#[derive(MetadataValue, Debug, Clone, Copy)]
#[allow(dead_code)]
enum Engine {
    /// Trigram index.
    Indexed = 1,
    /// Scan of the working tree.
    Unindexed = 700,
}

fn shown() -> Search {
    Search::ResultsShown {
        result_count: 7,
        latency: Duration::from_micros(1_500),
        engine: Some(Engine::Unindexed),
        score: 0.5,
        query: "fn main".to_owned(),
        note: None,
    }
}

#[test]
fn an_event_has_its_numbers_and_keeps_its_texts_apart() {
    let capture = Capture::new();
    capture.recorder().record(shown());
    let events = capture.events();
    let [event] = events.as_slice() else { panic!("one event, not {events:?}") };
    assert_eq!(
        (event.feature.as_str(), event.action.as_str(), event.version),
        ("search", "listShown", 3)
    );
    let metadata: Vec<_> =
        event.metadata.iter().map(|(key, value)| (key.as_str(), *value)).collect();
    assert_eq!(
        metadata,
        [("engine", 700.0), ("latency", 1.5), ("result_count", 7.0), ("score", 0.5)]
    );
    assert_eq!(event.private("query"), Some("fn main"));
    assert_eq!(event.private("note"), None);
    let leaves = |text: &str| event.wire.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(leaves("listShown") && !leaves("fn main") && !leaves("query"));
}

#[test]
fn what_is_absent_or_not_finite_is_left_out() {
    let capture = Capture::new();
    let Search::ResultsShown { result_count, latency, query, .. } = shown() else { unreachable!() };
    for score in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let query = query.clone();
        capture.recorder().record(Search::ResultsShown {
            result_count,
            latency,
            engine: None,
            score,
            query,
            note: None,
        });
    }
    for event in capture.events() {
        assert_eq!(event.metadata.keys().collect::<Vec<_>>(), ["latency", "result_count"]);
    }
    assert_eq!(capture.losses().not_finite, 3);
}

#[test]
fn a_private_text_that_is_too_long_is_left_out_and_counted() {
    let capture = Capture::new();
    let mut event = shown();
    if let Search::ResultsShown { query, note, .. } = &mut event {
        *query = "x".repeat(telemetry_core::MAX_PRIVATE_TEXT + 1);
        *note = Some("y".repeat(telemetry_core::MAX_PRIVATE_TEXT));
    }
    capture.recorder().record(event);
    let events = capture.events();
    assert_eq!(
        (events[0].private("query"), events[0].private("note").map(str::len)),
        (None, Some(telemetry_core::MAX_PRIVATE_TEXT))
    );
    assert_eq!(capture.losses().text_too_long, 1);
}

#[test]
fn the_catalog_lists_what_is_linked_and_survives_its_encoding() {
    let catalog = linked_catalog().expect("no duplicates");
    assert_eq!(Catalog::decode(&catalog.encode()).expect("own bytes"), catalog);
    let shown = catalog.find("search", "listShown").expect("declared above");
    assert_eq!(shown.description, "The results of a search were shown.");
    assert_eq!(shown.owner, "search-team");
    assert_eq!(shown.version, 3);
    let fields: Vec<_> = shown
        .fields
        .iter()
        .map(|f| {
            (
                f.key.as_str(),
                f.kind.as_str(),
                f.optional,
                f.privacy.as_str(),
                f.unit.map_or("", |u| u.symbol()),
            )
        })
        .collect();
    assert_eq!(
        fields,
        [
            ("result_count", "u32", false, "metadata", ""),
            ("latency", "duration", false, "metadata", "ms"),
            ("engine", "enum", true, "metadata", ""),
            ("score", "f32", false, "metadata", ""),
            ("query", "text", false, "private", ""),
            ("note", "text", true, "private", ""),
        ]
    );
    let codes: Vec<_> = shown
        .codes(2)
        .map(|code| (code.code, code.name.as_str(), code.description.as_str()))
        .collect();
    assert_eq!(
        codes,
        [(1, "Indexed", "Trigram index."), (700, "Unindexed", "Scan of the working tree.")]
    );
    let failed = catalog.find("search", "gaveNone").expect("declared above");
    assert_eq!(failed.purpose.as_str(), "reliability");
    let capture = Capture::new();
    capture.recorder().record(Search::Failed);
    assert!(capture.never_recorded(&catalog).iter().any(|schema| schema.action == "listShown"));
}

mod elsewhere {
    /// Declared in a module that nothing mentions.
    #[telemetry_core::telemetry_event(
        feature = "unused.module",
        action = "happened",
        owner = "o-team",
        purpose = "support"
    )]
    #[allow(dead_code)]
    pub(super) struct Unused {
        /// A number.
        n: i8,
    }
}

#[test]
fn an_event_of_an_unused_module_is_in_the_catalog() {
    let catalog = linked_catalog().expect("no duplicates");
    assert!(catalog.find("unused.module", "happened").is_some());
}

#[derive(FeatureFlag)]
#[telemetry(name = "fast-index")]
struct FastIndex;

#[derive(Client)]
#[telemetry(name = "editor.plugin")]
struct Editor;

#[test]
fn a_context_is_carried_while_it_is_entered_and_not_longer() {
    let user = UserKey::generate().expect("random bytes").user(42);
    let context = Context::builder()
        .user(user)
        .flag::<FastIndex>(true)
        .client::<Editor>(ClientVersion::new(1, 2, 3))
        .interaction("00f067aa0ba902b7".parse().ok())
        .build();
    let capture = Capture::new();
    let recorder = capture.recorder();
    {
        let _entered = context.enter();
        recorder.record(Search::Failed);
        let inner = Context::builder().build();
        {
            let _inner = inner.enter();
            recorder.record(Search::Failed);
        }
        assert_eq!(Context::current(), Some(context.clone()));
    }
    recorder.record(Search::Failed);
    let with_flag: Vec<bool> = capture
        .events()
        .iter()
        .map(|event| event.wire.windows(10).any(|bytes| bytes == b"fast-index"))
        .collect();
    assert_eq!(with_flag, [true, false, false]);
}

macro_rules! flags {
    ($($name:ident: $text:literal)*) => {
        $(
            #[derive(FeatureFlag)]
            #[telemetry(name = $text)]
            struct $name;
        )*
        /// All of them, in this order and in the reverse.
        fn many_flags() -> [Context; 2] {
            let all: [fn(ContextBuilder) -> ContextBuilder; 34] =
                [$(|builder| builder.flag::<$name>(true)),*];
            let forward = all.iter().fold(Context::builder(), |it, flag| flag(it));
            let backward = all.iter().rev().fold(Context::builder(), |it, flag| flag(it));
            [forward.build(), backward.build()]
        }
    };
}
flags! {
    F0: "f00" F1: "f01" F2: "f02" F3: "f03" F4: "f04" F5: "f05" F6: "f06" F7: "f07" F8: "f08"
    F9: "f09" F10: "f10" F11: "f11" F12: "f12" F13: "f13" F14: "f14" F15: "f15" F16: "f16"
    F17: "f17" F18: "f18" F19: "f19" F20: "f20" F21: "f21" F22: "f22" F23: "f23" F24: "f24"
    F25: "f25" F26: "f26" F27: "f27" F28: "f28" F29: "f29" F30: "f30" F31: "f31" F32: "f32"
    F33: "f33"
}

#[test]
fn of_too_many_flags_the_first_by_name_are_kept() {
    for context in many_flags() {
        let has = |name: &[u8]| context.encoded().windows(3).any(|bytes| bytes == name);
        assert!(has(b"f00") && has(b"f31") && !has(b"f32") && !has(b"f33"));
        assert_eq!(context.flags_left_out(), 2);
        assert_eq!(context.without_identity().flags_left_out(), 2);
    }
    let [forward, backward] = many_flags();
    assert_eq!(forward, backward);
}

#[test]
fn the_last_word_on_a_flag_counts() {
    let twice = Context::builder().flag::<FastIndex>(true).flag::<FastIndex>(false).build();
    assert_eq!(twice, Context::builder().flag::<FastIndex>(false).build());
}

#[test]
fn a_future_takes_its_context_from_thread_to_thread() {
    use std::{
        future::poll_fn,
        pin::pin,
        task::{Poll, Waker},
    };
    let capture = Capture::new();
    let recorder = capture.recorder();
    let mut polls = 0;
    let context = Context::builder().flag::<FastIndex>(false).build();
    let work = context.scope(poll_fn(move |_| {
        recorder.record(Search::Failed);
        polls += 1;
        if polls == 2 { Poll::Ready(()) } else { Poll::Pending }
    }));
    let mut work = pin!(work);
    let mut cx = std::task::Context::from_waker(Waker::noop());
    assert!(work.as_mut().poll(&mut cx).is_pending());
    assert_eq!(Context::current(), None, "between two polls the thread is another's");
    std::thread::scope(|scope| {
        scope.spawn(move || {
            assert!(work.poll(&mut std::task::Context::from_waker(Waker::noop())).is_ready())
        });
    });
    let events = capture.events();
    assert!(
        events.len() == 2
            && events.iter().all(|event| event.wire.windows(10).any(|b| b == b"fast-index"))
    );
}

#[test]
fn a_full_journal_drops_the_newest_and_counts() {
    let journal = Journal::in_memory(3);
    let recorder = Recorder::new(&journal);
    (0..5).for_each(|_| recorder.record(Search::Failed));
    let mut batch = Batch::default();
    journal.take(&mut batch, Duration::ZERO);
    assert_eq!((batch.entries().len(), journal.losses().journal_full), (3, 2));
    recorder.record(Search::Failed);
    journal.take(&mut batch, Duration::ZERO);
    assert_eq!(batch.entries().len(), 1, "there is room again");
}

#[test]
fn private_texts_are_bounded_in_all() {
    let journal = Journal::in_memory(1_000_000);
    let recorder = Recorder::new(&journal);
    let text = "x".repeat(telemetry_core::MAX_PRIVATE_TEXT);
    let fit = telemetry_core::journal::MAX_TEXT_BYTES / text.len();
    for _ in 0..fit + 2 {
        let mut event = shown();
        if let Search::ResultsShown { query, .. } = &mut event {
            query.clone_from(&text);
        }
        recorder.record(event);
    }
    assert_eq!((journal.recorded(), journal.losses().journal_full), (fit as u64, 2));
    recorder.record(Search::Failed);
    assert_eq!(journal.recorded(), fit as u64 + 1, "numbers still fit");
}

#[test]
fn off_means_off_and_closed_is_counted() {
    let journal = Journal::in_memory(10);
    let recorder = Recorder::new(&journal);
    journal.set_on(false);
    recorder.record(Search::Failed);
    journal.set_on(true);
    assert_eq!(journal.recorded(), 0);
    journal.close();
    recorder.record(Search::Failed);
    assert_eq!((journal.recorded(), journal.losses().closed), (0, 1));
}

#[test]
fn a_flush_ends_when_everything_is_stored_or_the_deadline_passes() {
    let journal = Journal::in_memory(10);
    let recorder = Recorder::new(&journal);
    assert_eq!(journal.flush(Duration::ZERO), Ok(()));
    assert_eq!(journal.flush(Duration::MAX), Ok(()));
    recorder.record(Search::Failed);
    assert_eq!(journal.flush(Duration::from_millis(1)).map_err(|e| e.remaining), Err(1));
    let taker = {
        let journal = journal.clone();
        std::thread::spawn(move || {
            let mut batch = Batch::default();
            journal.take(&mut batch, Duration::from_secs(60));
            journal.stored(batch.entries().len());
        })
    };
    assert_eq!(journal.flush(Duration::from_secs(60)), Ok(()));
    taker.join().expect("no panic");
}

#[test]
fn threads_record_side_by_side() {
    let journal = Journal::in_memory(100_000);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let recorder = Recorder::<Search>::new(&journal);
            scope.spawn(move || (0..1_000).for_each(|_| recorder.record(shown())));
        }
    });
    let mut batch = Batch::default();
    journal.take(&mut batch, Duration::ZERO);
    let ids: std::collections::HashSet<_> =
        batch.entries().iter().map(|entry| entry.id()).collect();
    assert_eq!((batch.entries().len(), ids.len()), (4_000, 4_000));
}

/// Nobody wants this any more.
#[telemetry_event(
    feature = "search",
    action = "given-up",
    owner = "search-team",
    purpose = "experiment",
    expires = "2020-01-01"
)]
struct GivenUp;

/// Somebody may want this for as long as there are calendars.
#[telemetry_event(
    feature = "search",
    action = "kept",
    owner = "search-team",
    purpose = "experiment",
    expires = "9999-12-31"
)]
struct Kept;

#[test]
fn an_expired_event_is_not_recorded_and_counted() {
    let capture = Capture::new();
    capture.recorder().record(GivenUp);
    capture.recorder().record(Kept);
    assert_eq!(capture.events().len(), 1);
    assert_eq!(capture.events()[0].action, "kept");
    assert_eq!(capture.losses().expired, 1);
}

/// Values of every way of making a number coarser.
#[telemetry_event(
    feature = "search",
    action = "measured",
    owner = "search-team",
    purpose = "reliability"
)]
struct Measured {
    /// Exact.
    exact: NonZeroU8,
    /// At most a thousand.
    #[telemetry(max = 1000)]
    capped: u32,
    /// To tens.
    #[telemetry(round = 10, max = 100)]
    tens: Option<i64>,
    /// A power of two.
    #[telemetry(unit = "ms", round = "pow2")]
    waited: Duration,
    /// In buckets.
    #[telemetry(unit = "ratio", buckets = [0, 0.5, 0.9, 1])]
    hit_ratio: f64,
}

#[test]
fn numbers_leave_as_coarse_as_declared() {
    let capture = Capture::new();
    let recorder = capture.recorder();
    let seven = NonZeroU8::new(7).expect("not zero");
    let waited = Duration::from_millis(700);
    for (capped, tens, hit_ratio) in
        [(5000, Some(104), 0.95), (3, Some(-14), -1.0), (0, None, f64::NAN)]
    {
        recorder.record(Measured { exact: seven, capped, tens, waited, hit_ratio });
    }
    let numbers = |key| capture.events().iter().map(|it| it.number(key)).collect::<Vec<_>>();
    assert_eq!(numbers("exact"), [Some(7.0); 3]);
    assert_eq!(numbers("capped"), [Some(1000.0), Some(3.0), Some(0.0)]);
    assert_eq!(numbers("tens"), [Some(100.0), Some(-10.0), None]);
    assert_eq!(numbers("waited"), [Some(512.0); 3]);
    assert_eq!(numbers("hit_ratio"), [Some(0.9), Some(0.0), None]);
    assert_eq!(capture.losses().not_finite, 1);
}
