//! tracing: `event!` and a layer that visits the fields and puts them into a
//! queue without locks, which a thread empties every millisecond, so that no
//! event pays for waking it.

use std::{
    sync::Arc,
    thread,
    time::{Duration, SystemTime},
};

use crossbeam_queue::ArrayQueue;
use tracing::{
    Level, Metadata, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    layer::{Context, Layer, SubscriberExt as _},
    registry,
};

use super::version;
use crate::{
    error::Error,
    subject::{Meter, ROOM, Subject, numbers},
};

/// An event as the layer keeps it. The metadata tells feature and action.
#[allow(dead_code)]
struct Kept {
    at: SystemTime,
    metadata: &'static Metadata<'static>,
    fields: Fields,
}

#[derive(Default)]
struct Fields {
    count: usize,
    all: [(&'static str, f64); 5],
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if let Some(place) = self.all.get_mut(self.count) {
            *place = (field.name(), value);
            self.count += 1;
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

struct ToQueue(Arc<ArrayQueue<Kept>>);

impl<S: Subscriber> Layer<S> for ToQueue {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let kept = Kept { at: SystemTime::now(), metadata: event.metadata(), fields };
        // What does not fit shows in the count of what was consumed.
        drop(self.0.push(kept));
    }
}

pub(super) struct Layered {
    meter: Meter,
}

impl Layered {
    /// Becomes the subscriber of the whole process, the fastest way to be one.
    pub(super) fn new() -> Result<Self, Error> {
        let (queue, meter) = (Arc::new(ArrayQueue::new(ROOM)), Meter::default());
        let subscriber = registry().with(ToQueue(Arc::clone(&queue)));
        tracing::subscriber::set_global_default(subscriber)
            .map_err(|error| Error::SetUp("tracing", error.to_string()))?;
        let seen = meter.clone();
        thread::Builder::new()
            .name("tracing-layer".to_owned())
            .spawn(move || consume(&queue, &seen))
            .map_err(Error::Thread)?;
        Ok(Self { meter })
    }
}

fn consume(queue: &ArrayQueue<Kept>, meter: &Meter) {
    loop {
        while queue.pop().is_some() {
            meter.add(1);
        }
        thread::sleep(Duration::from_millis(1));
    }
}

impl Subject for Layered {
    fn name(&self) -> String {
        format!("tracing {}, a layer that visits into a queue", version("tracing"))
    }

    fn record(&self, count: usize) {
        for index in 0..count {
            let [first, second, third, fourth, fifth] = numbers(index);
            tracing::event!(
                name: "resultsShown",
                target: "bench.search",
                Level::INFO,
                first_score = first,
                second_score = second,
                third_score = third,
                fourth_score = fourth,
                fifth_score = fifth,
            );
        }
    }

    fn consumed(&self) -> Option<u64> {
        Some(self.meter.get())
    }
}

/// tracing without any subscriber. To be measured before there is one.
pub(crate) struct Unheard;

impl Subject for Unheard {
    fn name(&self) -> String {
        format!("tracing {}, no subscriber", version("tracing"))
    }

    #[inline(never)]
    fn record(&self, count: usize) {
        for index in 0..count {
            let [first, second, third, fourth, fifth] = numbers(index);
            tracing::event!(
                name: "resultsShown",
                target: "bench.unheard",
                Level::INFO,
                first_score = first,
                second_score = second,
                third_score = third,
                fourth_score = fourth,
                fifth_score = fifth,
            );
        }
    }
}
