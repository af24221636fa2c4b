//! metrique: a struct of metrics that a guard appends to a background queue when
//! it is dropped. The typed queue knows the one struct that it carries; the
//! boxed one is what applications get from `ServiceMetrics`.
// What the attribute generates is qualified.
#![allow(unused_qualifications)]

use std::io;

use metrique::{
    CloseValue, RootMetric,
    timers::Timestamp,
    unit_of_work::metrics,
    writer::{
        BoxEntrySink, Entry, EntryIoStream, EntrySink, IoStreamError,
        sink::{BackgroundQueue, BackgroundQueueBuilder},
    },
};

use super::version;
use crate::subject::{Meter, ROOM, Subject, numbers};

#[metrics]
struct Shown {
    feature: &'static str,
    action: &'static str,
    #[metrics(timestamp)]
    at: Timestamp,
    first_score: f64,
    second_score: f64,
    third_score: f64,
    fourth_score: f64,
    fifth_score: f64,
}

#[inline]
fn shown(index: usize) -> Shown {
    let [first_score, second_score, third_score, fourth_score, fifth_score] = numbers(index);
    Shown {
        feature: "bench.search",
        action: "resultsShown",
        at: Timestamp::now(),
        first_score,
        second_score,
        third_score,
        fourth_score,
        fifth_score,
    }
}

/// Where entries end.
struct Nowhere(Meter);

impl EntryIoStream for Nowhere {
    fn next(&mut self, _: &impl Entry) -> Result<(), IoStreamError> {
        self.0.add(1);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) struct Typed {
    queue: BackgroundQueue<RootMetric<Shown>>,
    meter: Meter,
}

impl Typed {
    pub(super) fn new() -> Self {
        let meter = Meter::default();
        let (queue, handle) =
            BackgroundQueueBuilder::new().capacity(ROOM).build(Nowhere(meter.clone()));
        handle.forget();
        Self { queue, meter }
    }
}

impl Subject for Typed {
    fn name(&self) -> String {
        format!("metrique {}, typed queue", version("metrique"))
    }

    fn record(&self, count: usize) {
        for index in 0..count {
            self.queue.append(RootMetric::<Shown>::new(shown(index).close()));
        }
    }

    fn consumed(&self) -> Option<u64> {
        Some(self.meter.get())
    }
}

pub(super) struct Boxed {
    sink: BoxEntrySink,
    meter: Meter,
}

impl Boxed {
    pub(super) fn new() -> Self {
        let meter = Meter::default();
        let (sink, handle) =
            BackgroundQueueBuilder::new().capacity(ROOM).build_boxed(Nowhere(meter.clone()));
        handle.forget();
        Self { sink, meter }
    }
}

impl Subject for Boxed {
    fn name(&self) -> String {
        format!("metrique {}, boxed queue", version("metrique"))
    }

    fn record(&self, count: usize) {
        for index in 0..count {
            drop(shown(index).append_on_drop(self.sink.clone()));
        }
    }

    fn consumed(&self) -> Option<u64> {
        Some(self.meter.get())
    }
}
