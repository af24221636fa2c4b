//! emit: an emitter that puts the properties of an event into the channel of
//! emit_batcher, whose thread takes them in batches.

use std::{ops::ControlFlow, time::Duration};

use emit::{Emitter, Props as _, Timestamp, event::ToEvent};
use emit_batcher::{Sender, sync};

use super::version;
use crate::{
    error::Error,
    subject::{Meter, ROOM, Subject, numbers},
};

/// An event as the batcher keeps it.
#[allow(dead_code)]
struct Kept {
    at: Option<Timestamp>,
    count: usize,
    fields: [(&'static str, f64); 5],
}

struct ToBatcher(Sender<Vec<Kept>>);

impl Emitter for ToBatcher {
    fn emit<E: ToEvent>(&self, event: E) {
        let event = event.to_event();
        let at = event.extent().map(|extent| *extent.as_point());
        let mut kept = Kept { at, count: 0, fields: Default::default() };
        let _ = event.props().for_each(|key, value| {
            let known = key.get_static().zip(value.cast::<f64>());
            if let Some((field, place)) = known.zip(kept.fields.get_mut(kept.count)) {
                *place = field;
                kept.count += 1;
            }
            ControlFlow::Continue(())
        });
        self.0.send(kept);
    }

    fn blocking_flush(&self, timeout: Duration) -> bool {
        sync::blocking_flush(&self.0, timeout)
    }
}

pub(super) struct Batched {
    meter: Meter,
}

impl Batched {
    /// Becomes the emitter of the whole process, as its macros expect.
    pub(super) fn new() -> Result<Self, Error> {
        let (sender, receiver) = emit_batcher::bounded(ROOM);
        let meter = Meter::default();
        let seen = meter.clone();
        sync::spawn("emit-batcher", receiver, move |batch: Vec<Kept>| {
            seen.add(batch.len());
            Ok(())
        })
        .map_err(Error::Thread)?;
        let set_up = emit::setup().emit_to(ToBatcher(sender)).try_init();
        let failed = || Error::SetUp("emit", "it was set up before".to_owned());
        set_up.map(|_| Self { meter }).ok_or_else(failed)
    }
}

impl Subject for Batched {
    fn name(&self) -> String {
        format!("emit {}, a batcher", version("emit"))
    }

    fn record(&self, count: usize) {
        for index in 0..count {
            let [first_score, second_score, third_score, fourth_score, fifth_score] =
                numbers(index);
            emit::emit!(
                "resultsShown",
                first_score,
                second_score,
                third_score,
                fourth_score,
                fifth_score,
            );
        }
    }

    fn flush(&self) {
        // What is missing shows in the count of what was consumed.
        let _ = emit::runtime::shared().emitter().blocking_flush(Duration::from_secs(30));
    }

    fn consumed(&self) -> Option<u64> {
        Some(self.meter.get())
    }
}
