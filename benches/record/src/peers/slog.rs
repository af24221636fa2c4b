//! slog with slog-async and a drain that drains nothing. slog leaves the time to
//! the drain, where it would be the time of the other thread, so each record is
//! given one.

use std::time::SystemTime;

use slog::{Drain, Logger, Never, OwnedKVList, Record, info, o};
use slog_async::{Async, OverflowStrategy};

use super::version;
use crate::subject::{Meter, ROOM, Subject, numbers};

struct Nowhere(Meter);

impl Drain for Nowhere {
    type Ok = ();
    type Err = Never;

    fn log(&self, _: &Record<'_>, _: &OwnedKVList) -> Result<(), Never> {
        self.0.add(1);
        Ok(())
    }
}

pub(super) struct Asynchronous {
    logger: Logger,
    meter: Meter,
}

impl Asynchronous {
    pub(super) fn new() -> Self {
        let meter = Meter::default();
        let drain = Async::new(Nowhere(meter.clone()))
            .chan_size(ROOM)
            .overflow_strategy(OverflowStrategy::Drop)
            .build();
        let logger = Logger::root(drain.fuse(), o!("feature" => "bench.search"));
        Self { logger, meter }
    }
}

fn microseconds() -> u64 {
    SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_micros() as u64)
}

impl Subject for Asynchronous {
    fn name(&self) -> String {
        format!("slog-async {}", version("slog-async"))
    }

    fn record(&self, count: usize) {
        for index in 0..count {
            let [first, second, third, fourth, fifth] = numbers(index);
            info!(
                self.logger, "resultsShown";
                "at" => microseconds(),
                "firstScore" => first,
                "secondScore" => second,
                "thirdScore" => third,
                "fourthScore" => fourth,
                "fifthScore" => fifth,
            );
        }
    }

    fn consumed(&self) -> Option<u64> {
        Some(self.meter.get())
    }
}
