//! tracing: the JSON format of tracing-subscriber to the non-blocking writer of
//! tracing-appender.

use std::io::{self, Write};

use tracing::{Dispatch, Level, dispatcher};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};

use super::version;
use crate::subject::{Meter, ROOM, Subject, numbers};

/// Counts lines: the worker writes each with one call.
struct Lines(Meter);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.add(1);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) struct Json {
    dispatch: Dispatch,
    meter: Meter,
    _worker: WorkerGuard,
}

impl Json {
    pub(super) fn new() -> Self {
        let meter = Meter::default();
        let (writer, worker) =
            NonBlockingBuilder::default().buffered_lines_limit(ROOM).finish(Lines(meter.clone()));
        let subscriber = tracing_subscriber::fmt().json().with_writer(writer).finish();
        Self { dispatch: Dispatch::new(subscriber), meter, _worker: worker }
    }
}

impl Subject for Json {
    fn name(&self) -> String {
        format!("tracing-subscriber {}, JSON, non-blocking", version("tracing-subscriber"))
    }

    fn record(&self, count: usize) {
        dispatcher::with_default(&self.dispatch, || (0..count).for_each(log));
    }

    fn consumed(&self) -> Option<u64> {
        Some(self.meter.get())
    }
}

#[inline]
fn log(index: usize) {
    let [first, second, third, fourth, fifth] = numbers(index);
    tracing::event!(
        name: "resultsShown",
        target: "bench.search",
        Level::INFO,
        action = "resultsShown",
        first_score = first,
        second_score = second,
        third_score = third,
        fourth_score = fourth,
        fifth_score = fifth,
    );
}
