//! Ours: a recorder over a journal, and a thread that takes what is in it and
//! expands it to the wire event, as the pipeline does.

use std::{path::Path, thread, time::Duration};

use telemetry_core::{
    Recorder,
    journal::{Batch, DEFAULT_CAPACITY, Journal},
    telemetry_event,
    wire::{self, Source},
};

use crate::{
    error::Error,
    subject::{Meter, Role, Subject, numbers},
};

/// How long the pipeline lets an event wait before it takes it.
const PERIOD: Duration = Duration::from_millis(200);
/// A flush that takes longer has failed.
const FLUSH: Duration = Duration::from_secs(30);

/// The journals to be measured: what each is called, and itself.
pub(crate) fn journals(directory: &Path) -> Result<Vec<(&'static str, Journal)>, Error> {
    let memory = Journal::without_directory(DEFAULT_CAPACITY);
    let mapped = Journal::open(&directory.join("journal"), DEFAULT_CAPACITY, "1.0.0");
    Ok(vec![
        ("journal in memory", memory.map_err(Error::Directory)?),
        ("journal in mapped files", mapped.map_err(Error::Directory)?),
    ])
}

/// The results of a search were shown.
#[telemetry_event(
    feature = "bench.search",
    action = "resultsShown",
    owner = "search-team",
    purpose = "product-improvement"
)]
struct ResultsShown {
    /// A first score.
    first_score: f64,
    /// A second score.
    second_score: f64,
    /// A third score.
    third_score: f64,
    /// A fourth score.
    fourth_score: f64,
    /// A fifth score.
    fifth_score: f64,
}

pub(crate) struct Ours {
    name: &'static str,
    journal: Journal,
    recorder: Recorder<ResultsShown>,
    taken: Meter,
}

impl Ours {
    pub(crate) fn new(name: &'static str, journal: Journal) -> Result<Self, Error> {
        let recorder = Recorder::new(&journal);
        let taken = take(&journal)?;
        Ok(Self { name, journal, recorder, taken })
    }
}

/// Empties the journal on a thread of its own; counts what it took.
pub(crate) fn take(journal: &Journal) -> Result<Meter, Error> {
    let (journal, taken) = (journal.clone(), Meter::default());
    let meter = taken.clone();
    let source = Source::new("1.0.0").map_err(Error::Version)?;
    let run = move || {
        let (mut batch, mut event) = (Batch::default(), Vec::new());
        while !journal.take(&mut batch, PERIOD) {
            for entry in batch.entries() {
                event.clear();
                wire::put_event(&mut event, &batch, entry, &source);
            }
            meter.add(batch.entries().len());
            journal.stored(batch.entries().len());
        }
    };
    thread::Builder::new().name("taker".to_owned()).spawn(run).map_err(Error::Thread)?;
    Ok(taken)
}

impl Subject for Ours {
    fn name(&self) -> String {
        format!("ours: {}", self.name)
    }

    fn role(&self) -> Role {
        Role::Ours
    }

    #[inline(never)]
    fn record(&self, count: usize) {
        for index in 0..count {
            let [first_score, second_score, third_score, fourth_score, fifth_score] =
                numbers(index);
            self.recorder.record(ResultsShown {
                first_score,
                second_score,
                third_score,
                fourth_score,
                fifth_score,
            });
        }
    }

    fn flush(&self) {
        // What is missing shows in the count of what was taken.
        let _ = self.journal.flush(FLUSH);
    }

    fn consumed(&self) -> Option<u64> {
        Some(self.taken.get())
    }
}

/// A recorder whose journal is switched off.
pub(crate) struct Off(Recorder<ResultsShown>);

impl Off {
    pub(crate) fn new(journal: &Journal) -> Self {
        journal.set_on(false);
        Self(Recorder::new(journal))
    }
}

impl Subject for Off {
    fn name(&self) -> String {
        "ours, switched off".to_owned()
    }

    fn role(&self) -> Role {
        Role::Ours
    }

    #[inline(never)]
    fn record(&self, count: usize) {
        for index in 0..count {
            let [first_score, second_score, third_score, fourth_score, fifth_score] =
                numbers(index);
            self.0.record(ResultsShown {
                first_score,
                second_score,
                third_score,
                fourth_score,
                fifth_score,
            });
        }
    }
}
