//! Runs the exporter: on its interval, when asked, and again after failures.
//!
//! A thread with a runtime of its own, so that an application needs none and a
//! busy one does not delay the export.

use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread::{self, JoinHandle},
    time::Duration,
};

use telemetry_core::journal::FlushError;
use tokio::{
    runtime,
    sync::{
        mpsc::{self as commands, error::TrySendError},
        oneshot,
    },
    time,
};

use crate::{
    export::{Backoff, Drained, Exporter, Failure},
    queue::Queue,
};

/// Why not everything was exported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportIncomplete {
    /// Not even stored.
    #[error(transparent)]
    NotStored(#[from] FlushError),
    /// The gateway did not take them.
    #[error("events wait: {0}")]
    Waiting(String),
    /// The export takes longer than the caller waits; it goes on.
    #[error("the export goes on after the deadline; ask again later")]
    Deadline,
    /// The thread that exports has ended, which is a fault of this library.
    #[error(
        "the exporter has stopped, its last log entry says why; the events are stored, start the program again"
    )]
    Stopped,
}

type Answer = mpsc::SyncSender<Result<Drained, String>>;

/// A running exporter. Dropping it stops it; what it held is released.
#[derive(Debug)]
pub(crate) struct Shipping {
    commands: commands::Sender<Answer>,
    /// Dropped to stop.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Shipping {
    pub(crate) fn start(exporter: Exporter, queue: Queue) -> std::io::Result<Self> {
        let (sender, receiver) = commands::channel(16);
        let (stop, stopped) = oneshot::channel();
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = thread::Builder::new()
            .name("telemetry-export".to_owned())
            .spawn(move || runtime.block_on(Loop::new(exporter, queue).run(receiver, stopped)))?;
        Ok(Self { commands: sender, stop: Some(stop), thread: Some(thread) })
    }

    /// Drains the queue now and waits so long for the result.
    pub(crate) fn export_now(&self, patience: Duration) -> Result<(), ExportIncomplete> {
        let (answer, result) = mpsc::sync_channel(1);
        match self.commands.try_send(answer) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => return Err(ExportIncomplete::Deadline),
            Err(TrySendError::Closed(_)) => return Err(ExportIncomplete::Stopped),
        }
        match result.recv_timeout(patience) {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(reason)) => Err(ExportIncomplete::Waiting(reason)),
            Err(RecvTimeoutError::Timeout) => Err(ExportIncomplete::Deadline),
            Err(RecvTimeoutError::Disconnected) => Err(ExportIncomplete::Stopped),
        }
    }
}

impl Drop for Shipping {
    fn drop(&mut self) {
        // Ends the loop at once, also in the middle of a drain.
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Loop {
    exporter: Exporter,
    queue: Queue,
    backoff: Backoff,
}

impl Loop {
    fn new(exporter: Exporter, queue: Queue) -> Self {
        let backoff = Backoff::new(exporter.config().max_backoff);
        Self { exporter, queue, backoff }
    }

    async fn run(
        mut self,
        mut commands: commands::Receiver<Answer>,
        stopped: oneshot::Receiver<()>,
    ) {
        tokio::select! {
            () = self.repeat(&mut commands) => {}
            _ = stopped => {}
        }
    }

    /// Drains on the interval and when asked, until nobody can ask any more.
    async fn repeat(&mut self, commands: &mut commands::Receiver<Answer>) {
        let mut wait = Duration::ZERO;
        loop {
            let asked = match time::timeout(wait, commands.recv()).await {
                Ok(Some(answer)) => Some(answer),
                Ok(None) => return,
                Err(_) => None,
            };
            let result = self.exporter.drain().await;
            wait = self.next_wait(&result);
            if let Some(answer) = asked {
                let _ = answer.send(result.map_err(|failure| failure.to_string()));
            }
        }
    }

    /// Says why events wait, if they do, and how long until the next attempt.
    fn next_wait(&mut self, result: &Result<Drained, Failure>) -> Duration {
        let reason = match result {
            Ok(drained) => {
                if drained.exported + drained.refused > 0 {
                    tracing::info!(
                        exported = drained.exported,
                        refused = drained.refused,
                        "events were exported"
                    );
                }
                None
            }
            Err(failure) => {
                tracing::warn!(reason = %failure, "events wait");
                Some(failure.to_string())
            }
        };
        let failed = reason.is_some();
        if let Err(error) = self.queue.set_waiting_reason(reason) {
            tracing::warn!(%error, "the reason why events wait cannot be stored");
        }
        if failed {
            return self.backoff.failed().min(self.exporter.config().interval);
        }
        self.backoff.succeeded();
        self.exporter.config().interval
    }
}
