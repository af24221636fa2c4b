//! The thread that looks at what the data directory remembers, so that every
//! process of it learns what one of them, or the `telemetry` command, switched.
//! It reads one small file; it touches neither the queue nor what records until
//! there is something new.

use std::{
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::Control;

/// How often it looks.
const PERIOD: Duration = Duration::from_millis(100);

/// How long ending it waits for what it does just then: it may wait for a disk
/// that does not come back.
const LAST_LOOK: Duration = Duration::from_secs(5);

/// The running thread. Dropping it ends it.
#[derive(Debug)]
pub(crate) struct Watch {
    /// Dropped to stop.
    stop: Option<mpsc::SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    pub(crate) fn start(control: Arc<Control>) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::sync_channel(0);
        let work = move || {
            while stopped.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout) {
                control.look();
            }
        };
        let thread = thread::Builder::new().name("telemetry-switches".to_owned()).spawn(work)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop = None;
        let Some(thread) = self.thread.take() else { return };
        let end = Instant::now() + LAST_LOOK;
        while !thread.is_finished() && Instant::now() < end {
            thread::sleep(Duration::from_millis(1));
        }
        if thread.is_finished() {
            let _ = thread.join();
        }
    }
}
